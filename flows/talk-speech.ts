import type { Draft, Held } from './draft.js';
import type { Line, Say } from './effects.js';
import type { SpokeIn, Thread } from './learner.js';
import { inspect } from './machine.js';
import type { FlowRecord } from './records.js';
import { judgeSpeech, type JudgedSpeech } from './scoring/free-speech.js';
import { spokenRecord } from './scoring/spoken-record.js';
import { noTalk, talkScores, withCorrections, withNote, type TalkSums } from './scoring/talk-scores.js';
import type { Heard } from './speech/heard.js';
import { numbersWay } from './speech/in-numbers.js';
import type { Scores } from './speech/scores.js';
import { soundOf } from './speech/sounds.js';
import { holdsWords } from './tutor/talk-check.js';

/** How the learner speaks in a talk: each note is judged and recorded, and at its end there is a word about it. */

/** Hard words that are spoken of at the end. */
const most = 3;
/** UTF-16 units of what is said before it is answered. */
const longest = 4_000;

/** From where the choice of words is praised, and from where it does, 0-100. */
const varied = 75;
const even = 45;

/** How it goes in a talk in which the learner spoke. */
export function spokenIn({ spokeIn }: Thread, instance: number): SpokeIn | undefined {
  return spokeIn?.find((one) => one.instance === instance);
}

/** A note that was understood. From now on the learner is answered aloud as well. */
export function noteSpeech(draft: Draft, held: Held, heard: Heard): void {
  const { id } = held.instance;
  const source = held.flow.spokenAs?.(held.view, draft.env(held.instance));
  if (source === undefined) return;
  const before = spokenIn(draft.learner.thread, id) ?? { instance: id, said: '', sums: noTalk, hard: [] };
  const judged = judgeSpeech(heard);
  keep(draft, id, {
    ...before,
    ...(judged && {
      said: `${before.said}\n${judged.transcript}`.slice(-longest),
      sums: withNote(before.sums, judged),
      hard: [...before.hard, ...hardIn(judged)].slice(-most),
    }),
  });
  const record = judged && spokenRecord(judged, { course: draft.facts.course.id, source });
  if (record) draft.record(record);
}

/** Beside what was said in other talks that are not over. */
function keep({ learner: { thread }, instances }: Draft, instance: number, spoke?: SpokeIn): void {
  const others = (thread.spokeIn ?? []).filter(
    (one) => one.instance !== instance && instances.get(one.instance)?.status === 'open',
  );
  const all = spoke ? [...others, spoke] : others;
  if (all.length > 0) thread.spokeIn = all;
  else delete thread.spokeIn;
}

function hardIn({ hard }: JudgedSpeech) {
  return hard.map(({ text, phone }) => ({ text, ...(phone !== undefined && { phone }) }));
}

/** What a model corrected in what was spoken counts for the talk as a whole, not what it corrected in writing. */
export function noteAnswered(draft: Draft, instance: number, records: readonly FlowRecord[]): void {
  const spoke = spokenIn(draft.learner.thread, instance);
  const isAnswered = records.some((one) => one.kind === 'utterance' && one.who === 'tutor');
  if (!spoke || !isAnswered) return;
  const kinds = records.flatMap((one) =>
    one.kind === 'correction' && one.by === 'model' && holdsWords(spoke.said, one.wrong) ? [one.error] : [],
  );
  const sums = kinds.length > 0 ? withCorrections(spoke.sums, kinds) : spoke.sums;
  keep(draft, instance, { ...spoke, said: '', sums });
}

/** The talk is over: how long it was, which words to say again, and all of it on record. */
export function sumUpSpeech(draft: Draft, over: Held): void {
  const { id } = over.instance;
  const spoke = spokenIn(draft.learner.thread, id);
  const instance = draft.instances.get(id);
  if (!spoke || !instance) return;
  keep(draft, id);
  const { sums, hard } = spoke;
  if (sums.notes === 0) return;
  const view = inspect(over.flow, instance);
  const outcome = (over.flow.outcome?.(view) ?? {}) as {
    reached?: number;
    goals?: number;
    tutored?: boolean;
  };
  const { reached = 0, goals = 0, tutored = false } = outcome;
  const scores = talkScores(sums, { tutored, ...(goals > 0 && { goals: { reached, of: goals } }) });
  draft.send({
    lines: [spokenFor(sums, scores), ...soundedLike(draft, hard, sums.accuracy.weight > 0)],
    ...(scores && { alongside: numbersWay(scores, { say: 'action.talkNumbers' }) }),
  });
  const source = over.flow.spokenAs?.(view, draft.env(instance)) ?? '';
  const whole = { words: [], sounds: [], seconds: sums.seconds };
  const record =
    scores && spokenRecord({ ...whole, scores }, { course: draft.facts.course.id, source: `${source}#talk` });
  if (record) draft.record(record);
}

/** For how long, and what a tutor heard in it: how much had to be corrected, how varied the words were. */
function spokenFor({ seconds: spoken, grammarSlips }: TalkSums, scores: Scores | undefined): Say {
  const seconds = Math.max(5, 5 * Math.round(spoken / 5));
  const minutes = seconds < 90 ? 0 : Math.round(seconds / 60);
  const time: Say = { say: 'talk.aloud', args: { minutes, seconds } };
  const { grammar, vocabulary } = scores ?? {};
  if (typeof grammar?.value !== 'number' || typeof vocabulary?.value !== 'number') return time;
  const how = vocabulary.value >= varied ? 'varied' : vocabulary.value >= even ? 'even' : 'same';
  return {
    say: 'talk.spoke',
    args: {
      time,
      grammar: { say: 'talk.grammar', args: { slips: grammarSlips } },
      words: { say: 'talk.vocabulary', args: { how } },
    },
  };
}

/** Which words were hard, and how the first weak sound is made. */
function soundedLike(
  { facts, learner: { profile } }: Draft,
  hard: readonly { text: string; phone?: string }[],
  judged: boolean,
): Line[] {
  const words = [...new Set(hard.map(({ text }) => text))];
  if (words.length === 0) return judged ? [{ say: 'talk.clearAloud' }] : [];
  const markup = words.map((word) => `*${word}*`).join(', ');
  const weak = hard.find(({ phone }) => phone !== undefined);
  const sound =
    weak?.phone === undefined ? undefined : soundOf(facts.course.sounds, weak.phone, profile.language);
  return [
    { say: 'talk.hardAloud', args: { count: words.length, words: { markup } } },
    ...(sound
      ? [{ say: 'talk.soundTip', args: { ipa: sound.ipa, make: { markup: sound.make } } } as const]
      : []),
  ];
}
