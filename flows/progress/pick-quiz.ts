import { exerciseOf } from '../exercises/registry.js';
import { type Senses, within } from '../exercises/silent.js';
import type { DoneLesson, Standing } from '../facts.js';
import type { Course, FrozenLesson, Step } from '../lesson.js';
import { randomFrom } from '../seed.js';

/** Questions in a quiz. */
export const quizLength = 5;

/** One question: a step of a lesson that was done. */
export interface QuizItem {
  lesson: FrozenLesson;
  /** Index of the step in it. */
  step: number;
}

/**
 * Kinds that are answered in one go and judged without anybody's help. What is read or said aloud is no question that is
 * right or wrong, and can be said again in a lesson and in the drill.
 */
const kinds: readonly Step['kind'][] = [
  'choice',
  'gap',
  'reorder',
  'match',
  'translate',
  'dictation',
  'listen',
  'minimal_pair',
];

const day = 86_400_000;

/**
 * Five questions from the lessons done, weak and old ones first. Weight of an item: what went wrong last time
 * counts 3, each miss ever half (up to 2), each week since it was seen a half (up to 2); a bit of chance, so that two
 * quizzes are not one. No more than two of a kind in a row is not promised, but the five are from different
 * lessons where there are as many.
 *
 * @param standings of items answered before; a step of a done lesson that never was has weight 1
 * @param senses what the learner can do now: a step that asks nothing without one of them is left out
 * @returns fewer than five, or none, where not enough was done
 */
export function pickQuiz(
  course: Course,
  done: readonly DoneLesson[],
  standings: readonly Standing[],
  { seed, language, at, senses }: { seed: number; language: string; at: number; senses: Senses },
): QuizItem[] {
  const random = randomFrom(seed);
  const known = new Map(standings.map((standing) => [standing.item, standing]));
  const weighed = done
    .flatMap(({ lesson: id }) => {
      const lesson = course.lessons.get(id);
      return lesson ? questionsOf(lesson, language, senses) : [];
    })
    .map((item) => ({ item, weight: weightOf(known.get(nameOf(item)), at) + random() }))
    .sort((a, b) => b.weight - a.weight);
  const picked: QuizItem[] = [];
  // One round through the lessons after another, the weightiest of each first.
  for (let round = 1; picked.length < quizLength && round <= weighed.length; round += 1)
    for (const { item } of weighed) {
      const ofLesson = picked.filter(({ lesson }) => lesson.hash === item.lesson.hash).length;
      if (picked.length < quizLength && ofLesson < round && !picked.includes(item)) picked.push(item);
    }
  return picked;
}

function questionsOf(lesson: FrozenLesson, language: string, senses: Senses): QuizItem[] {
  return lesson.lesson.steps.flatMap((authored, step) => {
    const exercise = exerciseOf(authored);
    if (!kinds.includes(authored.kind) || exercise.aloud?.needs(authored).includes('voice') === true)
      return [];
    const texts = lesson.sidecars[language]?.steps?.[authored.id];
    const local = within(texts ? exercise.localise(authored, texts) : authored, senses);
    const asked = exerciseOf(local);
    return asked.answering && asked.skips?.(local) !== true ? [{ lesson, step }] : [];
  });
}

function nameOf({ lesson, step }: QuizItem): string {
  return `${lesson.course}/${lesson.id}#${lesson.lesson.steps[step]?.id ?? ''}`;
}

function weightOf(standing: Standing | undefined, at: number): number {
  if (!standing) return 1;
  const weeks = Math.max(0, at - standing.lastAt) / (7 * day);
  return (standing.right ? 0 : 3) + Math.min(2, standing.misses / 2) + Math.min(2, weeks / 2);
}
