import type { ModelWord } from './model-words.js';

/**
 * Which words were left out, where only our own model can tell. A word that was not said takes the place of its
 * neighbours in the alignment, so that these are not found either (one word too many in the text makes a fifth of them
 * unsure, measured on speechocean762): of a run of words that were not found only the inner ones count as left out, and
 * one at least. The others get the benefit of the doubt.
 *
 * @returns for each word; `unsure` says nothing about it
 */
export function leftOut(models: readonly (ModelWord | undefined)[]): ('said' | 'unsure' | 'omitted')[] {
  const found = models.map((model): 'said' | 'unsure' | 'omitted' => (isFound(model) ? 'said' : 'unsure'));
  for (let from = 0; from < models.length; from += 1) {
    if (found[from] === 'said' || (from > 0 && found[from - 1] !== 'said')) continue;
    let to = from;
    while (to < models.length && found[to] !== 'said') to += 1;
    const ends = (from > 0 ? 1 : 0) + (to < models.length ? 1 : 0);
    const count = Math.max(1, to - from - ends);
    const first = leastSaid(models, from, to, count);
    found.fill('omitted', first, first + count);
  }
  return found;
}

/** Where the run of so many words begins that was least surely said. */
function leastSaid(
  models: readonly (ModelWord | undefined)[],
  from: number,
  to: number,
  count: number,
): number {
  const said = (first: number) =>
    models.slice(first, first + count).reduce((sum, model) => sum + (model?.said ?? 0), 0);
  let best = from;
  for (let first = from + 1; first + count <= to; first += 1) if (said(first) < said(best)) best = first;
  return best;
}

function isFound(model: ModelWord | undefined): boolean {
  // A word that the model has nothing of (a sign, say) is nobody's fault.
  return model === undefined || !(model.said < 0.5);
}
