import { alignmentGraph, type Place } from './alignment-graph.js';
import type { SpokenWord } from './english/english.js';
import { phoneNames, phoneOf, type Pronunciation, type Sound } from './phones.js';
import { bestPath } from './viterbi.js';

/** Frames of 20 ms: the first, and the one after the last. */
export type Span = readonly [from: number, to: number];

/** A word that was aligned: with `one thousand` there are two of them for `1000`. */
export interface AlignedWord {
  /** Index into the words of the text. */
  text: number;
  /** The variant that fits best, and which of the given ones it is. */
  sounds: Pronunciation;
  variant: number;
  /** For each sound. */
  spans: readonly Span[];
  /**
   * Goodness of pronunciation (Witt & Young 2000), the sounds' mean: how far the posterior of what should be said lies
   * below that of the likeliest sound, in logarithms; 0 at best.
   */
  goodness: number;
}

export interface Alignment {
  words: readonly AlignedWord[];
  /** Logarithm; comparable between texts for the same recording. */
  score: number;
}

/**
 * Finds a text's sounds in a recording; of ways and variants the best ones count.
 *
 * @param posteriors frames x width, log-posteriors in the first 40 columns
 * @returns undefined where the recording is too short for the text, or the text is empty
 */
export function align(
  posteriors: Float32Array,
  width: number,
  words: readonly SpokenWord[],
): Alignment | undefined {
  if (words.length === 0) return undefined;
  const graph = alignmentGraph(words);
  const path = bestPath(posteriors, width, graph);
  if (!path) return undefined;
  const aligned: { word: AlignedWord; key: string; spans: [number, number][]; last: number }[] = [];
  for (const [frame, state] of path.states.entries()) {
    const owner = graph.owner[state] ?? -1;
    const place = graph.sounds[owner];
    if (!place) continue;
    const key = `${place.text} ${place.word}`;
    let current = aligned.at(-1);
    if (current?.key !== key) {
      const spans: [number, number][] = [];
      current = { word: { ...found(words, place), spans, goodness: 0 }, key, spans, last: -1 };
      aligned.push(current);
    }
    if (current.last !== owner) {
      current.last = owner;
      current.spans.push([frame, frame]);
    }
    const span = current.spans.at(-1);
    if (span) span[1] = frame + 1;
  }
  for (const { word } of aligned) word.goodness = goodness(posteriors, width, word);
  return { words: aligned.map(({ word }) => word), score: path.score };
}

function found(
  words: readonly SpokenWord[],
  { text, way, word, variant }: Place,
): Pick<AlignedWord, 'text' | 'sounds' | 'variant'> {
  const sounds: readonly Sound[] = words[text]?.ways[way]?.[word]?.[variant] ?? [];
  return { text, sounds, variant };
}

function goodness(posteriors: Float32Array, width: number, { sounds, spans }: AlignedWord): number {
  const means = sounds.map((sound, index) => {
    const [from, to] = spans[index] ?? [0, 0];
    let sum = 0;
    for (let frame = from; frame < to; frame++) {
      const row = posteriors.subarray(frame * width, frame * width + phoneNames.length);
      sum += (row[phoneOf(sound)] ?? 0) - Math.max(...row);
    }
    return sum / Math.max(1, to - from);
  });
  return means.reduce((sum, mean) => sum + mean, 0) / Math.max(1, means.length);
}
