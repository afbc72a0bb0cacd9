import type { Cost } from './events.js';
import type { Scores, ScoredWord, SoundSum } from './speech/scores.js';
import type { Skill, Verdict } from './exercises/exercise.js';
import type { FrozenLesson } from './lesson.js';
import type { ErrorKind } from './tutor/talk.js';

/** What a turn earns or learns about the learner: facts that outlive every flow and are never rewritten. */
export type FlowRecord =
  | Attempt
  | Points
  | LessonDone
  | WordMet
  | Freeze
  | LateResult
  | Utterance
  | Correction
  | ReplyRecord
  | Spoken;

/** One answer to one exercise; memory, item reports and tests all read these. */
export interface Attempt {
  kind: 'attempt';
  /** `course/unit/lesson#step`. */
  item: string;
  /** Content hash of the frozen lesson the item was answered in. */
  hash: string;
  skill: string;
  answer: string;
  /** What would have been right, as it is shown when the learner gives up; '' where nothing is. */
  expected: string;
  verdict: Verdict | 'skipped';
  /** 0..1; a first right answer is 1. */
  grade: number;
  /** Hints seen before this answer. */
  hints: number;
  /** 1 for the first answer to this item in this lesson. */
  attempt: number;
  /** From the commit of the question to the receipt of the answer. */
  latencyMs: number;
  /** Who judged it where the author's key did not: for the author's report. */
  by?: 'model';
}

export interface Points {
  kind: 'points';
  amount: number;
  /** The item or lesson they were earned with. */
  source: string;
}

export interface LessonDone {
  kind: 'lessonDone';
  course: string;
  lesson: string;
  hash: string;
  /** Exercises right at the first answer, and all exercises. */
  firstTry: number;
  exercises: number;
  durationMs: number;
}

/** A word or phrase that becomes a card of the spaced review. */
export interface WordMet {
  kind: 'wordMet';
  course: string;
  item: string;
  word: string;
}

export interface Freeze {
  kind: 'freeze';
  lesson: FrozenLesson;
}

/** A result that nobody awaited any more. */
export interface LateResult {
  kind: 'lateResult';
  request: string;
}

/** One line of a talk: what reaches a model as history is read from these. */
export interface Utterance {
  kind: 'utterance';
  /** Flow instance. */
  talk: number;
  /** 1, 2, 3 … within the talk. */
  line: number;
  who: 'learner' | 'tutor';
  text: string;
}

/** Something a learner said that should be said otherwise: later reviews and role-plays come back to it. */
export interface Correction {
  kind: 'correction';
  /** `talk/<persona>`, `scene/<scene>`, or the item of a lesson. */
  source: string;
  /** The learner's words, and the better ones. */
  wrong: string;
  better: string;
  reason: string;
  error: ErrorKind;
  skill: Skill;
  by: 'model' | 'harper';
}

/** A vendor was asked: for which prompt, or to hear or say something; which model, what it took. */
export interface ReplyRecord {
  kind: 'reply';
  request: string;
  outcome: 'used' | 'refused' | 'failed';
  cost: Cost;
}

/** Something was said aloud: what was heard, and how it sounded as far as that was scored. */
export interface Spoken {
  kind: 'spoken';
  /** Sounds are counted by course, each being of a language. */
  course: string;
  /** The item of a lesson, `talk/<persona>`, `scene/<scene>`, `drill/<phone>`; with `#talk` a talk as a whole. */
  source: string;
  /** Of speech, pauses within it included. */
  seconds: number;
  scores: Scores;
  words: readonly ScoredWord[];
  sounds: readonly SoundSum[];
  /** What was heard, where words were. */
  transcript?: string;
}
