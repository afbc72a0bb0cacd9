import { fallback } from '../../content/fallback.js';
import type { Content } from '../../content/load.js';
import type { Loaded, NewOutboxRow, Turn } from '../../db/store.js';
import type { Advanced } from '../../flows/session.js';
import type { OutboxEffect } from '../../flows/effects.js';
import type { Capabilities } from '../channels/channel.js';
import { layout } from '../channels/layout.js';

/**
 * Turns what a turn came to into what is committed: every message in the learner's language, fitted to the
 * channel, one row each, so that what leaves later is final.
 */
export function compose(
  loaded: Loaded,
  advanced: Advanced,
  content: Content,
  capabilities: Capabilities,
): Omit<Turn, 'eventState' | 'error'> {
  const turn = {
    eventId: loaded.eventId,
    learner: advanced.learner,
    instances: advanced.instances,
    records: advanced.records,
    outbox: [] as NewOutboxRow[],
    schedule: [] as Turn['schedule'],
    unschedule: [] as string[],
    abandon: [] as string[],
    at: loaded.event.at,
  };
  for (const effect of advanced.effects) {
    switch (effect.kind) {
      case 'schedule':
        turn.schedule = [
          ...turn.schedule.filter(({ timer }) => timer !== effect.timer),
          { timer: effect.timer, at: effect.at },
        ];
        turn.unschedule = turn.unschedule.filter((timer) => timer !== effect.timer);
        break;
      case 'unschedule':
        turn.schedule = turn.schedule.filter(({ timer }) => timer !== effect.timer);
        turn.unschedule.push(effect.timer);
        break;
      case 'abandon':
        turn.abandon.push(effect.request);
        // What was asked for in this very turn never leaves.
        turn.outbox = turn.outbox.filter(({ request }) => request !== effect.request);
        break;
      case 'send':
      case 'locate':
      case 'tutor':
      case 'proofread':
      case 'listen':
      case 'speak':
      case 'draw':
      case 'erase':
        turn.outbox.push(...rows(effect));
        break;
      default:
        effect satisfies never;
    }
  }
  return turn;

  function rows(effect: OutboxEffect): NewOutboxRow[] {
    const chatId = loaded.chat.id;
    switch (effect.kind) {
      case 'send': {
        const wanted = advanced.learner.profile.language;
        const rendered = content.render(wanted, effect.message);
        // What is not among the languages was rendered in the one that every string is in.
        const language = content.languages.some(({ code }) => code === wanted) ? wanted : fallback;
        return layout(rendered, capabilities).map((physical) => ({
          chatId,
          kind: effect.kind,
          payload: { ...physical, language },
          ordered: true,
          ...(effect.notAfter !== undefined
            ? { notAfter: effect.notAfter }
            : capabilities.history === true && { append: { kind: physical.kind, text: physical.text } }),
        }));
      }
      case 'locate':
        return [
          {
            chatId,
            kind: effect.kind,
            payload: { place: effect.place, language: effect.language },
            request: effect.request,
            ordered: false,
          },
        ];
      case 'tutor':
      case 'proofread':
      case 'listen':
      case 'speak':
      case 'draw': {
        const { kind, request, ...payload } = effect;
        return [{ chatId, kind, payload, request, ordered: false }];
      }
      case 'erase':
        return [
          {
            chatId,
            kind: effect.kind,
            payload: {},
            ordered: true,
            dueAt: loaded.event.at + (capabilities.lingers ?? 0),
          },
        ];
    }
  }
}
