import type { Picture, VoicesToDraw } from './speech/picture.js';
import type { Clip, Drawing, Recording } from './speech/recording.js';
import type { Voices } from './speech/voices.js';
import type { StringArguments, StringKey } from './strings.js';
import type { PromptName } from './tutor/prompts.js';

/**
 * What a turn asks the world for, as data. A turn's effects are committed with its state and carried out
 * after the commit (bot/effects has one handler a kind that is kept in the outbox).
 */
export type Effect =
  | Send
  | Locate
  | Tutor
  | Proofread
  | Listen
  | Speak
  | Draw
  | Schedule
  | Unschedule
  | Abandon
  | Erase;

/** One message to the learner. Layout turns it into physical messages, one outbox row each. */
export interface Send {
  kind: 'send';
  message: Message;
  /** Epoch milliseconds; checked again when the message leaves. Later than this it is dropped. */
  notAfter?: number;
}

/** Asks which time zones a place the learner named could mean. Answered by a `result` event. */
export interface Locate {
  kind: 'locate';
  /** Flow instance, step and attempt: a result counts only while exactly this is awaited. */
  request: string;
  place: string;
  /** The language to name the places in. */
  language: string;
}

/** Asks a language model. Answered by a `result` event: `tutored`, `refused` or `failed`. */
export interface Tutor {
  kind: 'tutor';
  request: string;
  /** A file of content/prompts; decides what a reply has to look like (tutor/prompts.ts). */
  prompt: PromptName;
  /**
   * What the prompt is filled with, by field. Everything in it is data: what a learner wrote reaches the model in a
   * delimited field and never as instructions.
   */
  args: TutorArgs;
  /**
   * What the learner wrote in it, to be moderated before anything is sent; absent where it all was before. With a talk:
   * the lines that wait for this reply and follow its history.
   */
  said?: string | readonly string[];
  /** The talk whose lines after this one are the history, oldest first (records.ts, Utterance). */
  talk?: { instance: number; after: number };
  /** Nobody waits for it: it is not said that it takes long. */
  beside?: boolean;
  /**
   * The reply's own text may be shown while it grows (presence; never stored): `freely`, the word list has seen it;
   * `checked`, only where no vendor would moderate it when it is whole.
   */
  grows?: 'freely' | 'checked';
}

export interface TutorArgs {
  [field: string]: string | number | readonly string[] | readonly TutorArgs[] | undefined;
}

/** Asks what is certainly wrong in an English text, without a model. Answered by a `result` event. */
export interface Proofread {
  kind: 'proofread';
  request: string;
  text: string;
}

/** Asks what is heard in a recording. Answered by a `result` event: `listened`; `failed` where nobody could try. */
export interface Listen {
  kind: 'listen';
  request: string;
  recording: Recording;
  /** BCP 47 of what should be spoken. */
  language: string;
  /** Seconds that are listened to; a longer one is `long`. */
  limit: number;
  /** The text that should have been read. It goes to our own model, never to a transcriber. */
  expected?: string;
  /** Known answers, to be told apart by our own model; never for a transcriber either. */
  options?: readonly string[];
  /**
   * Whether it may be sent to a transcriber: the learner agreed, and words are wanted. `scored`: its words are judged, so
   * that two transcribers are compared where STT_COMPARE says so.
   */
  transcribe: 'no' | 'words' | 'scored';
}

/** Asks for a text to be said aloud. Answered by a `result` event: `spoken` or `failed`. */
export interface Speak {
  kind: 'speak';
  request: string;
  /** The language being learned, without marks. */
  text: string;
  /** BCP 47 of the text. */
  language: string;
  /** 0.5..2; 1 is usual. */
  speed: number;
  /** Words set apart from each other, for a slow, emphasised repetition. */
  emphasised?: boolean;
  /** Of a persona; absent: the one that is configured. */
  voices?: Voices;
  /** For this learner alone: it goes when they do. */
  personal?: true;
  /** Nobody waits for it: it is not said that it takes long. */
  beside?: boolean;
}

/** Asks for a picture. Answered by a `result` event: `drawn` or `failed`. */
export interface Draw {
  kind: 'draw';
  request: string;
  picture: Picture;
  /** Nobody waits for it. */
  beside?: boolean;
}

/** Wakes the learner's session with a `timer` event. The same name replaces the earlier one. */
export interface Schedule {
  kind: 'schedule';
  timer: string;
  /** Epoch milliseconds. */
  at: number;
}

export interface Unschedule {
  kind: 'unschedule';
  timer: string;
}

