import { normalise, tidy } from './normalise.js';
import { expand } from './patterns.js';

/**
 * Whether a line holds one of these patterns' answers as whole words in a row: what `(tea|juice)` is to "Then tea,
 * please". Both sides are evened out as answers are (normalise.ts). Any string will do.
 */
export function holds(line: string, patterns: readonly string[]): boolean {
  const forms = [tidy(line), normalise(line)].map((form) => ` ${form} `);
  return patterns.some((pattern) =>
    wordsOf(pattern).some((words) => forms.some((form) => form.includes(` ${words} `))),
  );
}

/** A scene asks the same patterns line after line; what each stands for never changes. */
const known = new Map<string, readonly string[]>();

/** Far more patterns than any content has, so that nothing grows for ever. */
const most = 5000;

function wordsOf(pattern: string): readonly string[] {
  const before = known.get(pattern);
  if (before) return before;
  const words = [...new Set(expand(pattern).flatMap((answer) => [tidy(answer), normalise(answer)]))];
  if (known.size >= most) known.clear();
  const found = words.filter((one) => one !== '');
  known.set(pattern, found);
  return found;
}
