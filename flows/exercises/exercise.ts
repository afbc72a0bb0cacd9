import type { z } from 'zod';
import type { Line, Say, Speaks, TutorArgs } from '../effects.js';
import type { Scene } from '../scene.js';
import type { JudgedReading } from '../scoring/reading-verdict.js';
import type { Heard } from '../speech/heard.js';
import type { Hears } from '../speech/hears.js';
import type { Misfit } from './fields.js';

/**
 * The contract of one exercise kind. One file a kind holds its schema, how it is shown and how it is graded;
 * `registry.ts` has one line a kind. Everything here is pure.
 *
 * @typeParam S the step as its author wrote it, after validation
 * @typeParam L what a translator may write for it
 */
export interface Exercise<S extends StepBase = StepBase, L = unknown> {
  kind: S['kind'];
  /** What an author writes. Strict: an unknown key is an error. Every text has a maximum. */
  schema: z.ZodType<S>;
  /** What a sidecar may say about a step of this kind: only what is not the English being learned. */
  sidecar: z.ZodType<L>;
  /** The sidecar fields without which the step is not complete in another language (for `check`). */
  required(step: S): string[];
  /** Where the sidecar's texts do not fit this very step: too few hints, feedback to an answer it lacks. */
  misfits(step: S, texts: L): Misfit[];
  /** The step in the sidecar's language; what the sidecar lacks stays as the author wrote it. */
  localise(step: S, texts: L): S;
  /**
   * Of the sidecar's texts, those it cannot be asked without (translate: the sentence to translate). They are used at
   * every level, also where everything else is said in simple English. Absent: none.
   */
  essential?(texts: L): L;
  /**
   * Whether it makes no sense for this learner and is passed over in silence: nothing shown, counted or recorded.
   *
   * @param step as localised for the learner
   */
  skips?(step: S): boolean;
  present(step: S, aid: Aid): Presentation;
  /** The word or phrase it introduces, for the summary; with `card` it becomes one of the spaced review. */
  word?(step: S): { text: string; card: boolean };
  /** A scene to be played by the talk flow; `present` shows what it is about. It has no `answering` then. */
  plays?(step: S): Scene;
  /** Of a kind that is listened to or spoken. Absent: it takes neither ears nor a voice. */
  aloud?: Aloud<S>;
  /** Absent where nothing is asked (explain, vocab) and where the talk flow asks (roleplay). */
  answering?: Answering<S>;
}

/**
 * What a step takes that not everybody has just now: to hear something, to say something, and our own model that tells
 * sounds apart.
 */
export type Sense = 'ears' | 'voice' | 'sounds';

/** How a kind that is listened to or spoken goes on without it (silent.ts). */
export interface Aloud<S extends StepBase = StepBase> {
  needs(step: S): readonly Sense[];
  /**
   * The same material under the same id, asked in another way: as a step of another kind, or of this one with less.
   *
   * @param step as localised for the learner
   * @param lacks of what it needs; at least one
   */
  instead(step: S, lacks: readonly Sense[]): StepBase;
}

export interface Answering<S extends StepBase = StepBase> {
  skill: Skill;
  /** What to do, said before the first one in a lesson; absent where the question says it. */
  instruction?: Say;
  /** What is said to something that is no answer to this, in as many wordings as it has. */
  unclear: (variant: number) => Say;
  grade(step: S, answer: Answer, aid: GradingAid): Grade;
  /** From vague to specific; the n-th (0-based), or undefined when there are no more. */
  hint(step: S, n: number): string | undefined;
  /** The right answer alone, without marks: to record and to look for. */
  key(step: S): string;
  /** The right answer where it belongs, with marks: what is shown when the learner gives up. */
  solution(step: S): string;
  /** Why that is right, with marks; `grade` gives the same as feedback to a right answer. */
  explanation(step: S): string | undefined;
  /** What the way to hear it (again, slower) is called; absent where there is nothing to hear. */
  slower?: Say;
  /** What is listened for where it is answered aloud. Absent: words, whatever they are. */
  hears?(step: S, aid: Aid): Hears;
  /** How a language model helps where `grade` says `tutor` or `mayAsk`. */
  tutored?: Tutored<S>;
}

