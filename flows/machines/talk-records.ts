import type { Correction, Utterance } from '../records.js';
import { kindOf } from '../tutor/proof-rules.js';
import { sourceOf, type TalkContext, type TalkEvent } from './talk-context.js';
import { checked } from './talk-messages.js';

/** What is to be said better, at most this much at a time (VOICE 4). */
const most = 2;

export function utterance(context: TalkContext, who: Utterance['who'], text: string): Utterance[] {
  const { instance: talk, line } = context;
  return text === '' ? [] : [{ kind: 'utterance', talk, line: line + 1, who, text }];
}

/** What the learner wrote, and the reply to it: together they are part of the talk. */
export function exchange(context: TalkContext, reply: string): Utterance[] {
  const { unanswered, line } = context;
  const learner = unanswered.flatMap((text, index) =>
    utterance({ ...context, line: line + index }, 'learner', text),
  );
  return [...learner, ...utterance({ ...context, line: line + unanswered.length }, 'tutor', reply)];
}

/** A model's corrections, or what was certainly wrong in a line. */
export function corrections(context: TalkContext, event: TalkEvent): Correction[] {
  const common = {
    kind: 'correction' as const,
    source: sourceOf(context, event.env),
    skill: event.env.aloud === true ? ('speaking' as const) : ('writing' as const),
  };
  if (event.type === 'PROOFED')
    return proofs(context, event).map(({ wrong, better, rule }) => ({
      ...common,
      wrong,
      better,
      reason: rule,
      error: kindOf(rule),
      by: 'harper',
    }));
  return (checked(context, event)?.corrections ?? []).map(({ quote, better, reason, kind }) => ({
    ...common,
    wrong: quote,
    better,
    reason,
    error: kind,
    by: 'model',
  }));
}

/** Harper's hints as they are shown: at most two, in their order. */
export function proofs(
  { unanswered }: TalkContext,
  event: TalkEvent,
): { wrong: string; better: string; rule: string }[] {
  if (event.type !== 'PROOFED') return [];
  const text = unanswered.join('\n');
  return event.hints.slice(0, most).map(({ from, to, better, rule }) => {
    // A little word alone says little: the one after it belongs to the picture.
    const [next = ''] = /^\s+[\p{L}\p{M}'’-]+/u.exec(text.slice(to)) ?? [];
    return { wrong: text.slice(from, to) + next, better: better + next, rule };
  });
}
