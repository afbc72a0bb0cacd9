import { describe, expect, it } from 'vitest';
import { explain } from '../../../flows/exercises/explain.js';
import { faults } from './support.js';

const polite = explain.schema.parse({
  id: 'polite',
  kind: 'explain',
  text: "In a café, *I'd like …* sounds kinder than *I want …*.\n",
  say: "I'd like a coffee, please.",
});

describe('explain', () => {
  it('shows the text about English first, then the English', () => {
    expect(explain.present(polite)).toEqual({
      lines: [
        { text: "In a café, *I'd like …* sounds kinder than *I want …*.", role: 'explain' },
        { text: "I'd like a coffee, please.", role: 'english' },
      ],
      speaks: { text: "I'd like a coffee, please." },
    });
  });

  it('makes a paragraph of what an empty line parts', () => {
    const step = { ...polite, text: 'One.\n  \n\nTwo\nlines.' };
    expect(explain.present(step).lines.map((line) => line.text)).toEqual([
      'One.',
      'Two\nlines.',
      "I'd like a coffee, please.",
    ]);
  });

  it('is localised but for the English', () => {
    const step = explain.localise(polite, { text: '*I’d like …* suena más amable.' });
    expect(explain.present(step).lines.map((line) => line.text)).toEqual([
      '*I’d like …* suena más amable.',
      "I'd like a coffee, please.",
    ]);
    expect(explain.localise(polite, {})).toEqual(polite);
    expect(explain.required()).toEqual(['text']);
    expect(faults(explain.sidecar, { say: 'Quisiera un café.' })).toHaveLength(1);
  });

  it('asks nothing', () => {
    expect('answering' in explain).toBe(false);
  });

  it.each([
    [{ text: 'One.\n\nTwo.\n\nThree.' }, /^text: at most three short paragraphs/],
    [{ text: 'x'.repeat(501) }, /^text: at most 500 characters/],
    [{ text: ' ' }, /^text: write something/],
    [{ text: 'a\u0000b' }, /^text: without tabs or control characters/],
    [{ say: 'one\ntwo' }, /^say: one line/],
    [{ id: 'Not a slug' }, /^id: use small letters/],
    [{ colour: 'red' }, /colour/],
  ])('refuses %j', (change, message) => {
    expect(faults(explain.schema, { ...polite, ...change }).join('\n')).toMatch(message);
  });
});
