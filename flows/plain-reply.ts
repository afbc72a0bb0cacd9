import type { Choice } from './effects.js';
import type { Env } from './machine.js';
import { says } from './words.js';

/** What a plain yes, no or "later" says to an offer that is made of just that: the value of what is meant. */
export function plainReply(
  choices: readonly Choice[] | undefined,
  text: string,
  env: Pick<Env, 'facts' | 'phrase'>,
): string | undefined {
  const values = choices?.map(({ value }) => value) ?? [];
  const pair = values.length <= 3 ? values : [];
  const means = (key: 'words.yes' | 'words.no' | 'words.later') => says(env, key, text);
  const yes = pair.find((value) => does.includes(value) || value.endsWith('.skip'));
  const no = pair.find((value) => doesNot.includes(value)) ?? notBegun(pair);
  // A menu has no yes: only what asks one thing has a no or a way to leave beside it.
  const asksOne = no !== undefined || pair.includes('c.stop');
  if (yes !== undefined && asksOne && means('words.yes')) return yes;
  if (no === undefined) return undefined;
  if (means('words.no')) return no;
  return means('words.later') ? (no === 'c.menu' ? 'c.later' : no) : undefined;
}

const does = ['c.erase-yes', 'c.continue', 'c.lesson', 'c.quiz'];
const doesNot = ['c.keep', 'c.later', 'c.menu'];

/** "Shall we begin?" has one button only: whoever does not want to has stopped, as kindly as with any other word. */
function notBegun(values: readonly string[]): string | undefined {
  return values.some((value) => value.endsWith('.ready.begin')) ? 'c.later' : undefined;
}
