import { describe, expect, it } from 'vitest';
import type { OutlineEntry } from '../../flows/lesson.js';
import type { Level } from '../../flows/levels.js';
import { nextLesson } from '../../flows/progress/next-lesson.js';

const entry = (id: string, level: Level, after: string[] = []): OutlineEntry => ({
  id,
  unit: id.split('/')[0] ?? '',
  title: id,
  titles: {},
  level,
  minutes: 6,
  after,
});
const done = (...ids: string[]) => ids.map((lesson, i) => ({ lesson, times: 1, lastAt: 1_000 + i }));
const outline = [
  entry('a/one', 'A1'),
  entry('a/two', 'A1', ['a/one']),
  entry('b/one', 'A2', ['a/two']),
  entry('c/one', 'B1', ['b/one']),
];

describe('the lesson for today', () => {
  it.each<[Level | undefined, string[], string | undefined]>([
    [undefined, [], 'a/one'],
    ['A0', [], 'a/one'],
    ['A1', ['a/one'], 'a/two'],
    ['A2', [], 'b/one'],
    ['B1', [], 'c/one'],
    ['C2', [], 'c/one'],
    ['A1', ['a/one', 'a/two'], 'b/one'],
    ['B1', ['c/one'], 'b/one'],
  ])('at %s after %j is %s', (level, ids, id) => {
    expect(nextLesson(outline, done(...ids), level)?.entry.id).toBe(id);
  });

  it('waits for what comes before it at the own level', () => {
    expect(nextLesson(outline, [], 'A1')?.entry.id).toBe('a/one');
  });

  it('is the one done longest ago when all are done', () => {
    const all = done('b/one', 'a/one', 'c/one', 'a/two');
    expect(nextLesson(outline, all, 'A1')).toMatchObject({ entry: { id: 'b/one' }, again: true });
  });

  it('is none in an empty course', () => {
    expect(nextLesson([], [], 'A1')).toBeUndefined();
  });
});
