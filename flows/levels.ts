/** The levels of the Common European Framework, with A0 for those who start from nothing. */
export const levels = ['A0', 'A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;
export type Level = (typeof levels)[number];
