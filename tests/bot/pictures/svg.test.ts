import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packagedFonts } from '../../../bot/pictures/fonts.js';
import { sentenceSvg } from '../../../bot/pictures/sentence.js';
import { escapeXml } from '../../../bot/pictures/svg.js';
import { voicesSvg } from '../../../bot/pictures/waves.js';
import { wordErrors, type ScoredWord } from '../../../flows/speech/scores.js';

const fonts = packagedFonts();

const sentence = (words: readonly ScoredWord[], title = 'Te oí cada palabra.', language = 'es'): string =>
  sentenceSvg({ kind: 'sentence', title, words, language }, fonts).markup;

/** What is written in a picture, in the order in which it is drawn. */
const texts = (markup: string): string[] =>
  [...markup.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => unescaped(text));

const unescaped = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

const positions = (markup: string): { x: number; size: number; text: string }[] =>
  [...markup.matchAll(/<text x="([\d.]+)"[^>]*font-size="(\d+)"[^>]*>([^<]*)</g)].map(
    ([, x, size, text = '']) => ({
      x: Number(x),
      size: Number(size),
      text,
    }),
  );

describe('a sentence by word', () => {
  it('writes every word as it is, hostile ones too', () => {
    const words = ['<script>', '&amp;', '"quoted"', "it's", 'naïve'];
    const markup = sentence(words.map((text) => ({ text, error: 'None' })));
    expect(texts(markup).slice(1)).toEqual(words);
    expect(markup).not.toContain('<script>');
  });

  it('marks without colour what was hard, missing and too many', () => {
    const plain = sentence([{ text: 'glass', error: 'None' }]);
    const hard = sentence([{ text: 'glass', error: 'Substitution', heard: 'class' }]);
    const missing = sentence([{ text: 'glass', error: 'Omission' }]);
    const extra = sentence([{ text: 'glass', error: 'Insertion' }]);
    expect(plain).not.toMatch(/<path|stroke-dasharray/);
    expect(hard).toMatch(/<path d="M[\d.]+ [\d.]+q/);
    expect(texts(hard)).toContain('“class”');
    expect(missing).toContain('stroke-dasharray');
    expect(positions(extra).at(-1)?.size).toBeLessThan(positions(plain).at(-1)?.size ?? 0);
    expect(extra).toMatch(/<path/);
  });

  it('has a mark of its own for every error', () => {
    const drawn = wordErrors.map((error) =>
      sentence([{ text: 'glass', error, ...(error === 'Substitution' ? { heard: 'class' } : {}) }]),
    );
    const withoutColours = drawn.map((markup) => markup.replace(/#[0-9a-f]{6}/g, ''));
    expect(new Set(withoutColours).size).toBe(wordErrors.length);
  });

  it('keeps within its margins whatever the words', () => {
    const word = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string({ maxLength: 30 }));
    fc.assert(
      fc.property(
        fc.array(fc.record({ text: word, error: fc.constantFrom(...wordErrors), heard: word }), {
          maxLength: 90,
        }),
        (words) => {
          const markup = sentence(words);
          expect(markup).not.toMatch(/NaN|Infinity|undefined/);
          for (const { x, size, text } of positions(markup)) {
            expect(x).toBeGreaterThanOrEqual(64);
            expect(x + fonts.width(unescaped(text), size)).toBeLessThanOrEqual(1080 - 64);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('stays of a size a phone can show with a hundred words', () => {
    const words = Array.from(
      { length: 100 },
      (_, n): ScoredWord => ({ text: `word${n}`, error: 'Substitution', heard: 'x' }),
    );
    const { height, markup } = sentenceSvg({ kind: 'sentence', title: 'x', words, language: 'en' }, fonts);
    expect(height).toBeLessThan(2_600);
    expect(texts(markup).at(-1)).toBe('…');
  });

  it('leaves out what no font has', () => {
    expect(texts(sentence([{ text: 'tea😀中', error: 'None' }], '✨ Hola'))).toEqual(['Hola', 'tea']);
  });

  it('begins an Arabic title at the right and the English sentence at the left', () => {
    const markup = sentence([{ text: 'glass', error: 'None' }], 'سمعتُ كل كلمة', 'ar');
    const [title, word] = positions(markup);
    expect(title?.x).toBe(1080 - 64);
    expect(markup).toContain('text-anchor="end"');
    expect(word?.x).toBe(64);
  });
});

describe('two voices', () => {
  const voice = (seconds: number): Float32Array =>
    Float32Array.from({ length: 16_000 * seconds }, (_, n) => Math.sin(n / 9) * Math.sin(n / 3_000));
  const picture = {
    kind: 'voices',
    title: 'Tu voz y el modelo',
    own: { file: 'recordings/a.bin', label: 'Tú' },
    model: { file: 'speech/b.ogg', label: 'Modelo' },
    language: 'es',
  } as const;
  const bars = (markup: string): { x: number; y: number }[] =>
    [...markup.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="8"/g)].map(([, x, y]) => ({
      x: Number(x),
      y: Number(y),
    }));

  it('has both on one axis, so that the longer one is longer', () => {
    const { markup } = voicesSvg(picture, { own: voice(4), model: voice(2) }, fonts);
    const middle = Math.max(...bars(markup).map(({ y }) => y)) / 2 + 60;
    const [own, model] = [
      bars(markup).filter(({ y }) => y < middle),
      bars(markup).filter(({ y }) => y >= middle),
    ];
    expect(Math.max(...own.map(({ x }) => x))).toBeGreaterThan(1.7 * Math.max(...model.map(({ x }) => x)));
    expect(texts(markup)).toEqual(
      expect.arrayContaining(['Tu voz y el modelo', 'Tú', 'Modelo', '1s', '2s', '3s']),
    );
  });

  it('begins each where its speech begins', () => {
    const late = new Float32Array(16_000 * 3);
    late.set(voice(2), 16_000);
    const markup = voicesSvg(picture, { own: late, model: voice(2) }, fonts).markup;
    expect(markup).toBe(voicesSvg(picture, { own: voice(2), model: voice(2) }, fonts).markup);
  });

  it('draws silence, nothing at all and broken samples', () => {
    for (const samples of [
      new Float32Array(0),
      new Float32Array(16_000),
      Float32Array.of(Number.NaN, 1, Infinity),
    ]) {
      expect(voicesSvg(picture, { own: samples, model: voice(1) }, fonts).markup).not.toMatch(/NaN|Infinity/);
    }
  });
});

describe('escaping', () => {
  it('leaves no character that ends a text, or that XML has no place for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeXml(text)).not.toMatch(
          /[<>"']|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|&(?!#\d+;)/,
        );
      }),
      { numRuns: 50 },
    );
  });
});
