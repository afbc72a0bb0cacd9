import type { Env } from './machine.js';
import { says } from './words.js';

/** Nothing but marks, one of them a question's. */
const onlyAsks = /^[\p{P}\p{S}\p{Cf}\s]*[?？؟][\p{P}\p{S}\p{Cf}\s]*$/u;
const asks = /[?？؟]/;

/**
 * Whether a text says no more than that its writer does not follow, in their language or in English: "no entiendo", "I
 * don't get it", "what?", "?". Without a mark "what" may be the answer to a question.
 */
export function isLost(text: string, env: Env): boolean {
  if (onlyAsks.test(text) || says(env, 'words.lost', text)) return true;
  return asks.test(text) && (says(env, 'words.asksBack', text) || says(env, 'words.why', text));
}
