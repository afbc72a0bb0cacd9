import type { Draft, Held } from './draft.js';
import type { Note } from './learner.js';
import type { Hears } from './speech/hears.js';

// What was said aloud and is not answered yet (learner.ts, Note): kept in the order in which it was said.

/** UTF-16 units of what waits together. */
const longest = 4_000;

/** What is listened for here: what the open question says; where nothing is open, words, which may be a command. */
export function heardAt(draft: Draft, held: Held | undefined): Hears | undefined {
  if (!held) return {};
  return held.position === undefined ? undefined : held.flow.listens?.(held.view, draft.env(held.instance));
}

/** Leaving a question, or answering it otherwise, abandons the notes about it. */
export function dropNotes(draft: Draft, instance: number | undefined): void {
  keepNotes(draft, (note) => note.instance !== instance);
}

/** At the end of a turn: notes about questions that are over are not waited for any more. */
export function tidyNotes(draft: Draft): void {
  if (!draft.learner.thread.notes) return;
  keepNotes(draft, (note) => {
    if (note.gate !== undefined) return draft.instances.get(note.gate)?.status === 'open';
    if (note.instance === undefined) return draft.learner.active === undefined;
    return draft.held(note.instance)?.position === note.position;
  });
}

/** Whether something that was said before this is still listened to, so that this has to wait. */
export function waitsBehind(draft: Draft, { instance }: Held): boolean {
  return draft.learner.thread.notes?.some((note) => note.instance === instance.id) === true;
}

/** What is written while notes of the same talk are listened to waits behind them; what is written together is one. */
export function queue(
  draft: Draft,
  { instance, position }: Held,
  said: { text: string; at: number; seen: number },
): void {
  const { thread } = draft.learner;
  const notes = thread.notes ?? [];
  const last = notes.at(-1);
  const { text, at, seen } = said;
  if (last?.text !== undefined && last.instance === instance.id)
    setNotes(thread, [...notes.slice(0, -1), { ...last, text: `${last.text}\n${text}`.slice(0, longest) }]);
  else
    setNotes(thread, [
      ...notes,
      { instance: instance.id, ...(position !== undefined && { position }), at, seen, text },
    ]);
}

/** The oldest that is heard, with nothing before it. @returns undefined where there is none */
export function nextHeard({ learner: { thread } }: Draft): Note | undefined {
  const [first, ...rest] = thread.notes ?? [];
  if (first?.text === undefined) return undefined;
  setNotes(thread, rest);
  return first;
}

export function setNotes(thread: Draft['learner']['thread'], notes: Note[]): void {
  if (notes.length > 0) thread.notes = notes;
  else delete thread.notes;
}

function keepNotes(draft: Draft, keeps: (note: Note) => boolean): void {
  const { thread } = draft.learner;
  const kept = (thread.notes ?? []).filter(keeps);
  for (const note of thread.notes ?? [])
    if (note.request !== undefined && !kept.includes(note))
      draft.emit({ kind: 'abandon', request: note.request });
  setNotes(thread, kept);
}
