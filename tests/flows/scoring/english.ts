import { readFileSync } from 'node:fs';
import { lexicalWords } from '../../../flows/scoring/words.js';

const path = new URL('../../../content/lexicons/en.txt', import.meta.url);
export const lexicon: ReadonlySet<string> = new Set(readFileSync(path, 'utf8').trimEnd().split('\n'));

/** Those words of a text that are English, as the engine gathers them. */
export function englishIn(text: string): Set<string> {
  return new Set(lexicalWords(text).filter((word) => lexicon.has(word)));
}
