import { after } from './after.js';
import type { Draft, Held } from './draft.js';
import type { Choice } from './effects.js';
import { dropNotes } from './notes.js';
import { command } from './replies.js';
import { patience, toldOut } from './slips.js';

/** What misunderstandings in a row lead to: another way to do it, and in the end the question is left (VOICE 9). */

/** Counts a misunderstanding. @returns whether it was a third in a row, and another way was shown or taken */
export function slipped(draft: Draft, held: Held): boolean {
  const { thread } = draft.learner;
  const slips = thread.slips ?? 0;
  thread.slips = slips + 1;
  if (held.flow.letsGo === true && toldOut(slips)) {
    letGo(draft, held);
    return true;
  }
  if (slips % patience !== patience - 1) return false;
  // By the learner's version as well: the next question starts with another wording.
  wayOn(draft, held, Math.floor(slips / patience) + draft.learner.version);
  return true;
}

/** A question that stays misunderstood, as if it were skipped: what was known stays, and the settings ask for it again. */
export function letGo(draft: Draft, held: Held): void {
  const { thread } = draft.learner;
  draft.send({ lines: [{ say: 'slip.left', variant: draft.learner.version }] });
  dropNotes(draft, held.instance.id);
  delete thread.slips;
  delete thread.pauseOffered;
  if (draft.feed(held, { type: 'SKIP', env: draft.env(held.instance) })) after(draft, held);
}

/** At most three ways, so that a plain yes is still understood: in writing helps more than a hint does. */
function wayOn(draft: Draft, held: Held, variant: number): void {
  const inWriting = wayBelow(draft, held, 'mute', 'deaf');
  draft.send({
    lines: [{ say: 'slip.wayOn', variant }],
    choices: [
      ...inWriting,
      { label: { say: 'slip.leave' }, value: `${held.instance.id}.${held.position}.skip` },
      ...(inWriting.length > 0 ? [] : wayBelow(draft, held, 'hint', 'own')),
      command({ say: 'slip.stop' }, 'stop'),
    ],
  });
}

/** The first of these ways on that stood below the question: in writing where it is to be said or heard, or with help. */
function wayBelow(draft: Draft, { instance, position }: Held, ...ways: string[]): Choice[] {
  const values = ways.map((way) => `${instance.id}.${position}.${way}`);
  return draft.learner.thread.offer?.actions.filter(({ value }) => values.includes(value)).slice(0, 1) ?? [];
}
