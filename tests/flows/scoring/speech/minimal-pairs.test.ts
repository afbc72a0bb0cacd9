import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { saysAll } from '../../../../flows/scoring/speech/align.js';

const file = new URL('../../../../content/sounds/en.yaml', import.meta.url);
const { sounds } = parse(readFileSync(file, 'utf8')) as {
  sounds: Record<string, { pairs: { words: [string, string] }[] }>;
};
const pairs = Object.values(sounds).flatMap(({ pairs: all }) => all.map(({ words }) => words));

describe('minimal pairs of the lessons', () => {
  it.each(pairs)('%s is not %s', (one, other) => {
    expect(saysAll([other])([one])).toBe(false);
  });
});
