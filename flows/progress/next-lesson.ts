import type { DoneLesson } from '../facts.js';
import type { OutlineEntry } from '../lesson.js';
import { levels, type Level } from '../levels.js';

/**
 * The lesson for today: one not yet done whose prerequisites are met, at the learner's level or the nearest
 * to it (the easier of two equally near), in the course's order. When all are done, the one done longest ago.
 * A prerequisite below the learner's own level counts as met.
 *
 * @returns undefined only for a course without lessons
 */
export function nextLesson(
  outline: readonly OutlineEntry[],
  done: readonly DoneLesson[],
  own: Level | undefined,
): { entry: OutlineEntry; again: boolean } | undefined {
  const lastAt = new Map(done.map(({ lesson, lastAt }) => [lesson, lastAt]));
  const byId = new Map(outline.map((entry) => [entry.id, entry]));
  const rank = (level: Level) => levels.indexOf(level);
  // Someone who starts from nothing begins with the first lessons there are.
  const mine = rank(own ?? 'A1');
  const met = (id: string) => lastAt.has(id) || rank(byId.get(id)?.level ?? 'C2') < mine;
  const open = outline.filter(({ id, after }) => !lastAt.has(id) && after.every(met));
  const distance = ({ level }: OutlineEntry) => Math.abs(rank(level) - mine) + (rank(level) > mine ? 0.5 : 0);
  const [next] = open.toSorted((a, b) => distance(a) - distance(b));
  if (next) return { entry: next, again: false };
  const [oldest] = outline.toSorted((a, b) => (lastAt.get(a.id) ?? 0) - (lastAt.get(b.id) ?? 0));
  return oldest && { entry: oldest, again: true };
}