/** A question to a language model about an answer that code alone cannot decide. */
export interface Tutored<S extends StepBase = StepBase> {
  /** What to ask; undefined where this answer needs no model (empty, far too long, nothing of its own in it). */
  ask(step: S, answer: string, aid: GradingAid): TutorQuestion | undefined;
  /**
   * What the model's reply comes to. It is never trusted: what does not have the reply's shape, and a quotation that
   * is not in the answer, earn nothing.
   *
   * @param reply parsed or not; anything at all
   */
  judge(step: S, answer: string, reply: unknown, aid: GradingAid): Grade;
  /** Without a model: none is configured, allowed or able to answer. */
  alone(step: S, answer: string, aid: GradingAid): Grade;
}

export interface TutorQuestion {
  /** A file of content/prompts. */
  prompt: 'grade-open' | 'grade-translate';
  /** Data only. The asker adds `level` and `explain_in`. */
  args: TutorArgs;
}

export interface StepBase {
  /** Stable; progress hangs on it. */
  id: string;
  kind: string;
}

/** What an answer exercises, for the skill breakdown. */
export type Skill = 'vocabulary' | 'grammar' | 'reading' | 'writing' | 'listening' | 'speaking';

/** What is shown: paragraphs and, where the answer is one of several, the options in the order to show them. */
export interface Presentation {
  lines: Line[];
  options?: Option[];
  /** What is to be heard. */
  speaks?: Speaks;
}

export interface Option {
  /** The author's index: stable whatever the order shown. */
  option: number;
  /** Without marks: the same as markup and as plain text. */
  text: string;
}

export interface Aid {
  /** 32-bit seed, the same whenever this step of this instance is shown. */
  seed: number;
  /** Options already tried and not right; they are not offered again. */
  tried: readonly number[];
  /** It has been shown before in this instance: leave out what need not be read twice. */
  again: boolean;
  /** What is to be heard is asked for once more: slowly, its words apart. */
  slow?: true;
}

/** `heard`: it was said aloud. The text is what was heard then, '' where nobody but our own model listened. */
export type Answer = { text: string; heard?: Heard } | { option: number };

export interface GradingAid extends Aid {
  /** Those of the answer's `lexicalWords` (scoring/words.ts) that are words of the language being learned. */
  words: ReadonlySet<string>;
  /** Words whose misspelling was already forgiven in this lesson, lower case. */
  forgiven: readonly string[];
}

/**
 * `right`; `typo`: right but for one slip of the keyboard; `near`: a wrong answer the author foresaw; `wrong`;
 * `partial`: some points of several; `unscored`: taken and not counted, because nobody here can judge it;
 * `unclear`: not an answer to this (nothing is recorded); `tutor`: a model has to be asked (nothing is recorded
 * until `tutored` has said what it comes to).
 */
export type Verdict = 'right' | 'typo' | 'near' | 'wrong' | 'partial' | 'unscored' | 'unclear' | 'tutor';

export interface Grade {
  verdict: Verdict;
  /** What code has to say to exactly this answer; shown first, before `feedback`. The caller counts its wordings. */
  said?: readonly Say[];
  /** Of a right answer: what is told after a word that it is right. */
  also?: readonly Say[];
  /** What the author says to exactly this answer (`because`, `near`, `explanation`), with marks. */
  feedback?: string;
  /** The option that was meant, where there are options. */
  option?: number;
  /** The answer as it should be written, shown after a typo and recorded. */
  expected?: string;
  /** For a typo, or a misspelling no longer forgiven: what differs, ready to show. */
  slip?: Slip;
  /** Points earned, 0..maxPoints, where the exercise has points; the grade of 0..1 is their quotient. */
  points?: number;
  maxPoints?: number;
  /** What became of each point of the rubric, in its order. */
  rubric?: readonly RubricMark[];
  /** It is wrong by the author's patterns, and `tutored` may ask whether it is right all the same. */
  mayAsk?: true;
  /** A language model decided; kept with the record, for the author's report. */
  by?: 'model';
  /** Of something read or said after somebody: what was judged, for the record and to tell it. */
  reading?: JudgedReading;
}

export interface RubricMark {
  met: boolean;
  /** Points earned by it. */
  points: number;
  /** The learner's own words that earned it, as they wrote them; not safe as markup. */
  quote?: string;
}

export interface Slip {
  /** The word as it should be. */
  word: string;
  /** Both with `*…*` around the letters that differ; safe markup. */
  writtenMarkup: string;
  wordMarkup: string;
}
