import type { ModelWord } from './model-words.js';

/**
 * Which words were left out, where only our own model can tell. A word that was not said takes the place of its
 * neighbours in the alignment, so that these are not found either (one word too many in the text makes a fifth of them
 * unsure, measured on speechocean762): of a run of words that were not found only the inner ones count as left out, and
 * one at least: where that is all, the one that was least surely said. The others get the benefit of the doubt. What
 * stands behind the end of a reading is surely missing.
 *
 * @returns for each word; `unsure` says nothing about it
 */
export function leftOut(models: readonly (ModelWord | undefined)[]): ('said' | 'unsure' | 'omitted')[] {
  const found = models.map((model) => outcomeOf(model));
  for (let from = 0, to = 0; from < models.length; from = to) {
    to = from + 1;
    if (found[from] !== 'unsure') continue;
    while (found[to] === 'unsure') to += 1;
    // At an end of the text there is one neighbour only.
    const first = from > 0 ? from + 1 : from;
    const last = to < models.length ? to - 1 : to;
    if (last - first > 1) found.fill('omitted', first, last);
    else found[leastSaid(models, from, to)] = 'omitted';
  }
  return found;
}

/** The word of a run that was least surely said. */
function leastSaid(models: readonly (ModelWord | undefined)[], from: number, to: number): number {
  const said = (index: number) => models[index]?.said ?? 0;
  let least = from;
  for (let index = from + 1; index < to; index += 1) if (said(index) < said(least)) least = index;
  return least;
}

function outcomeOf(model: ModelWord | undefined): 'said' | 'unsure' | 'omitted' {
  if (model?.unread) return 'omitted';
  // A word that the model has nothing of (a sign, say) is nobody's fault.
  return model === undefined || !(model.said < 0.5) ? 'said' : 'unsure';
}
