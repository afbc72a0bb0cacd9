import { describe, expect, it } from 'vitest';
import { Renderer } from '../../content/render.js';
import type { Line, Say } from '../../flows/effects.js';

const renderer = new Renderer(
  new Map([
    [
      'en',
      new Map([
        ['hello', ['Hello, *{name}*.']],
        ['minutes', ['{count, plural, one {# minute} other {# minutes}}']],
        ['today', ['Today: {what}. It takes {time}.']],
        ['praise', ['Good.', 'Right.', 'Yes.']],
        ['pages', ['One.\n\nTwo.']],
      ]),
    ],
    ['es', new Map([['minutes', ['{count, plural, one {# minuto} other {# minutos}}']]])],
  ]),
);

/** The test has strings of its own, which the closed union of the real ones does not know. */
function say(key: string, args?: Record<string, unknown>, variant?: number): Line {
  return { say: key, args, variant } as unknown as Say;
}

function blocks(language: string, ...lines: Line[]) {
  return renderer.message(language, { lines }).blocks;
}

describe('a rendered message', () => {
  it('has marks as spans and the role of its lines', () => {
    expect(
      blocks('en', say('hello', { name: 'Ana' }), { text: 'I ___ like *tea*.', role: 'english' }),
    ).toEqual([
      { role: 'say', spans: [{ text: 'Hello, ' }, { text: 'Ana', mark: 'strong' }, { text: '.' }] },
      { role: 'english', spans: [{ text: 'I ___ like ' }, { text: 'tea', mark: 'strong' }, { text: '.' }] },
    ]);
  });

  it('shows what a learner is called literally, whatever it is', () => {
    const name = '*_{name}_* <b>\\ {0}';
    expect(
      blocks('en', say('today', { what: name, time: 1 }))[0]
        ?.spans.map(({ text }) => text)
        .join(''),
    ).toBe(`Today: ${name}. It takes 1.`);
    expect(blocks('en', say('today', { what: name, time: 1 }))[0]?.spans).toHaveLength(1);
  });

  it('takes marks from an argument that says it has them', () => {
    expect(blocks('en', say('today', { what: { markup: 'w*uo*ld' }, time: 1 }))[0]?.spans[1]).toEqual({
      text: 'uo',
      mark: 'strong',
    });
  });

  it('renders a string inside a string, in the same language', () => {
    expect(renderer.phrase('es', say('today', { what: 'café', time: say('minutes', { count: 2 }) }))).toBe(
      'Today: café. It takes 2 minutos.',
    );
  });

  it('has its plurals right', () => {
    const minutes = (language: string, count: number): string =>
      renderer.phrase(language, say('minutes', { count }));
    expect([minutes('en', 1), minutes('en', 5), minutes('es', 1), minutes('es', 0)]).toEqual([
      '1 minute',
      '5 minutes',
      '1 minuto',
      '0 minutos',
    ]);
  });

  it('counts its wordings round', () => {
    const praise = [0, 1, 2, 3, undefined].map((variant) =>
      renderer.phrase('en', say('praise', undefined, variant)),
    );
    expect(praise).toEqual(['Good.', 'Right.', 'Yes.', 'Good.', 'Good.']);
  });

  it('falls back to English, and says which string nobody has', () => {
    expect(renderer.phrase('es', say('praise'))).toBe('Good.');
    expect(() => renderer.phrase('es', say('nothing'))).toThrow(
      'there is no string "nothing", not even in en',
    );
  });

  it('makes a block of each paragraph and leaves out empty ones', () => {
    const text = 'First.\n  \nSecond\nline.\n';
    expect(blocks('en', say('pages'), { text, role: 'explain' }, { text: ' \n', role: 'note' })).toEqual([
      { role: 'say', spans: [{ text: 'One.' }] },
      { role: 'say', spans: [{ text: 'Two.' }] },
      { role: 'explain', spans: [{ text: 'First.' }] },
      { role: 'explain', spans: [{ text: 'Second\nline.' }] },
    ]);
  });

  it('has labels without marks, on one line', () => {
    const message = renderer.message('en', {
      lines: [],
      choices: [
        { label: { text: "I'd *like*\n a tea", role: 'english' }, value: '1' },
        { label: { plain: '*as it is*' }, value: '2' },
      ],
      actions: [{ label: say('praise'), value: 'x' }],
      asks: true,
    });
    expect(message).toEqual({
      blocks: [],
      choices: [
        { label: "I'd like a tea", value: '1' },
        { label: '*as it is*', value: '2' },
      ],
      actions: [{ label: 'Good.', value: 'x' }],
      asks: true,
    });
  });
});
