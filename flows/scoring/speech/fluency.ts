import type { Stretch } from '../../speech/heard.js';
import type { Metric } from '../../speech/scores.js';
import { metric, unmeasured } from './metrics.js';

/**
 * Fluency from when somebody speaks and how much was said, where our own model did not measure it. Articulation rate
 * (syllables a second of speech) and phonation-time ratio (speech as a share of the time from the first sound to the
 * last) are what raters' judgements of fluency follow most (Kormos and Dénes 2004, System 32; Cucchiarini, Strik and
 * Boves 2000, JASA 107); a silence counts from .25 s (De Jong and Bosker 2013).
 *
 *     fluency = -25 + 29 ln(articulation rate) + 78 phonation-time ratio
 *
 * Fitted to the 2,500 training utterances of speechocean762 (least squares, then stretched to the spread of the raters'
 * scores, mean kept). On held-out speakers r = .69 (adults .81, children .39); utterances that raters gave 9-10 of 10
 * average 87. A longer mean length of run adds nothing on sentences of this length.
 *
 * @param speech ascending, without overlap
 * @param syllables that were said
 * @param trust 0..1: highest confidence, below the .69 at which it follows raters; it falls for less than ten syllables
 */
export function timedFluency(speech: readonly Stretch[], syllables: number, trust: number): Metric {
  const runs = runsOf(speech);
  const [first, last] = [runs[0], runs.at(-1)];
  if (!first || !last || syllables < flowing) return unmeasured;
  const phonation = runs.reduce((sum, { from, to }) => sum + to - from, 0);
  const all = last.to - first.from;
  if (!(phonation > 0.2) || !(all > 0)) return unmeasured;
  // Beyond 7 syllables a second something else was said than was counted.
  const rate = Math.min(7, Math.max(0.5, syllables / phonation));
  const value = -25 + 29 * Math.log(rate) + 78 * (phonation / all);
  return metric(value, 'timing', trust * Math.min(1, syllables / 10));
}

/** Syllables from which on there is a flow to speak of. */
export const flowing = 3;

/** Seconds from the first sound of speech to the last. */
export function secondsOf(speech: readonly Stretch[]): number {
  const [first, last] = [speech[0], speech.at(-1)];
  return first && last ? Math.max(0, last.to - first.from) : 0;
}

/** Speech without the silences that are part of it: closures of p, t, k and the like. */
function runsOf(speech: readonly Stretch[]): Stretch[] {
  const runs: Stretch[] = [];
  for (const { from, to } of speech) {
    const last = runs.at(-1);
    if (last && from - last.to < silence)
      runs[runs.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else if (to > from) runs.push({ from, to });
  }
  return runs;
}

const silence = 0.25;
