import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packagedContent } from '../../content/folder.js';
import { flagger } from '../../content/flagger.js';
import { readHelplines } from '../../content/helplines.js';
import { helplinesFor } from '../../content/helplines-for.js';
import { readModeration } from '../../content/moderation.js';

const folder = join(packagedContent(), 'moderation');
const { lists, findings } = readModeration(folder);
const flag = flagger(lists);

const rows = readFileSync(new URL('moderation.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.includes(' | ') && !line.startsWith('#'))
  .map((line): [string, string] => {
    const at = line.indexOf(' | ');
    return [line.slice(0, at), line.slice(at + 3)];
  });

describe('the word lists', () => {
  it('are sound', () => {
    expect(findings).toEqual([]);
  });

  it.each(rows)('%s: %s', (concern, text) => {
    expect(flag(text) ?? '-').toBe(concern);
  });

  it('look at at least forty sentences that must fire and sixty that must not', () => {
    const quiet = rows.filter(([concern]) => concern === '-').length;
    expect(quiet).toBeGreaterThanOrEqual(60);
    expect(rows.filter(([concern]) => concern === 'self-harm').length).toBeGreaterThanOrEqual(40);
  });

  it('see the same in a plain sentence as in one that has to be evened out', () => {
    const spoken = [...new Set(rows.flatMap(([, text]) => text.split(/[^A-Za-z]+/)))].filter(Boolean);
    const between = fc.constantFrom(' ', ' ', ' ', ', ', '  ', ',');
    const shout = fc.constantFrom(
      (word: string) => word,
      (word: string) => word.toUpperCase(),
    );
    const word = fc.tuple(fc.constantFrom(...spoken, 'cannot'), shout, between);
    const sentence = fc.tuple(fc.array(word, { maxLength: 8 }), fc.constantFrom('', '.', '!', '?'));
    const known = rows.map(([, text]) => text);
    const said = fc.oneof(
      sentence.map(([words, end]) => words.map(([one, as, gap]) => as(one) + gap).join('') + end),
      fc.constantFrom(...known),
    );
    // A character that nobody sees, and that no plain sentence has.
    fc.assert(
      fc.property(said, (text) => flag(text) === flag(`${text}\u200b`)),
      { numRuns: 1000 },
    );
  });

  it('take any text', () => {
    for (const text of ['', ' ', '\0', 'a'.repeat(4096), 'I '.repeat(2000), "'".repeat(4000)]) {
      expect(flag(text)).toBeUndefined();
    }
  });
});

describe('help lines', () => {
  const { yaml, helplines } = readHelplines(join(folder, 'helplines.yaml'));

  it('are those of the countries of the interface language, named in it', () => {
    expect(yaml.source.findings).toEqual([]);
    expect(helplinesFor(helplines, 'es').lines[0]).toEqual({ country: 'España', number: '024' });
    expect(helplinesFor(helplines, 'en').lines).toContainEqual({ country: 'United States', number: '988' });
    expect(helplinesFor(helplines, 'pt-BR').lines).toEqual([{ country: 'Brasil', number: '188' }]);
    expect(helplinesFor(helplines, 'fr').lines[0]).toEqual({ country: 'France', number: '3114' });
    expect(helplinesFor(helplines, 'ar').lines[0]).toEqual({ country: 'لبنان', number: '1564' });
    expect(helplinesFor(helplines, 'es').general).toBe('https://findahelpline.com');
  });

  it('are the English ones where a language has none', () => {
    expect(helplinesFor(helplines, 'tlh').lines.map(({ number }) => number)).toEqual(
      helplinesFor(helplines, 'en').lines.map(({ number }) => number),
    );
  });
});
