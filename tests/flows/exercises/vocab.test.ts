import { describe, expect, it } from 'vitest';
import { vocab } from '../../../flows/exercises/vocab.js';
import { faults } from './support.js';

const latte = vocab.schema.parse({
  id: 'latte',
  kind: 'vocab',
  word: 'latte',
  ipa: 'ˈlɑːteɪ',
  meaning: 'a coffee with a lot of hot milk',
  example: 'Could I have a latte, please?',
  review: true,
});

describe('vocab', () => {
  it('shows the word and how it sounds, what it means, and it in use', () => {
    expect(vocab.present(latte).lines).toEqual([
      { text: '*latte*  /ˈlɑːteɪ/', role: 'english' },
      { text: 'a coffee with a lot of hot milk', role: 'explain' },
      { text: 'Could I have a latte, please?', role: 'english' },
    ]);
  });

  it('says the word by itself, and then in use', () => {
    expect(vocab.present(latte).speaks).toEqual({ text: 'latte. Could I have a latte, please?' });
    const asked = { ...latte, word: 'What do you do?', example: "What do you do? I'm a nurse." };
    expect(vocab.present(asked).speaks).toEqual({ text: "What do you do? What do you do? I'm a nurse." });
  });

  it('shows nothing for what was not given', () => {
    const { ipa: _ipa, example: _example, ...bare } = latte;
    expect(vocab.present(bare).lines).toEqual([
      { text: '*latte*', role: 'english' },
      { text: 'a coffee with a lot of hot milk', role: 'explain' },
    ]);
  });

  it('is localised in its meaning alone', () => {
    const step = vocab.localise(latte, { meaning: 'café con leche' });
    expect(step).toEqual({ ...latte, meaning: 'café con leche' });
    expect(vocab.localise(latte, {})).toEqual(latte);
    expect(vocab.required()).toEqual(['meaning']);
    expect(faults(vocab.sidecar, { word: 'café' })).toHaveLength(1);
  });

  it.each([
    [{ word: 'x'.repeat(41) }, /^word: at most 40/],
    [{ word: 'a_b' }, /^word: shown as it is written/],
    [{ meaning: undefined }, /^meaning: /],
    [{ review: 'yes' }, /^review: /],
    [{ wrod: 'x' }, /wrod/],
  ])('refuses %j', (change, message) => {
    expect(faults(vocab.schema, { ...latte, ...change }).join('\n')).toMatch(message);
  });
});
