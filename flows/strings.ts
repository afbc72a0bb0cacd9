import type { Argument } from './effects.js';

/**
 * Every interface string and its arguments. The content proves that each complete language has each key with
 * exactly these arguments (content/strings/<language>.yaml, ICU MessageFormat).
 */
export const strings = {
  'command.lesson': [],
  'lesson.intro': ['title', 'minutes'],
} as const satisfies Record<string, readonly string[]>;

export type StringKey = keyof typeof strings;
export type StringArguments = {
  [K in StringKey]: { [A in (typeof strings)[K][number]]: Argument };
};
