/** Words that are written short, and how they are said, the usual first. */
export const abbreviations: Readonly<Record<string, readonly string[]>> = {
  mr: ['mister'],
  mrs: ['missus'],
  dr: ['doctor', 'drive'],
  prof: ['professor'],
  st: ['saint', 'street'],
  etc: ['et cetera'],
  vs: ['versus'],
  approx: ['approximately'],
};

/** What is written as it is said quickly, and in full. */
export const reductions: Readonly<Record<string, string>> = {
  gonna: 'going to',
  wanna: 'want to',
  gotta: 'got to',
  kinda: 'kind of',
  sorta: 'sort of',
  lemme: 'let me',
  gimme: 'give me',
  dunno: "don't know",
};
