import { decode, phoneOf, type Pronunciation } from '../phones.js';

interface Path {
  /** The newest symbols, the beginning of the word first. */
  history: string;
  sounds: Pronunciation;
  /** Logarithm of its probability. */
  score: number;
}

const [begin, end] = ['\u0100', '\u0101'];
/** Longest gram. */
const order = 6;
/** Paths that are followed at each letter. */
const beam = 30;
/** Longest word that is tried whole; the rest of a longer one is said after it. */
const longest = 24;
/** Logarithm for what was never seen. */
const unseen = -16;

/**
 * Guesses how a word is said from its letters: n-grams over pairs of letters and sounds, learnt from CMUdict by
 * scripts/pronunciation/letters.ts, which also says how often it is right.
 */
export class LetterModel {
  /** Of the logarithms of probabilities in the file. */
  static readonly step = 0.15;

  /** gram -> logarithm of its last symbol's probability, of what is left for shorter histories */
  readonly #grams = new Map<string, readonly [number, number]>();
  readonly #bySpelling = new Map<string, { symbol: string; sounds: Pronunciation }[]>();

  /** @param text the trained file: the pairs, then a line a gram with two characters for its two numbers */
  constructor(text: string) {
    const [table = '', ...lines] = text.split('\n');
    for (const [index, pair] of table.split('\t').entries()) {
      const [letters = '', sounds = ''] = pair.split(' ');
      const known = this.#bySpelling.get(letters) ?? [];
      known.push({ symbol: String.fromCharCode(0x102 + index), sounds: decode(sounds) });
      this.#bySpelling.set(letters, known);
    }
    const value = (line: string, at: number) => (0x21 - line.charCodeAt(at)) * LetterModel.step;
    for (const line of lines) {
      const size = line.length - 2;
      if (size > 0) this.#grams.set(line.slice(0, size), [value(line, size), value(line, size + 1)]);
    }
  }

  /**
   * @param word letters a-z; anything else is passed over
   * @param most how many guesses at most
   * @returns different ways to say it, the likeliest first; none where there are no letters
   */
  guess(word: string, most = 3): Pronunciation[] {
    const letters = word.replace(/[^a-z]/g, '');
    if (letters.length > longest) return [this.#whole(letters)];
    return this.#guess(letters, most);
  }

  #whole(letters: string): Pronunciation {
    const parts = letters.match(new RegExp(`.{1,${longest}}`, 'g')) ?? [];
    return parts.flatMap((part) => this.#guess(part, 1)[0] ?? []);
  }

  #guess(letters: string, most: number): Pronunciation[] {
    const columns: Path[][] = Array.from({ length: letters.length + 1 }, () => []);
    columns[0] = [{ history: begin, sounds: [], score: 0 }];
    for (let at = 0; at < letters.length; at++)
      for (const path of narrowed(columns[at] ?? []))
        for (const size of [1, 2])
          for (const { symbol, sounds } of this.#bySpelling.get(letters.slice(at, at + size)) ?? [])
            columns[at + size]?.push({
              history: (path.history + symbol).slice(1 - order),
              sounds: sounds.length > 0 ? [...path.sounds, ...sounds] : path.sounds,
              score: path.score + this.#likelihood(path.history + symbol),
            });
    const ended = (columns[letters.length] ?? [])
      .filter(({ sounds }) => sounds.length > 0)
      .map((path) => ({ ...path, score: path.score + this.#likelihood(path.history + end) }))
      .sort((a, b) => b.score - a.score);
    // Two guesses that differ in nothing but stress are one.
    const different = new Map<string, Pronunciation>();
    for (const { sounds } of ended) {
      const key = String(sounds.map(phoneOf));
      if (!different.has(key)) different.set(key, sounds);
    }
    return [...different.values()].slice(0, most);
  }

  /** Of a gram's last symbol after the others. */
  #likelihood(gram: string): number {
    const known = this.#grams.get(gram)?.[0];
    if (known !== undefined) return known;
    if (gram.length === 1) return unseen;
    return (this.#grams.get(gram.slice(0, -1))?.[1] ?? 0) + this.#likelihood(gram.slice(1));
  }
}

/** The best paths, one for each end of a history with the same sounds. */
function narrowed(paths: readonly Path[]): Path[] {
  const best = new Map<string, Path>();
  for (const path of paths) {
    const key = `${path.history} ${String(path.sounds)}`;
    if ((best.get(key)?.score ?? -Infinity) < path.score) best.set(key, path);
  }
  return [...best.values()].sort((a, b) => b.score - a.score).slice(0, beam);
}
