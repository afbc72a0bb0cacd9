import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { linkedLesson } from '../../flows/deep-links.js';

it.each([
  ['lesson_cafe_ordering', 'cafe/ordering'],
  ['lesson_daily-life_a-normal-day', 'daily-life/a-normal-day'],
  ['lesson_cafe', undefined],
  ['lesson_cafe_ordering_now', undefined],
  ['lesson_../..', undefined],
  ['LESSON_CAFE_ORDERING', undefined],
  ['ref_1', undefined],
  ['', undefined],
])('%j means %j', (payload, lesson) => {
  expect(linkedLesson(payload)).toBe(lesson);
});

test('nothing else than two plain names comes out of it', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `lesson_${text}`),
      ),
      (payload) => {
        const lesson = linkedLesson(payload);
        if (lesson !== undefined) expect(lesson).toMatch(/^[a-z0-9-]+\/[a-z0-9-]+$/);
      },
    ),
  );
});
