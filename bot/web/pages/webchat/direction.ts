const fromTheRight = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const letters = /\p{L}/gu;

/**
 * The direction of a text of ours. A browser goes by the first letter alone, but many an Arabic sentence begins with an
 * English name or word.
 */
export function directionOf(text: string): 'rtl' | 'auto' {
  return fromTheRight.test(text) ? 'rtl' : 'auto';
}

/** The direction of a text of the learner's: an English sentence that quotes an Arabic word stays English. */
export function directionOfOwn(text: string): 'rtl' | 'auto' {
  const all = text.match(letters) ?? [];
  return all.filter((letter) => fromTheRight.test(letter)).length * 3 > all.length ? 'rtl' : 'auto';
}

/** Marked words and numbers in an Arabic sentence keep their own order: "3 1 2", "I'd like …". */
export function ownDirection(text: string): { dir?: 'ltr' } {
  return fromTheRight.test(text) ? {} : { dir: 'ltr' };
}
