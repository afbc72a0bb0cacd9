import { describe, expect, it } from 'vitest';
import type { FrozenLesson } from '../../../flows/lesson.js';
import type { FlowRecord, LessonDone } from '../../../flows/records.js';
import type { StoreUnderTest } from '../store.js';
import { attempt, learnerWith, nextTurn, noon } from './given.js';

const day = 24 * 60 * 60 * 1000;

function done(lesson: string, more: Partial<LessonDone> = {}): LessonDone {
  return {
    kind: 'lessonDone',
    course: 'english',
    lesson,
    hash: 'f00',
    firstTry: 7,
    exercises: 9,
    durationMs: 300_000,
    ...more,
  };
}

function met(word: string): FlowRecord {
  return { kind: 'wordMet', course: 'english', item: 'english/cafe/ordering#bill', word };
}

export function recordContract(under: () => StoreUnderTest): void {
  describe('records', () => {
    it('keeps a frozen lesson for ever as it first was', async () => {
      const { store } = under();
      const lesson: FrozenLesson = {
        hash: 'f00',
        course: 'english',
        id: 'cafe/ordering',
        lesson: { title: 'At the café', level: 'A1', can_do: 'order a coffee', minutes: 5, steps: [] },
        sidecars: { es: { title: 'En el café' } },
      };
      const renamed = { ...lesson, lesson: { ...lesson.lesson, title: 'changed' } };
      await learnerWith(store, 'ana', () => ({ records: [{ kind: 'freeze', lesson }] }));
      await learnerWith(store, 'ben', () => ({ records: [{ kind: 'freeze', lesson: renamed }] }));
      expect(await store.frozen('f00')).toEqual(lesson);
      expect(await store.frozen('bar')).toBeUndefined();
    });

    it('counts how often a lesson was done, and when last', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', () => ({
        records: [done('cafe/ordering')],
        at: noon,
      }));
      await nextTurn(store, 'ana', '2', () => ({
        records: [done('cafe/ordering'), done('cafe/paying')],
        at: noon + day,
      }));
      expect(await store.doneLessons(learnerId, 'english')).toEqual([
        { lesson: 'cafe/ordering', times: 2, lastAt: noon + day },
        { lesson: 'cafe/paying', times: 1, lastAt: noon + day },
      ]);
      expect(await store.doneLessons(learnerId, 'french')).toEqual([]);
      expect((await store.progress(learnerId, 'english', noon)).lessonsDone).toBe(2);
    });

    it('sums up a course: exercises once each, words once each, points all', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', () => ({
        records: [
          attempt('english/cafe/ordering#a', { verdict: 'wrong', grade: 0 }),
          attempt('english/cafe/ordering#a', { verdict: 'right', attempt: 2, grade: 0.5 }),
          attempt('english/cafe/ordering#b', { verdict: 'typo' }),
          attempt('english/cafe/ordering#c', { verdict: 'near', grade: 0 }),
          attempt('english/cafe/ordering#c', { verdict: 'skipped', attempt: 2, grade: 0 }),
          attempt('english/cafe/ordering#d', { verdict: 'skipped', grade: 0 }),
          attempt('french/cafe/a#b'),
          { kind: 'points', amount: 3, source: 'english/cafe/ordering#a' },
          { kind: 'points', amount: 5, source: 'english/cafe/ordering' },
          { kind: 'points', amount: 100, source: 'french/cafe/a' },
          met('bill'),
          met('tip'),
          met('bill'),
        ],
      }));
      await nextTurn(store, 'ana', '2', () => ({ records: [met('tip'), met('table')] }));
      expect(await store.progress(learnerId, 'english', noon)).toMatchObject({
        right: 2,
        answered: 3,
        words: 3,
        points: 8,
        lessonsDone: 0,
      });
      expect(await store.progress(learnerId, 'french', noon)).toMatchObject({
        right: 1,
        answered: 1,
        points: 100,
      });
    });

    it('has nothing to tell of a course nobody began', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana');
      expect(await store.progress(learnerId, 'english', noon)).toEqual({
        lessonsDone: 0,
        right: 0,
        answered: 0,
        words: 0,
        points: 0,
        recent: [],
        hard: [],
      });
    });

    it('tells when the answers of the last seven days were received, ascending', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', () => ({
        records: [attempt('english/a/b#1')],
        at: noon - 7 * day,
      }));
      for (const [index, at] of [noon - 6 * day, noon - 10, noon, noon + 1].entries())
        await nextTurn(store, 'ana', `${index}`, () => ({ records: [attempt('english/a/b#1')], at }));
      expect((await store.progress(learnerId, 'english', noon)).recent).toEqual([
        noon - 6 * day,
        noon - 10,
        noon,
      ]);
    });

    it('names what was missed last, newest first, three at most', async () => {
      const { store } = under();
      const miss = (step: string, verdict: 'wrong' | 'near' | 'skipped' = 'wrong') =>
        attempt(`english/a/b#${step}`, { verdict, expected: `right ${step}` });
      const { learnerId } = await learnerWith(store, 'ana', () => ({
        records: [miss('1'), miss('2'), miss('3', 'near'), attempt('english/a/b#9')],
      }));
      await nextTurn(store, 'ana', '2', () => ({ records: [miss('4', 'skipped'), miss('2')], at: noon + 1 }));
      expect((await store.progress(learnerId, 'english', noon + 1)).hard).toEqual([
        { item: 'english/a/b#2', expected: 'right 2' },
        { item: 'english/a/b#4', expected: 'right 4' },
        { item: 'english/a/b#3', expected: 'right 3' },
      ]);
    });

    it('leaves out what was missed and has no one right answer, also where it was the last', async () => {
      const { store } = under();
      const played = attempt('english/a/b#scene', { verdict: 'partial', expected: '', answer: '' });
      const missed = attempt('english/a/b#1', { verdict: 'wrong', expected: 'right' });
      const { learnerId } = await learnerWith(store, 'ana', () => ({ records: [missed, played] }));
      expect((await store.progress(learnerId, 'english', noon)).hard).toEqual([
        { item: 'english/a/b#1', expected: 'right' },
      ]);
    });
  });
}
