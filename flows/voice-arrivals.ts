import { after } from './after.js';
import type { Draft, Held } from './draft.js';
import type { Line } from './effects.js';
import type { ResultEvent } from './events.js';
import { wrote } from './hearing.js';
import { comeBack } from './hand-over.js';
import type { Note } from './learner.js';
import { heardAt, nextHeard, setNotes } from './notes.js';
import type { Heard } from './speech/heard.js';
import { meaningOf } from './speech/meaning.js';
import { noteSpeech } from './talk-speech.js';
import { otherwise } from './voice.js';
import { slipped } from './ways-on.js';

/**
 * What listening to a note came to. Notes are answered in the order in which they were said: one that is heard before
 * an earlier one waits for it.
 *
 * @returns whether anybody awaited it; undefined where it is about none of this learner's notes
 */
export function listened(draft: Draft, { request, result }: ResultEvent): boolean | undefined {
  const { thread } = draft.learner;
  const notes = thread.notes ?? [];
  const note = notes.find((one) => one.request === request);
  if (!note) return undefined;
  draft.answered(request);
  const others = notes.filter((one) => one !== note);
  const held = note.instance === undefined ? undefined : draft.held(note.instance);
  const hears = held?.position === note.position ? heardAt(draft, held) : undefined;
  if (!hears) {
    setNotes(thread, others);
    return false;
  }
  const meaning = meaningOf(result, hears, thread.slips ?? 0);
  if ('trouble' in meaning) {
    setNotes(thread, others);
    nothing(draft, held, meaning.trouble);
  } else {
    const { said, heard } = meaning;
    if (held) noteSpeech(draft, held, heard);
    if (said !== '' && hears.expected === undefined && hears.told !== true)
      draft.send({
        lines: [{ say: 'voice.heard', args: { text: said } }],
        ...(note.file !== undefined && { heardIn: note.file }),
      });
    if (notes[0] === note) {
      setNotes(thread, others);
      answer(draft, held, note, said, heard);
    } else {
      const { request: _, ...waiting } = note;
      setNotes(
        thread,
        notes.map((one) => (one === note ? { ...waiting, text: said } : one)),
      );
    }
  }
  answerWaiting(draft);
  return true;
}

/** What was heard or written behind a note that is done with now. */
function answerWaiting(draft: Draft): void {
  for (let next = nextHeard(draft); next; next = nextHeard(draft)) {
    const of = next.instance === undefined ? undefined : draft.held(next.instance);
    if (of?.position === next.position) answer(draft, of, next, next.text ?? '', true);
  }
}

/** What was heard goes the way of a text. */
function answer(
  draft: Draft,
  held: Held | undefined,
  { at, seen }: Note,
  text: string,
  aloud: Heard | true,
): void {
  if (held?.instance.id === draft.learner.active) {
    wrote(draft, { text, at, seen, aloud }, false);
    return;
  }
  if (!held) return;
  // The learner is elsewhere by now, as after two learners became one: it is answered beside that.
  const heard = typeof aloud === 'object' && { heard: aloud };
  const { event } = held.flow.understand(held.view, { text, ...heard }, draft.env(held.instance));
  if (!draft.feed(held, event)) return;
  if (draft.learner.active === undefined) after(draft, held);
  else comeBack(draft, held);
}

/** Nothing was heard, or nothing that can be answered: it costs nothing, and there is always another way. */
function nothing(draft: Draft, held: Held | undefined, line: Line): void {
  if (!held) otherwise(draft, line);
  else if (held.instance.id !== draft.learner.active) draft.send({ lines: [line] });
  else {
    draft.send({ lines: [line] });
    if (held.flow.talks !== true && !slipped(draft, held)) draft.again();
  }
}
