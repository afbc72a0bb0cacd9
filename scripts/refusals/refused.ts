import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Content } from '../../content/load.js';
import type { Verdict } from '../../flows/exercises/exercise.js';
import { exerciseOf, type Kind } from '../../flows/exercises/registry.js';
import type { FrozenLesson, Step } from '../../flows/lesson.js';
import { lexicalWords } from '../../flows/scoring/words.js';

const written = z.strictObject({
  /** `course/unit/lesson#step`. */
  item: z.string().regex(/^[a-z0-9-]+(?:\/[a-z0-9-]+){2}#[a-z0-9-]+$/),
  /** What somebody who has not seen the patterns holds right there. */
  answer: z.string().min(1),
});
export type Written = z.infer<typeof written>;

export interface Refused extends Written {
  kind: Kind;
  verdict: Verdict;
}

export interface Refusals {
  refused: readonly Refused[];
  /** Answers, and those of them that are refused, by kind of exercise. */
  kinds: ReadonlyMap<Kind, Share>;
  all: Share;
  /** Items that are in no lesson, or ask nothing. */
  lost: readonly string[];
}

type Source = Pick<Content, 'courses' | 'lexicon'>;

/** `of`: answers that were graded. */
export interface Share {
  refused: number;
  of: number;
}

/** The share of right answers that may be refused; it has to be less. */
export const enough = 0.02;

/** 0..1; 0 where there is nothing. */
export function shareOf({ refused, of }: Share): number {
  return of === 0 ? 0 : refused / of;
}

/** @throws where a line is no answer to an item */
export function readWritten(file: URL): Written[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => written.parse(JSON.parse(line)));
}

/**
 * Grades every answer as the lesson does for somebody who meets the step for the first time, without a language
 * model. Refused is what is neither right nor right but for a slip of the keyboard.
 */
export function refusalsOf(content: Source, answers: readonly Written[]): Refusals {
  const refused: Refused[] = [];
  const kinds = new Map<Kind, Share>();
  const all: Share = { refused: 0, of: 0 };
  const lost = new Set<string>();
  for (const one of answers) {
    const found = find(content, one.item);
    const answering = found && exerciseOf(found.step).answering;
    if (!found || !answering) {
      lost.add(one.item);
      continue;
    }
    const words = new Set(lexicalWords(one.answer).filter((word) => found.lexicon.has(word)));
    const aid = { seed: 1, tried: [], again: false, words, forgiven: [] };
    const { verdict } = answering.grade(found.step, { text: one.answer }, aid);
    const { kind } = found.step;
    const share = kinds.get(kind) ?? { refused: 0, of: 0 };
    kinds.set(kind, share);
    for (const sum of [share, all]) sum.of += 1;
    if (verdict === 'right' || verdict === 'typo') continue;
    for (const sum of [share, all]) sum.refused += 1;
    refused.push({ ...one, kind, verdict });
  }
  return { refused, kinds, all, lost: [...lost] };
}

/** One line for a refused answer. */
export function refusedLine({ item, verdict, answer }: Refused): string {
  return `${item}  ${verdict}: ${answer}`;
}

function find({ courses, lexicon }: Source, item: string) {
  const [, course = '', lesson = '', id = ''] = /^([^/]+)\/([^#]+)#(.+)$/.exec(item) ?? [];
  const taught = courses.get(course);
  const frozen = taught?.lessons.get(lesson);
  const step = frozen?.lesson.steps.find((one) => one.id === id);
  return taught && frozen && step
    ? { step: withSentence(step, frozen), lexicon: lexicon(taught.language) }
    : undefined;
}

/** What is translated stands in the sidecars: whose it is makes no difference to the answer. */
function withSentence(step: Step, { sidecars }: FrozenLesson): Step {
  const exercise = exerciseOf(step);
  if (exercise.skips?.(step) !== true) return step;
  const localised = Object.values(sidecars).flatMap(({ steps }) => {
    const texts = steps?.[step.id];
    return texts ? [exercise.localise(step, texts)] : [];
  });
  return localised.find((one) => exercise.skips?.(one) !== true) ?? step;
}
