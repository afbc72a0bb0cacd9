import { copiesPoint, foldedWords, stem } from './copying.js';
import type { OwnWords } from './own-words.js';

/** A claim that some words of the answer show a point of the rubric. Claims are a model's and prove nothing. */
export interface Claim {
  /** 0-based. */
  point: number;
  quote: string;
}

/** A claim that holds. */
export interface Proof extends Claim {
  /** The words meant, as indices into all words of the passages. */
  from: number;
  to: number;
}

/** What claims are held against. */
export interface Bounds {
  own: OwnWords;
  /** What each point asks for, in English. */
  points: readonly string[];
  /** An answer that earns everything: suspect answers have to say something like it. */
  sample: string;
  /** Those of the answer's words that are English. */
  words: ReadonlySet<string>;
}

/**
 * The claims that hold, one a point at most, in the order they were made. A quotation counts only if
 *
 *  1. it is a contiguous part of what is left of the answer (own-words.ts), by `tidy` of normalise.ts, word by word;
 *  2. it has two words or six letters, or is all there is between two commas ("Hello,");
 *  3. at least half of its words are English, and it does not itself repeat its point;
 *  4. the same words serve as many points as they have threes, and all quotations together have two words a point;
 *  5. where the answer is suspect, each sentence serves one point, and shares a word that carries meaning, or three in a
 *     row, with that point or with the sample, which lends each of its sentences once.
 *
 * Nothing a claim says can make more of it: what is counted is code's.
 */
export function proofsOf(claims: readonly Claim[], bounds: Bounds): Proof[] {
  const text = wordsOfPassages(bounds.own);
  const proofs: Proof[] = [];
  const lent = new Set<number>();
  for (const claim of claims) {
    const point = bounds.points[claim.point];
    if (point === undefined || proofs.some((proof) => proof.point === claim.point)) continue;
    const proof = placesOf(claim, text).find((place) => {
      if (!isEnough(place, text) || !isEnglish(place, text, bounds.words)) return false;
      if (copiesPoint(claim.quote, point) || !hasRoom(place, proofs)) return false;
      return !bounds.own.isSuspect || isAnchored(place, point, text, bounds.sample, proofs, lent);
    });
    if (proof) proofs.push(proof);
  }
  return proofs;
}

interface Text {
  words: readonly string[];
  /** Of each word: which passage, which sentence and which part of one, counted through. */
  passage: readonly number[];
  sentence: readonly number[];
  clause: readonly number[];
}

function wordsOfPassages({ passages }: OwnWords): Text {
  const words: string[] = [];
  const passage: number[] = [];
  const sentence: number[] = [];
  const clause: number[] = [];
  let sentences = 0;
  let clauses = 0;
  passages.forEach((written, p) => {
    for (const one of written) {
      for (const part of one.split(/[,:;.!?…()–—](?!\p{N})/u)) {
        for (const word of foldedWords(part)) {
          words.push(word);
          passage.push(p);
          sentence.push(sentences);
          clause.push(clauses);
        }
        clauses += 1;
      }
      sentences += 1;
    }
  });
  return { words, passage, sentence, clause };
}

/** Every place where the quotation stands, within one passage. */
function placesOf(claim: Claim, { words, passage }: Text): Proof[] {
  const quoted = foldedWords(claim.quote);
  if (quoted.length === 0) return [];
  return words.flatMap((_, from) => {
    const to = from + quoted.length;
    if (passage[from] !== passage[to - 1]) return [];
    return quoted.every((word, n) => words[from + n] === word) ? [{ ...claim, from, to }] : [];
  });
}

function isEnough({ from, to }: Proof, { words, clause }: Text): boolean {
  const quoted = words.slice(from, to);
  const letters = quoted.join('').replace(/[^\p{L}]/gu, '').length;
  if (quoted.length >= 2 || letters >= 6) return letters > 1;
  const isWhole = clause[from - 1] !== clause[from] && clause[to] !== clause[to - 1];
  return isWhole && letters >= 2;
}

function isEnglish({ from, to }: Proof, { words }: Text, english: ReadonlySet<string>): boolean {
  const known = words.slice(from, to).filter((word) => english.has(word) || /^\p{N}+$/u.test(word)).length;
  return known * 2 >= to - from;
}

/** Rule 4. */
function hasRoom(place: Proof, proofs: readonly Proof[]): boolean {
  const same = proofs.filter(({ from, to }) => from === place.from && to === place.to).length;
  if (same > 0 && place.to - place.from < 3 * (same + 1)) return false;
  const covered = new Set([...proofs, place].flatMap(({ from, to }) => range(from, to)));
  return proofs.length === 0 || covered.size >= 2 * (proofs.length + 1);
}

/** Rule 5. */
function isAnchored(
  place: Proof,
  point: string,
  { words, sentence }: Text,
  sample: string,
  proofs: readonly Proof[],
  lent: Set<number>,
): boolean {
  const sentences = new Set(sentence.slice(place.from, place.to));
  if (proofs.some(({ from, to }) => sentence.slice(from, to).some((one) => sentences.has(one)))) return false;
  const quoted = words.slice(place.from, place.to);
  if (sharesMeaning(quoted, foldedWords(point))) return true;
  const lenders = sample.split(/[.!?\n]+/).map(foldedWords);
  const lender = lenders.findIndex(
    (words, n) => !lent.has(n) && (sharesMeaning(quoted, words) || sharesRun(quoted, words)),
  );
  if (lender === -1) return false;
  lent.add(lender);
  return true;
}

/** Whether two have a word in common, in any of its forms, that carries meaning. */
export function sharesMeaning(a: readonly string[], b: readonly string[]): boolean {
  const carried = new Set(b.filter(carries).map(stem));
  return a.some((word) => carries(word) && carried.has(stem(word)));
}

function sharesRun(a: readonly string[], b: readonly string[]): boolean {
  const runs = new Set(threes(b));
  return threes(a).some((run) => runs.has(run));
}

function threes(words: readonly string[]): string[] {
  return words.slice(2).map((_, n) => words.slice(n, n + 3).join(' '));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, n) => from + n);
}

/** Whether a folded word says something by itself. */
export function carries(word: string): boolean {
  return word.length > 2 && !empty.has(word);
}

/** Words that say little by themselves: they are in nearly every sentence. */
const empty: ReadonlySet<string> = new Set(
  `the and but not are was were been being have has had having does did doing done will would can could may might must
  shall should for from with without about into onto over under after before between through during that this these
  those there here what which who whom whose when where why how all any both each few more most other some such only own
  same than too very just also then now you your yours she her hers him his they them their its our ours out off down
  again once because while until like want need get got give gave make made take took come came going goes went say said
  says see know think thing things much many one two three please thank thanks yes hello good well i'd i'm it's don't`.split(
    /\s+/,
  ),
);
