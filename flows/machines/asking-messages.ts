import type { Choice, Line, Message } from '../effects.js';
import type { Profile } from '../learner.js';
import type { Emitted, Env } from '../machine.js';
import { begins } from '../questions/level.js';
import type { Question } from '../questions/question.js';
import { questionIds, questions, type QuestionId } from '../questions/registry.js';
import type { AskingContext, AskingEvent } from './asking-context.js';

export function send(message: Message): Emitted {
  return { type: 'effect', effect: { kind: 'send', message } };
}

/** A word about the answer before comes first in the same message: one message asks one thing. */
export function lead(event: AskingEvent, given?: Line): Line | undefined {
  if (given) return given;
  if (event.type === 'ANSWER') {
    const question = questions[event.question];
    return 'saved' in question ? question.saved(event.value, event.env) : undefined;
  }
  if (event.type === 'LOCATED' || event.type === 'CLOCK')
    return questions.zone.saved?.(event.places[0]?.zone ?? 'UTC', event.env);
  return undefined;
}

export function question(
  context: AskingContext,
  id: QuestionId,
  env: Env,
  first?: Line,
  instead?: Line[],
): Message {
  const { lines, choices, skippable } = questions[id].ask(context.elsewhere ? { ...env, guess: {} } : env);
  return {
    lines: [...(first ? [first] : []), ...(instead ?? lines)],
    choices: (instead ? [] : (choices ?? [])).map((one) => prefixed(context, id, one)),
    actions:
      skippable === false ? [] : [prefixed(context, id, { label: { say: 'action.skip' }, value: 'skip' })],
    asks: true,
  };
}

/** In the value of the button that goes back to a question, whose answer was heard as another one. */
export const misheardPrefix = 'not-';

/** What was heard is taken at its word, and can be taken back with the next question. */
export function takingBack(context: AskingContext, message: Message, event: AskingEvent): Message {
  if (event.type !== 'ANSWER' || event.aloud !== true) return message;
  const choice = { label: { say: 'voice.saidOther' as const }, value: misheardPrefix + event.question };
  return {
    ...message,
    actions: [...(message.actions ?? []), prefixed(context, context.question, choice)],
  };
}

export function places(context: AskingContext, first: Line): Message {
  return {
    lines: [first],
    choices: [
      ...context.places.map((place, i) => ({ label: { plain: place.name }, value: String(i) })),
      { label: { say: 'zone.none' } as const, value: 'none' },
    ].map((one) => prefixed(context, 'zonePick', one)),
    asks: true,
  };
}

export function prefixed(context: { instance: number }, question: string, choice: Choice): Choice {
  return { label: choice.label, value: `${context.instance}.${question}.${choice.value}` };
}

/** The first words, before anything is asked. */
export function hello(): Message {
  return { lines: [{ say: 'onboarding.hello' }, { say: 'onboarding.privacy' }] };
}

export function ready(context: AskingContext, event: AskingEvent): Message {
  const level = event.type === 'ANSWER' ? event.value : event.env.profile.level;
  const told = event.type === 'AGAIN' ? event.line : undefined;
  return {
    lines: [told ?? begins(level)],
    choices: [prefixed(context, 'ready', { label: { say: 'action.begin' }, value: 'begin' })],
    asks: true,
  };
}

/** All that was asked with what it is now, each to be changed. */
export function menu(context: AskingContext, event: AskingEvent): Message {
  const { profile } = knowing(event);
  return {
    lines: [menuLead(event)],
    choices: [
      ...questionIds
        .filter((id) => matters(id, { ...event.env, profile }))
        .map((id) =>
          prefixed(context, 'menu', {
            label: { say: `settings.${id}`, args: { value: questions[id].shown(profile) } },
            value: id,
          }),
        ),
      prefixed(context, 'menu', { label: { say: 'settings.close' }, value: 'close' }),
    ],
    asks: true,
  };
}

function matters(id: QuestionId, env: Env): boolean {
  const asked: Question = questions[id];
  return asked.matters?.(env) ?? true;
}

/** What is known once this event is taken: a question that follows an answer may go by it. */
export function knowing(event: AskingEvent): Env {
  return { ...event.env, profile: { ...event.env.profile, ...changed(event) } };
}

/** What this event changes in the profile. */
export function changed(event: AskingEvent): Partial<Profile> {
  if (event.type === 'ANSWER') return questions[event.question].save(event.value, event.env);
  if (event.type === 'LOCATED' || event.type === 'CLOCK') return { timeZone: event.places[0]?.zone ?? 'UTC' };
  return {};
}

function menuLead(event: AskingEvent): Line {
  if (event.type === 'UNCLEAR') return event.line;
  if (event.type === 'START' || event.type === 'AGAIN' || event.type === 'SKIP')
    return { say: 'settings.ask' };
  return { say: 'settings.changed' };
}
