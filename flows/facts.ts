import type { Line } from './effects.js';
import type { Helplines } from './care.js';
import type { Concern } from './events.js';
import type { Course, FrozenLesson } from './lesson.js';
import type { TalkContent } from './talk-content.js';

/** What a turn may ask to know beforehand (registry.ts: `needs`). The engine gathers exactly these. */
export type Need =
  /** The frozen lesson with this hash. */
  | { fact: 'frozen'; hash: string }
  /** Which words of this text are words of the course's language. */
  | { fact: 'words'; text: string }
  | { fact: 'done' }
  | { fact: 'progress' }
  /** How the items answered before stand. */
  | { fact: 'standings' }
  /** How the sounds went, those said most lately counted most. */
  | { fact: 'sounds' };

/** What there is without asking. */
export interface Facts extends Gathered {
  course: Course;
  /** Languages with a complete interface, in their own names, the content's order. */
  languages: readonly { code: string; name: string }[];
  talk: TalkContent;
  /** A language model is configured. */
  tutor: boolean;
  /** English can be proofread without one. */
  proofreads: boolean;
  /** Recordings can be decoded: voice is taken at all. */
  listens: boolean;
  /** A transcriber is configured. */
  transcribes: boolean;
  /** Our own model can score what is read aloud. */
  pronounces: boolean;
  /** Text can be said aloud. */
  speaks: boolean;
  /** Pictures can be drawn. */
  draws: boolean;
  /** What a text may not be answered like any other; from the content's word lists. Pure. */
  flag(text: string): Concern | undefined;
  /** People to call, for speakers of a language. */
  helplines(language: string): Helplines;
  /** A line in a language, without marks: to understand typed labels. Pure. */
  phrase: (language: string, line: Line | { plain: string }) => string;
}

/** The answers to needs. */
export interface Gathered {
  /** Frozen lessons by hash. */
  frozen?: ReadonlyMap<string, FrozenLesson>;
  words?: ReadonlySet<string>;
  done?: readonly DoneLesson[];
  progress?: Progress;
  standings?: readonly Standing[];
  sounds?: readonly SoundStanding[];
}

/** One exercise that was answered before. */
export interface Standing {
  /** `course/unit/lesson#step`. */
  item: string;
  /** When it was answered last, epoch milliseconds. */
  lastAt: number;
  /** How it went then. */
  right: boolean;
  /** Answers to it that were not right, ever. */
  misses: number;
}

export interface DoneLesson {
  /** `cafe/ordering`. */
  lesson: string;
  times: number;
  lastAt: number;
}

/** Sums over everything a learner did in a course. */
export interface Progress {
  lessonsDone: number;
  /** Exercises answered right, and all answered, ever. */
  right: number;
  answered: number;
  words: number;
  points: number;
  /** Receipt times of the attempts of the last 7 days, ascending; the session counts days in the zone. */
  recent: readonly number[];
  /**
   * Items missed most lately, newest first, at most 3: `course/unit/lesson#step` and what was right; those that have no
   * one right answer are left out.
   */
  hard: readonly { item: string; expected: string }[];
}

/** How one sound stands. */
export interface SoundStanding {
  /** ARPAbet without stress. */
  phone: string;
  /** How often it was scored. */
  times: number;
  /** 0-100, recent ones counted more: each new recording halves the weight of what is older than ten of the sound. */
  mean: number;
  /** Epoch milliseconds. */
  lastAt: number;
}
