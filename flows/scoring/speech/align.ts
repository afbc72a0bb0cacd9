import { closeness } from './closeness.js';
import { type Run, runsAt } from './sameness.js';

/** A stretch of the text beside the stretch of what was heard in its place; either may be empty. */
export interface Pairing {
  /** Indices into the expected words; `to` is the first after it. */
  expected: Span;
  heard: Span;
  /** They say the same. */
  same: boolean;
}

export interface Span {
  from: number;
  to: number;
}

/**
 * The minimum-edit alignment of what was to be said with what was heard (Levenshtein; Wagner and Fischer 1974). Runs of
 * words that say the same (sameness.ts) cost nothing, whatever their lengths. A word that is missing or too many costs
 * 1; one in another's place 1 to 1.5, the less the more alike they sound, so that "glass" is paired with "class" rather
 * than with its neighbour; a number in the place of another, however many words it has, 1.
 *
 * @param expected folded words (scoring/words.ts), hyphens parted; any strings
 * @returns pairings in order that cover both sides; those that are not `same` have a word, a number or nothing on each
 */
export function align(expected: readonly string[], heard: readonly string[]): Pairing[] {
  const runs = [runsIn(expected), runsIn(heard)] as const;
  const same = sameRuns(...runs);
  const numbers = [numbersIn(runs[0]), numbersIn(runs[1])] as const;
  const alike = remembered(closeness);
  // Cheapest way from (i, j) to the end, and its first step.
  const width = heard.length + 1;
  const costs = new Float64Array((expected.length + 1) * width);
  const steps = new Map<number, Step>();
  for (let i = expected.length; i >= 0; i -= 1) {
    for (let j = heard.length; j >= 0; j -= 1) {
      if (i === expected.length && j === heard.length) continue;
      const at = i * width + j;
      let best: Step | undefined;
      let least = Number.POSITIVE_INFINITY;
      const offer = (step: Step, cost: number): void => {
        const all = cost + (costs[(i + step.expected) * width + j + step.heard] ?? 0);
        // The rounding of sums must not decide.
        if (all < least - 1e-9) [best, least] = [step, all];
      };
      for (const step of same.get(at) ?? []) offer(step, 0);
      const [figure, other] = [numbers[0].get(i), numbers[1].get(j)];
      if (figure !== undefined && other !== undefined && figure + other > 2)
        offer({ expected: figure, heard: other, same: false }, 1);
      if (i < expected.length && j < heard.length) {
        offer(replaced, 1.5 - alike(expected[i] ?? '', heard[j] ?? '') / 2);
      }
      if (i < expected.length) offer(left, 1);
      if (j < heard.length) offer(added, 1);
      costs[at] = least;
      if (best) steps.set(at, best);
    }
  }
  return walk(steps, expected.length, heard.length);
}

/**
 * Whether a text says the same as what was heard, word for word: an alignment that costs nothing.
 *
 * @returns a test for one text after another
 */
export function saysAll(heard: readonly string[]): (expected: readonly string[]) => boolean {
  const runs = runsIn(heard);
  return (expected) => {
    const same = sameRuns(runsIn(expected), runs);
    const width = heard.length + 1;
    const reached = new Set([0]);
    // A set goes on through what is added to it.
    for (const cell of reached) {
      for (const step of same.get(cell) ?? []) reached.add(cell + step.expected * width + step.heard);
    }
    return reached.has(expected.length * width + heard.length);
  };
}

interface Step {
  /** Words taken of each side. */
  expected: number;
  heard: number;
  same: boolean;
}

const replaced: Step = { expected: 1, heard: 1, same: false };
const left: Step = { expected: 1, heard: 0, same: false };
const added: Step = { expected: 0, heard: 1, same: false };

function runsIn(words: readonly string[]): Run[][] {
  return words.map((_, at) => runsAt(words, at));
}

/** The longest number that begins at a word. */
function numbersIn(runs: readonly (readonly Run[])[]): Map<number, number> {
  return new Map(
    runs.flatMap((here, at) => {
      const run = here.find(({ isNumber }) => isNumber);
      return run ? [[at, run.length] as const] : [];
    }),
  );
}

/** The same words meet again and again. */
function remembered(measure: (a: string, b: string) => number): (a: string, b: string) => number {
  const known = new Map<string, Map<string, number>>();
  return (a, b) => {
    const ofA = known.get(a) ?? new Map<string, number>();
    known.set(a, ofA);
    const found = ofA.get(b) ?? measure(a, b);
    ofA.set(b, found);
    return found;
  };
}

function walk(steps: ReadonlyMap<number, Step>, expected: number, heard: number): Pairing[] {
  const pairings: Pairing[] = [];
  let [i, j] = [0, 0];
  while (i < expected || j < heard) {
    const step = steps.get(i * (heard + 1) + j) ?? (i < expected ? left : added);
    pairings.push({
      expected: { from: i, to: i + step.expected },
      heard: { from: j, to: j + step.heard },
      same: step.same,
    });
    i += step.expected;
    j += step.heard;
  }
  return pairings;
}

/** By cell: the runs that begin there and say the same, the shortest first. */
function sameRuns(expected: readonly Run[][], heard: readonly Run[][]): Map<number, Step[]> {
  const begins = new Map<string, { at: number; length: number }[]>();
  for (const [at, runs] of heard.entries()) {
    for (const { length, keys } of runs) {
      for (const key of keys) {
        const known = begins.get(key);
        if (known) known.push({ at, length });
        else begins.set(key, [{ at, length }]);
      }
    }
  }
  const cells = new Map<number, Step[]>();
  for (const [i, runs] of expected.entries()) {
    for (const { length, keys } of runs.toReversed()) {
      for (const other of keys.flatMap((key) => begins.get(key) ?? [])) {
        const cell = i * (heard.length + 1) + other.at;
        const steps = cells.get(cell) ?? [];
        cells.set(cell, steps);
        const known = steps.some((step) => step.expected === length && step.heard === other.length);
        if (!known) steps.push({ expected: length, heard: other.length, same: true });
      }
    }
  }
  return cells;
}
