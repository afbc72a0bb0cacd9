import type { z } from 'zod';
import type { Line, Say } from '../effects.js';
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
  present(step: S, aid: Aid): Presentation;
  /** The word or phrase it introduces, for the summary; with `card` it becomes one of the spaced review. */
  word?(step: S): { text: string; card: boolean };
  /** Absent where nothing is asked (explain, vocab). */
  answering?: Answering<S>;
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
}

export type Answer = { text: string } | { option: number };

export interface GradingAid extends Aid {
  /** Those of the answer's `lexicalWords` (scoring/words.ts) that are words of the language being learned. */
  words: ReadonlySet<string>;
  /** Words whose misspelling was already forgiven in this lesson, lower case. */
  forgiven: readonly string[];
}

/**
 * `right`; `typo`: right but for one slip of the keyboard; `near`: a wrong answer the author foresaw; `wrong`;
 * `unclear`: not an answer to this (nothing is recorded).
 */
export type Verdict = 'right' | 'typo' | 'near' | 'wrong' | 'unclear';

export interface Grade {
  verdict: Verdict;
  /** What the author says to exactly this answer (`because`, `near`, `explanation`), with marks. */
  feedback?: string;
  /** The option that was meant, where there are options. */
  option?: number;
  /** The answer as it should be written, shown after a typo and recorded. */
  expected?: string;
  /** For a typo, or a misspelling no longer forgiven: what differs, ready to show. */
  slip?: Slip;
}

export interface Slip {
  /** The word as it should be. */
  word: string;
  /** Both with `*…*` around the letters that differ; safe markup. */
  writtenMarkup: string;
  wordMarkup: string;
}
