import { writeFileSync } from 'node:fs';
import { encode } from '../../bot/providers/phonemes/phones.js';
import { readCmudict } from './cmudict.js';

/**
 * Writes CMUdict as the run time reads it: a line a word, sorted by code units, a space before each pronunciation, a
 * character a sound. Run it after the package cmu-pronouncing-dictionary changes:
 *
 *     npx tsx scripts/pronunciation/dictionary.ts
 */
const lines = [...readCmudict()]
  .map(([word, pronunciations]) => [word, ...pronunciations.map(encode)].join(' '))
  .sort((a, b) => (a < b ? -1 : 1));
writeFileSync('bot/providers/phonemes/english/cmudict.txt', `${lines.join('\n')}\n`);
process.stdout.write(`${lines.length} words\n`);
