import type { Choice, LessonProgress, Line, Speaks } from './effects.js';
import type { Level } from './levels.js';
import type { TalkSums } from './scoring/talk-scores.js';
import type { Clip, Drawing, Recording } from './speech/recording.js';

/** Who the learner is: everything here was asked, can be skipped, and is changed in the settings. */
export interface Profile {
  /** Interface language, BCP 47; one that the content has strings for. */
  language: string;
  /** As the learner wrote it. */
  name?: string;
  goal?: string;
  interests?: string[];
  /** What the learner says they can do. */
  level?: Level;
  /** Minutes a day. */
  minutes?: number;
  /** Local time of the daily reminder, `HH:MM`, or `never`. */
  reminder?: string;
  /** IANA name. */
  timeZone?: string;
  /** 18 and over, 13 to 17, under 13. */
  age?: AgeBand;
  /** What they write and say may be sent to models of others. Asked before the first time; absent until then. */
  consent?: boolean;
  /** How they want to be spoken to. Absent: lessons are heard and read, talks are once they have spoken in one. */
  sound?: 'text' | 'both' | 'voice';
  /** How fast. Absent: as usual. */
  speed?: 'slow' | 'usual';
}

export type AgeBand = 'adult' | 'teen' | 'child';

/** What the learner's client says of itself: guesses to propose, never facts to rely on. */
export interface Guess {
  language?: string;
  timeZone?: string;
}

/** One flow of one learner. */
export interface Instance {
  /** From the learner's sequence, so that a replay gives the same ids. */
  id: number;
  flow: string;
  /** Of the machine's definition. */
  version: number;
  /** XState's persisted snapshot: JSON, opaque to everybody but machine.ts. */
  snapshot: unknown;
  /** The frozen lesson it runs on. */
  frozen?: string;
  status: 'open' | 'done' | 'ended';
  /** When the learner last did something in it, epoch milliseconds. */
  touched: number;
}

/** What the session remembers between turns beside the flows' own state. Small and flat. */
export interface Thread {
  /** The learner's version with which the latest question was committed (DESIGN §2.5). */
  asked?: number;
  /** When that was. */
  askedAt?: number;
  /** What can be picked now: choices by number, word or tap, actions by word or tap. */
  offer?: {
    choices: Choice[];
    actions: Choice[];
    /** How far the lesson was with it. */
    progress?: LessonProgress;
    /** The learner's version with which it was committed. */
    at: number;
  };
  /** Misunderstandings in a row at this place; a third brings another way on. */
  slips?: number;
  /** "Continue where you stopped?" was asked for this pause. */
  pauseOffered?: boolean;
  /** When deletion was asked for, and with which version: confirming counts for ten minutes. */
  eraseAsked?: { at: number; version: number };
  /** Reminders in a row that nobody answered. */
  remindersIgnored?: number;
  /** Local date of the last reminder. */
  remindedOn?: string;
  /** The farewell is said; what still arrives is not answered. */
  leaving?: boolean;
  /** The questions for after the first lesson were begun. */
  detailsBegun?: boolean;
  /** Flows that wait for another one to end (`to` goes on when `from` is over). */
  backs?: { to: number; from: number; outcome?: object }[];
  /** The lesson of the link that the learner came by, for after the first questions. */
  linked?: string;
  /** Local date of the last follow-up quiz that was offered. */
  quizOfferedOn?: string;
  /** Notes that are listened to or wait for it, and what was said after them, in the order they came. */
  notes?: Note[];
  /** Speech and pictures that are being made, in the order in which they are to be sent. */
  making?: Making[];
  /** The talks in which the learner spoke, and how that went; without those that are over. */
  spokeIn?: SpokeIn[];
  /** What was said aloud only, to be shown where it is asked for. */
  unshown?: Line;
  /** No reminders and no follow-ups: said in one word. */
  quiet?: boolean;
  /** Last time the learner did anything. */
  lastAt?: number;
}

/** Something a learner said aloud at a question. */
export interface Note {
  /** Of the instance that was open, and its question; absent where none was. */
  instance?: number;
  position?: string;
  /** When it was received, and the version that was committed then. */
  at: number;
  seen: number;
  /** While it is listened to: what is awaited. */
  request?: string;
  /** While age and consent are asked first: the instance that asks, and what waits. */
  gate?: number;
  recording?: Recording;
  /** The file of what is listened to, where it came with the message: what is heard belongs to it. */
  file?: string;
  /** What was heard, or written meanwhile, while notes before it are still listened to. */
  text?: string;
}

/** Speech or a picture on its way. */
export interface Making {
  request: string;
  /** Where the learner has to be still when it comes (place in voice-out.ts); absent in the turn that asks. */
  place?: string;
  /** The words that are said. */
  says?: string;
  /** The learner's own voice, to be heard beside it. */
  own?: Clip;
  /** To be drawn once the speech is there. */
  draws?: Speaks['draws'];
  /** What the picture shows. */
  alt?: Line;
  /** Said aloud only: in writing where there will be no speech. */
  instead?: Line;
  /** It is there, or will never be; one before it is not. */
  made?: Clip | Drawing | false;
}

/** How what was said aloud in a talk went. */
export interface SpokeIn {
  instance: number;
  /** What was said aloud and is not answered yet. */
  said: string;
  sums: TalkSums;
  /** Words that were hard to understand, the latest last; at most three. */
  hard: { text: string; phone?: string }[];
}

export interface Learner {
  id: string;
  /** Counts commits; each checks it. */
  version: number;
  /** Next number for an instance, or for a request of the session's own. */
  sequence: number;
  profile: Profile;
  thread: Thread;
  /** The instance that has the floor. */
  active?: number;
  guess: Guess;
  createdAt: number;
}
