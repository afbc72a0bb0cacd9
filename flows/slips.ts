/** Misunderstandings in a row after which another way on is shown: three tellings, then another way to do it (VOICE 9). */
export const patience = 3;

/** Of so many misunderstandings in a row, those that were told in words: every third showed another way on instead. */
export function tellings(slips = 0): number {
  return slips - Math.floor(slips / patience);
}
