import { writeFileSync } from 'node:fs';
import { LetterModel } from '../../bot/providers/phonemes/english/letters.js';
import { encode, phoneOf, type Pronunciation } from '../../bot/providers/phonemes/phones.js';
import { readCmudict } from './cmudict.js';
import { type Graphone, pair } from './graphones.js';
import { estimate } from './ngrams.js';

/**
 * Trains the model that guesses how a word is said that is not in CMUdict: n-grams over pairs of letters and sounds
 * (Bisani & Ney, "Joint-sequence models for grapheme-to-phoneme conversion", Speech Communication 2008). With
 * `--measure` a twentieth of the words is held out, with all that share their stem, and the share guessed right is
 * printed; without, all words are learnt and bot/providers/phonemes/english/letters.txt is written.
 *
 *     npx tsx scripts/pronunciation/letters.ts [--measure]
 */
const target = 'bot/providers/phonemes/english/letters.txt';
/** By order: how often a gram was seen at least. More grams than these make the file larger, not much better. */
const least = [0, 1, 1, 3, 4, 5, 6];
const [begin, end] = ['\u0100', '\u0101'];
const rarest = 5;

const words = [...readCmudict()].filter(([word]) => !word.includes("'"));

function train(pairs: readonly (readonly [string, Pronunciation])[]): string {
  const paired = pair(pairs, 6).filter((graphones) => graphones !== undefined);
  const keyOf = ([letters, sounds]: Graphone) => `${letters} ${encode(sounds)}`;
  const times = new Map<string, number>();
  for (const key of paired.flat().map(keyOf)) times.set(key, (times.get(key) ?? 0) + 1);
  const table = [...times]
    .filter(([, count]) => count >= rarest)
    .map(([key]) => key)
    .sort();
  const symbols = new Map(table.map((key, index) => [key, String.fromCharCode(0x102 + index)]));
  const sequences = paired
    .map((graphones) => graphones.map((graphone) => symbols.get(keyOf(graphone))))
    .filter((sequence) => !sequence.includes(undefined))
    .map((sequence) => begin + sequence.join('') + end);
  const { probability, backoff } = estimate(sequences, begin, least);
  const lines = [...probability]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([gram, value]) => gram + level(value) + level(backoff.get(gram) ?? 1));
  // The beginning is only ever a history.
  return [table.join('\t'), `${begin}${level(1e-6)}${level(backoff.get(begin) ?? 1)}`, ...lines, ''].join(
    '\n',
  );
}

/** A probability as one printable character, in steps of the logarithm. */
function level(value: number): string {
  const step = Math.min(93, Math.round(-Math.log(Math.max(value, 1e-9)) / LetterModel.step));
  return String.fromCharCode(0x21 + step);
}

if (process.argv.includes('--measure')) {
  const held = new Set(words.map(([word]) => word).filter((word) => hash(stem(word)) % 20 === 0));
  const known = words
    .filter(([word]) => !held.has(word))
    .map(([word, [usual = []]]) => [word, usual] as const);
  const model = new LetterModel(train(known));
  const rest = words.filter(([word]) => held.has(word)).filter((_, index) => index % 4 === 0);
  const right = [0, 0, 0];
  const bare = (pronunciation: Pronunciation) => String(pronunciation.map(phoneOf));
  for (const [word, pronunciations] of rest) {
    const guesses = model.guess(word);
    const truth = pronunciations.map(bare);
    if (truth.includes(bare(guesses[0] ?? []))) right[0]! += 1;
    if (guesses.some((guess) => truth.includes(bare(guess)))) right[1]! += 1;
    if (pronunciations.some((pronunciation) => String(pronunciation) === String(guesses[0]))) right[2]! += 1;
  }
  const [first, any, stressed] = right.map((count) => (count / rest.length).toFixed(3));
  process.stdout.write(
    `${rest.length} words held out: first guess ${first} (with stress ${stressed}), one of the guesses ${any}\n`,
  );
} else {
  const text = train(words.flatMap(([word, [usual]]) => (usual ? [[word, usual] as const] : [])));
  writeFileSync(target, text);
  process.stdout.write(`${text.length} characters\n`);
}

function stem(word: string): string {
  return word.replace(/'?s?$/, '');
}

function hash(text: string): number {
  let value = 0;
  for (const character of text) value = (value * 31 + character.charCodeAt(0)) % 1009;
  return value;
}
