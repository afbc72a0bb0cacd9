import { normalise, tidy } from './normalise.js';
import { expand } from './patterns.js';

/**
 * Whether a line holds one of these patterns' answers as whole words in a row: what `(tea|juice)` is to "Then tea,
 * please". Both sides are evened out as answers are (normalise.ts). Any string will do.
 */
export function holds(line: string, patterns: readonly string[]): boolean {
  const forms = [tidy(line), normalise(line)].map((form) => ` ${form} `);
  return patterns.some((pattern) =>
    expand(pattern).some((answer) =>
      [tidy(answer), normalise(answer)].some(
        (words) => words !== '' && forms.some((form) => form.includes(` ${words} `)),
      ),
    ),
  );
}
