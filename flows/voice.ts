import { act } from './acts.js';
import type { Draft, Held } from './draft.js';
import type { Line } from './effects.js';
import type { VoiceEvent } from './events.js';
import { early, isNew } from './hearing.js';
import type { Note } from './learner.js';
import { dropNotes, heardAt, setNotes } from './notes.js';
import { menu } from './replies.js';
import { usualLimit, type Hears } from './speech/hears.js';
import type { Recording } from './speech/recording.js';
import { planOf } from './voice-plan.js';

/** Notes that are listened to at once, in a talk. */
const most = 5;

/** The learner spoke: like a text it means something at the open question, once somebody has listened to it. */
export function spoke(draft: Draft, { recording, at, seen }: VoiceEvent): void {
  const { thread } = draft.learner;
  if (thread.leaving === true) {
    draft.send({ lines: [{ say: 'erase.done' }] });
    return;
  }
  thread.lastAt = at;
  delete thread.remindersIgnored;
  // Whoever begins by speaking is greeted like everybody.
  if (isNew(draft)) {
    act(draft, 'start', '');
    return;
  }
  const held = draft.active();
  // As with a text: nobody can answer aloud what they have not been asked yet.
  if (held && held.flow.talks !== true && early(draft, seen)) return;
  const hears = heardAt(draft, held);
  if (!hears) {
    if (held?.flow.talks === true) draft.again();
    else otherwise(draft, { say: 'voice.typeHere', variant: draft.learner.version });
    return;
  }
  const here = held?.position !== undefined && { instance: held.instance.id, position: held.position };
  take(draft, held, { at, seen, ...here }, recording, hears);
}

/** Once age and consent were asked: who was waited for is listened to now, whatever the answer was. */
export function hearWaiting(draft: Draft): void {
  const { thread } = draft.learner;
  const gated = thread.notes?.find(({ gate }) => gate !== undefined);
  if (gated?.gate === undefined || draft.instances.get(gated.gate)?.status === 'open') return;
  const { gate: _, recording, ...note } = gated;
  setNotes(
    thread,
    (thread.notes ?? []).filter((one) => one !== gated),
  );
  const held = draft.active();
  const back = held?.instance.id === note.instance && held?.position === note.position;
  const hears = back ? heardAt(draft, held) : undefined;
  if (recording && hears) take(draft, held, note, recording, hears);
}

/** Listens, asks first whether that may be, or says what else can be done. */
function take(draft: Draft, held: Held | undefined, note: Note, recording: Recording, hears: Hears): void {
  const { learner } = draft;
  const { thread } = learner;
  const plan = planOf(hears, draft.env());
  if (plan.kind === 'cannot') {
    otherwise(draft, plan.say);
    return;
  }
  // Nobody is asked about models for the sake of a command.
  if (plan.kind === 'ask' && !held) {
    otherwise(draft, { say: 'voice.typeHere', variant: learner.version });
    return;
  }
  if (held && held.flow.talks !== true) replace(draft, held);
  if ((thread.notes ?? []).filter(({ request }) => request !== undefined).length >= most) {
    draft.send({ lines: [{ say: 'voice.many', variant: learner.version }] });
    return;
  }
  if (plan.kind === 'ask') {
    const gate = draft.begin(draft.flow('consent'), {}, undefined, true)?.instance.id;
    if (gate === undefined || note.instance === undefined) return;
    thread.backs = [
      ...(thread.backs ?? []).filter(({ to }) => to !== note.instance),
      { to: note.instance, from: gate },
    ];
    thread.notes = [...(thread.notes ?? []), { ...note, recording, gate }];
    return;
  }
  const request = `${learner.sequence}.listen`;
  learner.sequence += 1;
  const { file } = recording;
  thread.notes = [...(thread.notes ?? []), { ...note, request, ...(file !== undefined && { file }) }];
  draft.emit({ kind: 'listen', request, recording, ...plan.asks });
}

/** What is said last in a turn says how long may be spoken now, so that nobody records what is not listened to. */
export function tellLimit(draft: Draft): void {
  const at = draft.effects.findLastIndex(({ kind }) => kind === 'send');
  const last = draft.effects[at];
  if (!draft.facts.listens || last?.kind !== 'send') return;
  const { limit = usualLimit } = heardAt(draft, draft.active()) ?? {};
  draft.effects[at] = { ...last, message: { ...last.message, listens: limit } };
}

/** In an exercise a new answer replaces the one that is still looked at (DESIGN §2.4). */
function replace(draft: Draft, held: Held): void {
  const { learner } = draft;
  // Who sent two would not know which of them was heard.
  if (
    learner.thread.notes?.some(
      ({ instance, request }) => request !== undefined && instance === held.instance.id,
    )
  )
    draft.send({ lines: [{ say: 'voice.latest', variant: learner.version }] });
  dropNotes(draft, held.instance.id);
  if (held.flow.awaits?.(held.view) !== undefined)
    draft.feed(held, { type: 'LEAVE', env: draft.env(held.instance) });
}

/** Why it cannot be heard, and the question once more: it can be answered in another way. */
export function otherwise(draft: Draft, line: Line): void {
  draft.send({ lines: [line] });
  const held = draft.active();
  // In a talk everybody knows where they were.
  if (held?.flow.talks === true) return;
  if (held) draft.again();
  else menu(draft);
}
