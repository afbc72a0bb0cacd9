import { dictionary } from 'cmu-pronouncing-dictionary';
import { type Pronunciation, sounds } from '../../bot/providers/phonemes/phones.js';

/**
 * CMUdict's words of letters and apostrophes with all their pronunciations, the usual first. What it writes with a
 * point or a hyphen is left out: texts are split there before anything is looked up.
 */
export function readCmudict(): Map<string, Pronunciation[]> {
  const words = new Map<string, Pronunciation[]>();
  for (const [entry, written] of Object.entries(dictionary)) {
    const word = entry.replace(/\(\d+\)$/, '');
    if (!/^'?[a-z][a-z']*$/.test(word)) continue;
    // After # stands where a name is from.
    const pronunciation = sounds(written.replace(/\s*#.*$/, ''));
    const known = words.get(word) ?? [];
    words.set(word, known);
    if (!known.some((other) => String(other) === String(pronunciation))) known.push(pronunciation);
  }
  return words;
}
