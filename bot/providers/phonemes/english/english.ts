import { readFileSync } from 'node:fs';
import { fold, wordsIn } from '../../../../flows/scoring/words.js';
import { isVowel, phoneOf, type Pronunciation, soundOf } from '../phones.js';
import { compound, derived } from './derived.js';
import { Dictionary } from './dictionary.js';
import { LetterModel } from './letters.js';
import { regional } from './regional.js';
import { spoken } from './spoken.js';

/**
 * A word of a text and how it may be said: ways (`10:30` has two), each of them words, each of these with all its
 * pronunciations. At least one of each.
 */
export interface SpokenWord {
  /** As `wordsIn` of flows/scoring/words.ts gives it. */
  text: string;
  ways: readonly (readonly (readonly Pronunciation[])[])[];
}

/** Pronunciations of one word that are tried at most. */
const mostVariants = 8;
/** Different words of texts that are kept. */
const mostKept = 2_000;

/** English texts as sounds: CMUdict, word formation, at last a guess from the letters. The files are read at first use. */
export class English {
  #dictionary: Dictionary | undefined;
  #letters: LetterModel | undefined;
  readonly #kept = new Map<string, readonly Pronunciation[]>();

  /** @param file where one of the two files is: cmudict.txt, letters.txt */
  constructor(private readonly file: (name: string) => string) {}

  /** The words of a text that can be said; never throws, whatever the text. */
  read(text: string): SpokenWord[] {
    return wordsIn(text).flatMap((token) => {
      const ways = spoken(token, (word) => this.#find(word).length > 0)
        .map((way) => way.map((word) => this.pronunciations(word)))
        .filter((way) => way.every((variants) => variants.length > 0));
      return ways.length > 0 ? [{ text: token, ways }] : [];
    });
  }

  /**
   * All the ways to say a word, the usual first, American and British; different in more than stress.
   *
   * @param word lower case
   * @returns none where it has no letters of English
   */
  pronunciations(word: string): readonly Pronunciation[] {
    const known = this.#kept.get(word);
    if (known) return known;
    if (this.#kept.size >= mostKept) this.#kept.clear();
    const found = this.#found(word);
    const marked = (sounds: Pronunciation) => (sounds.filter(isVowel).length === 1 ? unmarked : asItIs);
    const others = found.flatMap((sounds) => regional(sounds).map(marked(sounds)));
    const different = new Map<string, Pronunciation>();
    for (const sounds of [...found.map((one) => marked(one)(one)), ...others]) {
      const key = String(sounds.map(phoneOf));
      if (!different.has(key)) different.set(key, sounds);
    }
    const variants = [...different.values()].slice(0, mostVariants);
    this.#kept.set(word, variants);
    return variants;
  }

  #found(word: string): readonly Pronunciation[] {
    const plain = fold(word).replace(/[^a-z']/g, (letter) => latin[letter] ?? '');
    const found = this.#find(plain);
    if (found.length > 0) return found;
    // Nobody knows for certain, so that the likely ways compete.
    this.#letters ??= new LetterModel(readFileSync(this.file('letters.txt'), 'utf8'));
    const formed = derived(plain, this.#find);
    if (formed.length > 0) return [...formed, ...this.#letters.guess(plain, 1)];
    return [...this.#letters.guess(plain), ...compound(plain, this.#find)];
  }

  #find = (word: string): readonly Pronunciation[] => {
    this.#dictionary ??= new Dictionary(readFileSync(this.file('cmudict.txt')));
    return this.#dictionary.find(word);
  };
}

/** Letters of other languages that are not letters of ours with an accent. */
const latin: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'th',
  þ: 'th',
  ı: 'i',
};

const asItIs = (sounds: Pronunciation): Pronunciation => sounds;

/** The model learnt that the vowel of a word of one syllable carries no mark (scripts/pronunciation/RUNTIME.md, 3). */
const unmarked = (sounds: Pronunciation): Pronunciation =>
  sounds.map((sound) => (isVowel(sound) ? soundOf(phoneOf(sound), 0) : sound));
