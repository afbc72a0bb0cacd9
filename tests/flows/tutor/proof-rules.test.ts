import { expect, it } from 'vitest';
import { sureRules } from '../../../bot/providers/harper/sure-rules.js';
import { kindOf, reasonOf } from '../../../flows/tutor/proof-rules.js';

it('every kind of rule that a learner may see has a reason and a kind of its own', () => {
  const without = Object.keys(sureRules).filter((rule) => reasonOf(rule).say === 'rule.other');
  expect(without).toEqual([]);
  expect(kindOf('PronounVerbAgreement')).toBe('agreement');
});

it('a kind that nobody knows has the general reason', () => {
  expect(reasonOf('constructor')).toEqual({ say: 'rule.other' });
  expect(kindOf('constructor')).toBe('other');
});
