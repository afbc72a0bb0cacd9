import { decode, type Pronunciation } from '../phones.js';

const [newLine, space] = [0x0a, 0x20];

/**
 * CMUdict, looked up where it lies: a line a word, sorted by bytes (scripts/pronunciation/dictionary.ts writes it). Only
 * the words that are asked for become objects: two megabytes instead of sixty.
 */
export class Dictionary {
  /** @param bytes the whole file */
  constructor(private readonly bytes: Uint8Array) {}

  /**
   * @param word lower case, as CMUdict writes it: `don't`
   * @returns all its pronunciations, the usual first; none where it is not there
   */
  find(word: string): Pronunciation[] {
    const wanted = Buffer.from(word, 'utf8');
    let [low, high] = [0, this.bytes.length];
    while (low < high) {
      const begin = this.#lineAt((low + high) >> 1);
      const end = this.bytes.indexOf(newLine, begin);
      const after = compare(this.bytes, begin, wanted);
      if (after === 0) return this.#sounds(begin + wanted.length + 1, end);
      if (after < 0) low = end + 1;
      else high = begin;
    }
    return [];
  }

  /** Where the line begins that this byte is in. */
  #lineAt(place: number): number {
    return place === 0 ? 0 : this.bytes.lastIndexOf(newLine, place - 1) + 1;
  }

  #sounds(begin: number, end: number): Pronunciation[] {
    return Buffer.from(this.bytes.subarray(begin, end)).toString('latin1').split(' ').map(decode);
  }
}

/** Below 0: the line's word comes before the wanted one. The file is sorted by whole lines, space before letters. */
function compare(bytes: Uint8Array, begin: number, wanted: Uint8Array): number {
  for (let index = 0; index < wanted.length; index++) {
    const difference = (bytes[begin + index] ?? 0) - (wanted[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return (bytes[begin + wanted.length] ?? 0) === space ? 0 : 1;
}