/** Whoever asked no longer waits: the request is taken out of the outbox if it has not run. */
export interface Abandon {
  kind: 'abandon';
  request: string;
}

/** Deletes everything about the learner, after the sends before it have left. */
export interface Erase {
  kind: 'erase';
}

/** The kinds that live in the outbox; the others are written by the commit itself. */
export type OutboxEffect = Send | Locate | Tutor | Proofread | Listen | Speak | Draw | Erase;

/** What one message says. At most three short paragraphs; the thing to do on the last line (VOICE 1). */
export interface Message {
  lines: Line[];
  /** Answers, the likely one first. Numbered where a channel cannot show them whole as buttons. */
  choices?: Choice[];
  /** Ways on that are not answers (hint, skip): buttons or words, never numbered. */
  actions?: Choice[];
  /** Ways on about what is over with this message: they stand with whatever can be picked next in this turn. */
  alongside?: Choice[];
  /** The learner's recording (Recording.file) that it tells what was heard in. */
  heardIn?: string;
  /** An answer is expected. One that was received before this was committed is not graded. */
  asks?: boolean;
  /** How far the lesson is, for channels that can show it. */
  progress?: LessonProgress;
  /** Seconds of an answer aloud that are listened to from now on, for channels that record it. */
  listens?: number;
  /** Speech to be heard, in a message of its own after the text. */
  voice?: Voice;
  /** A picture, in a message of its own after the text. `alt`: what it shows, for who cannot see it. */
  image?: Drawing & { alt: Line };
  /** What is to be said aloud with it. The session asks for the speech (voice-out.ts), which follows as `voice`. */
  speaks?: Speaks;
  /** What is to be drawn with it; follows as `image`. */
  draws?: { picture: Picture; alt: Line };
}

/** Speech that a message carries. */
export interface Voice extends Clip {
  /** Its words. */
  says: string;
  /** The learner's own voice saying the same, to be heard beside it where a channel can. */
  own?: Clip;
}

/** Something that a message says aloud as well. */
export interface Speaks {
  /** The language being learned, without marks. At most 2,000 characters. */
  text: string;
  /** Slower than usual. */
  slow?: true;
  /** Slow, its words set apart from each other. */
  emphasised?: true;
  /** The first line says the same: left out where the learner wants to hear it only. */
  leads?: true;
  /** Said in writing where there will be no speech after all: without it nobody could answer. */
  instead?: Line;
  /** The learner's own voice saying the same (Heard.clip), to be heard beside it: becomes `Voice.own`. */
  own?: Clip;
  /** Drawn once it is there: the voice is sent at once, and the picture after it. */
  draws?: { picture: VoicesToDraw; alt: Line };
  /** Of the persona who says it. */
  voices?: Voices;
  /** Made for this learner alone, of what they said: nobody else is to hear it, and it goes when they do. */
  personal?: true;
}

export interface LessonProgress {
  title: string;
  total: number;
  /** Steps finished, 0..total. */
  done: number;
  minutesLeft: number;
}

/** One paragraph. */
export type Line = Say | Authored;

/** An interface string in the learner's language. */
export type Say = {
  [K in StringKey]: {
    say: K;
    /** Which wording, where a string has several; counted round. */
    variant?: number;
  } & (keyof StringArguments[K] extends never
    ? { args?: undefined }
    : { args: { [A in keyof StringArguments[K]]: Argument } });
}[StringKey];

/** Text from a content file, or put together from one's own words. `*…*` is strong, `_…_` is emphasis, a backslash takes a mark literally. */
export interface Authored {
  text: string;
  /** `english`: the language being learned, it leads. `explain`: about it. `note`: small print. */
  role: 'english' | 'explain' | 'note';
  /** Said to one learner: whoever takes it apart does not keep it. */
  once?: true;
  /** The text in pieces to be put in order, as they are shown, where a channel lets them be tapped. */
  pieces?: readonly string[];
}

/**
 * A value put into a string. Plain text is shown literally, whatever a learner is called; `markup` may carry
 * the marks of Authored and must come from content or from `escapeMarks`.
 */
export type Argument = string | number | { markup: string } | Say;

export interface Choice {
  label: Line | { plain: string };
  /** What comes back when it is tapped; 64 bytes at most (Telegram's callback_data). */
  value: string;
}

/** Makes learner-written text safe inside markup. */
export function escapeMarks(text: string): string {
  return text.replace(/[\\*_]/g, (mark) => `\\${mark}`);
}
