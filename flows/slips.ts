/** Misunderstandings in a row after which another way on is shown: three tellings, then another way to do it (VOICE 9). */
export const patience = 3;

/**
 * Whether each wording there is for a misunderstanding was said at this question, so that the next one would be said a
 * second time: strings for it come in three.
 */
export function toldOut(slips: number): boolean {
  return tellings(slips) >= patience;
}

/** Of so many misunderstandings in a row, those that were told in words: every third showed another way on instead. */
export function tellings(slips = 0): number {
  return slips - Math.floor(slips / patience);
}
