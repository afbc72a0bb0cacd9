import { existsSync, readFileSync } from 'node:fs';

/** The words of a language. */
export interface Lexicon {
  has(word: string): boolean;
}

/**
 * Reads a list of one word a line; lines that begin with # are remarks. The list stays one sorted text and is searched by
 * halves: 80,000 words as a Set take ten times the memory of the file.
 *
 * @returns without words where there is no such file
 */
export function readLexicon(path: string): Lexicon {
  return new WordList(existsSync(path) ? readFileSync(path, 'utf8') : '');
}

class WordList implements Lexicon {
  /** Each word between two line ends, in the order of code units. */
  private readonly words: string;

  constructor(text: string) {
    const words = text.split(/\r?\n/).filter((word) => word !== '' && !word.startsWith('#'));
    this.words = `\n${words.sort().join('\n')}\n`;
  }

  has(word: string): boolean {
    if (word === '' || word.includes('\n')) return false;
    // Both stand on a line end: the word, if it is here, is between them.
    let from = 0;
    let to = this.words.length - 1;
    while (from < to) {
      const start = this.words.lastIndexOf('\n', (from + to) >> 1);
      const end = this.words.indexOf('\n', start + 1);
      const found = this.words.slice(start + 1, end);
      if (found === word) return true;
      if (found < word) from = end;
      else to = start;
    }
    return false;
  }
}
