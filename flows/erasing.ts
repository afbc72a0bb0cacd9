import type { Draft } from './draft.js';
import type { Event } from './events.js';
import type { Learner } from './learner.js';

/** "Shall everything be deleted?": confirmed, or left by anything else. */

/** Confirming the deletion counts this long; a later tap on an old button asks anew. */
const confirmWithin = 10 * 60_000;

/** Whether a "yes" answers a question that was put within the last minutes and had been committed by then. */
export function confirms({ learner, moment }: Draft): boolean {
  const asked = learner.thread.eraseAsked;
  return asked !== undefined && moment.at - asked.at <= confirmWithin && moment.seen >= asked.version;
}

/** Whether that is the question on the screen. */
export function asksToErase({ thread }: Learner): boolean {
  return (
    thread.eraseAsked !== undefined &&
    thread.offer?.choices.some(({ value }) => value === 'c.erase-yes') === true
  );
}

/** Whoever did something else instead of confirming is told first that nothing was deleted, and would be asked anew. */
export function tellKept(draft: Draft, before: Learner, event: Event): void {
  const { thread } = draft.learner;
  const { eraseAsked } = before.thread;
  const answers = event.kind === 'message' || event.kind === 'tap' || event.kind === 'other';
  if (!answers || !eraseAsked || !asksToErase(before) || event.seen < eraseAsked.version) return;
  if (thread.eraseAsked !== eraseAsked || thread.leaving === true) return;
  if (!draft.effects.some(({ kind }) => kind === 'send')) return;
  delete thread.eraseAsked;
  // Whoever needs help is not told of anything else first.
  if (event.kind === 'message' && draft.facts.flag(event.text) === 'self-harm') return;
  draft.effects.unshift({ kind: 'send', message: { lines: [{ say: 'erase.kept' }] } });
}
