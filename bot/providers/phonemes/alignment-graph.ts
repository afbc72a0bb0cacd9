import { phoneOf, type Pronunciation } from './phones.js';
import type { SpokenWord } from './english/english.js';

/** What can be said, as states in a row; see `alignmentGraph`. */
export interface AlignmentGraph {
  /** state -> phone whose score it takes, 0 for silence */
  label: Uint8Array;
  /** state -> index into `sounds`, -1 for silence */
  owner: Int32Array;
  /** state -> the junction it is entered from, or -1 where it is entered from the state before it */
  entry: Int32Array;
  /** state -> 1 where it may last */
  lasts: Uint8Array;
  /** junction -> states that lead there; -1 is the beginning */
  junctions: readonly (readonly number[])[];
  /** Which junction everything ends at. */
  end: number;
  sounds: readonly Place[];
}

/** Where a phone stands: word of the text, way, word of the way, variant, place in it. */
export interface Place {
  text: number;
  way: number;
  word: number;
  variant: number;
  at: number;
}

/** Frames that a phone and a silence last at least (scripts/pronunciation/RUNTIME.md, 4). */
export const shortest = 2;

/**
 * The graph of RUNTIME.md, 4: a phone is a chain of states of which the last repeats, a variant is its phones in a row,
 * a word a choice of variants. Beyond it, a word of the text is a choice of ways, each words in a row with an optional
 * silence between them.
 *
 * Junctions gather what leads to the same states, in the order that decides ties.
 */
export function alignmentGraph(words: readonly SpokenWord[]): AlignmentGraph {
  const label: number[] = [];
  const owner: number[] = [];
  const entry: number[] = [];
  const lasts: number[] = [];
  const junctions: number[][] = [];
  const sounds: Place[] = [];

  const chain = (phone: number, mine: number, from: number): number => {
    for (let index = 0; index < shortest; index++) {
      label.push(phone);
      owner.push(mine);
      entry.push(index === 0 ? from : -1);
      lasts.push(index === shortest - 1 ? 1 : 0);
    }
    return label.length - 1;
  };
  const junction = (members: number[]): number => junctions.push(members) - 1;
  const withSilence = (ends: number[]): number => {
    const silence = chain(0, -1, junction(ends));
    return junction([...ends, silence]);
  };
  const say = (sounding: Pronunciation, place: Omit<Place, 'at'>, from: number): number => {
    let last = -1;
    for (const [at, sound] of sounding.entries())
      last = chain(phoneOf(sound), sounds.push({ ...place, at }) - 1, at === 0 ? from : -1);
    return last;
  };

  let ends: number[] = [-1];
  for (const [text, { ways }] of words.entries()) {
    const from = withSilence(ends);
    ends = ways.flatMap((spoken, way) => {
      let start = from;
      let finished: number[] = [];
      for (const [word, variants] of spoken.entries()) {
        if (word > 0) start = withSilence(finished);
        finished = variants.map((sounding, variant) => say(sounding, { text, way, word, variant }, start));
      }
      return finished;
    });
  }
  const end = withSilence(ends);
  return {
    label: Uint8Array.from(label),
    owner: Int32Array.from(owner),
    end,
    entry: Int32Array.from(entry),
    lasts: Uint8Array.from(lasts),
    junctions,
    sounds,
  };
}
