import { beforeAll, expect, test } from 'vitest';
import { openHarper } from '../../../../bot/providers/harper/lints.js';
import { sureRules } from '../../../../bot/providers/harper/sure-rules.js';
import {
  enough,
  measure,
  readSentences,
  sureOf,
  type Measured,
} from '../../../../scripts/harper/precision.js';

const sentences = readSentences(new URL('./sentences.jsonl', import.meta.url));
let measured: Measured;

beforeAll(async () => {
  measured = await measure(await openHarper(), sentences);
});

test('the set is large and half of it is right', () => {
  expect(sentences.length).toBeGreaterThan(300);
  const fine = sentences.filter(({ better }) => better.length === 0).length;
  expect(fine / sentences.length).toBeGreaterThan(0.5);
  expect(new Set(sentences.map(({ text }) => text)).size).toBe(sentences.length);
});

test('every kind that a learner may see is right nine times in ten', () => {
  expect(Object.keys(sureRules).length).toBeGreaterThan(0);
  for (const rule of Object.keys(sureRules)) {
    const { right, of } = measured.scores.get(rule) ?? { right: 0, of: 0 };
    expect(of, rule).toBeGreaterThanOrEqual(enough.findings);
    expect(right / of, rule).toBeGreaterThanOrEqual(enough.share);
  }
});

test('the committed figures are those that are measured', () => {
  expect(sureRules).toEqual(sureOf(measured.scores));
});

test('kinds that are wrong too often are measured as such', () => {
  expect(measured.wrong.some(({ finding }) => finding.rule === 'SpellCheck')).toBe(true);
  expect(sureRules).not.toHaveProperty('SpellCheck');
});
