import type { Say } from './effects.js';
import type { Env } from './machine.js';
import type { StringKey } from './strings.js';

/** Keys whose text is a list of plain words, separated by commas, that mean the same. */
export type WordsKey = Extract<StringKey, `words.${string}`>;

/**
 * The words for something in the learner's language and in English (people mix them), lower case. Content
 * decides them, so nothing here knows a language.
 */
export function words(env: Pick<Env, 'facts' | 'phrase'>, key: WordsKey): string[] {
  return lists(env, key).flatMap(({ words }) => words);
}

/** Whether a text is one of these words, however it is punctuated. */
export function says(env: Pick<Env, 'facts' | 'phrase'>, key: WordsKey, text: string): boolean {
  const said = plain(text);
  return said !== '' && lists(env, key).some(({ plainly }) => plainly.has(said));
}

/** Whether a text begins with one of these words, whatever follows. */
export function begins(env: Pick<Env, 'facts' | 'phrase'>, key: WordsKey, text: string): boolean {
  const said = `${plain(text)} `;
  return lists(env, key).some(({ plainly }) => [...plainly].some((word) => said.startsWith(`${word} `)));
}

/** Whether one of these words stands anywhere in a text. */
export function contains(env: Pick<Env, 'facts' | 'phrase'>, key: WordsKey, text: string): boolean {
  const said = ` ${plain(text)} `;
  return lists(env, key).some(({ plainly }) => [...plainly].some((word) => said.includes(` ${word} `)));
}

interface List {
  words: readonly string[];
  plainly: ReadonlySet<string>;
}

/** Every message is compared with every list; each text is taken apart once. */
const known = new Map<string, List>();

function lists(env: Pick<Env, 'facts' | 'phrase'>, key: WordsKey): List[] {
  // There are more of these keys than TypeScript tells apart in one comparison of types.
  const line = { say: key } as Say;
  return [env.phrase(line), env.facts.phrase('en', line)].map((text) => {
    const found = known.get(text);
    if (found) return found;
    const words = text
      .toLowerCase()
      .split(/\s*,\s*/)
      .filter(Boolean);
    const list = { words, plainly: new Set(words.map(plain)) };
    known.set(text, list);
    return list;
  });
}

/** What was typed, reduced for comparing with such words. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\p{P}\p{S}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
