import type { Stretch, Transcript } from '../../speech/heard.js';
import { fold, wordsIn } from '../words.js';
import { isFiller } from './sameness.js';

/** A text to be read, in pieces as they are shown and in words as they are said. */
export interface Text {
  /** As written, punctuation included: what lies between two spaces, or a dash. */
  pieces: readonly string[];
  /** Folded, hyphens parted. */
  words: readonly string[];
  /** The piece of each word; every piece has one at least. */
  pieceOf: readonly number[];
}

/** What was heard, without what is said while thinking. */
export interface HeardWords {
  /** Folded, hyphens parted. */
  words: readonly string[];
  /** As the transcriber wrote them. */
  written: readonly string[];
  /** When each was said, where the transcriber gives the times. */
  times?: readonly Stretch[];
}

/** The most words of either side that are compared: more than anybody says in three minutes. */
const mostWords = 400;

/** @param text any string; of a lesson, without marks */
export function textIn(text: string): Text {
  const pieces: string[] = [];
  const words: string[] = [];
  const pieceOf: number[] = [];
  for (const piece of text.split(/\s+|(?<=[–—…])(?=[\p{L}\p{N}])/u)) {
    const said = spoken(piece);
    if (words.length + said.length > mostWords) break;
    if (said.length === 0) {
      // A dash on its own stays with the word before it.
      if (pieces.length > 0 && piece !== '') pieces[pieces.length - 1] += ` ${piece}`;
      continue;
    }
    pieces.push(piece);
    for (const { folded } of said) {
      words.push(folded);
      pieceOf.push(pieces.length - 1);
    }
  }
  return { pieces, words, pieceOf };
}

/** A piece without the punctuation around it. */
export function bare(piece: string): string {
  const [, word = ''] = /^[^\p{L}\p{N}\p{Sc}]*(.*?)[^\p{L}\p{M}\p{N}%]*$/su.exec(piece) ?? [];
  return word === '' ? piece : word;
}

/**
 * What a transcriber made of it; its remarks ("[Music]", "(laughs)") are nobody's words.
 *
 * @param of what was read: what stands in brackets there is a word as any other, and so is an "um"
 */
export function heardIn(transcript: Pick<Transcript, 'text' | 'words'>, of?: Text): HeardWords {
  const hasBrackets = of?.pieces.some((piece) => /[[(]/.test(piece)) ?? false;
  const said = hasBrackets ? transcript.text : transcript.text.replace(/\[[^\]]*\]|\([^)]*\)/g, ' ');
  const whole = heardWords(said, of);
  const timed = (transcript.words ?? []).flatMap(({ word, from, to }) => {
    const words = heardWords(word, of);
    return words.map((one, n) => ({ ...one, ...part(from, to, n, words.length) }));
  });
  const sameWords =
    timed.length === whole.length && timed.every(({ folded }, n) => folded === whole[n]?.folded);
  const words = sameWords ? timed : whole;
  return {
    words: words.map(({ folded }) => folded),
    written: words.map(({ as }) => as),
    ...(sameWords && timed.length > 0 ? { times: timed.map(({ from, to }) => ({ from, to })) } : {}),
  };
}

function heardWords(text: string, of: Text | undefined): { as: string; folded: string }[] {
  return spoken(text)
    .filter(({ folded }) => !isFiller(folded) || of?.words.includes(folded))
    .slice(0, mostWords);
}

/** Words as they are said: "5pm" is two. */
function spoken(text: string): { as: string; folded: string }[] {
  return wordsIn(text)
    .filter((word) => /[\p{L}\p{N}\p{Sc}%@+]/u.test(word))
    .flatMap((word) => {
      const [, figure = '', unit = ''] = /^([£$€¥]?\d[\d:.,]*)(am|pm|km|kg|cm|m|g|l|k)$/i.exec(word) ?? [];
      return figure === '' ? [word] : [figure, unit];
    })
    .map((as) => ({ as, folded: fold(as) }));
}

/** The n-th of equal parts of a stretch. */
function part(from: number, to: number, n: number, of: number): Stretch {
  const long = (to - from) / of;
  return { from: from + n * long, to: from + (n + 1) * long };
}
