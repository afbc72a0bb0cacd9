import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Dictionary } from '../../../../bot/providers/phonemes/english/dictionary.js';
import { English } from '../../../../bot/providers/phonemes/english/english.js';
import { packagedFiles } from '../../../../bot/providers/phonemes/files.js';
import { nameOf, type Pronunciation, stressOf } from '../../../../bot/providers/phonemes/phones.js';

export const english = new English((name) => join(packagedFiles().english, name));

export const dictionary = new Dictionary(readFileSync(join(packagedFiles().english, 'cmudict.txt')));

/** As CMUdict writes it. */
export const written = (sounds: Pronunciation): string =>
  sounds.map((sound) => nameOf(sound) + (stressOf(sound) === 3 ? '' : String(stressOf(sound)))).join(' ');

export const waysOf = (word: string): string[] => english.pronunciations(word).map(written);
