import type { Env } from './machine.js';
import { begins, contains, plain, says } from './words.js';

/** The marks of a question, in whatever script. Where a transcript or a keyboard has none, words say it. */
const anywhere = /[?？؟¿]/;
const around = /^\s*¿|[?？؟][\p{P}\p{S}\p{Cf}\s]*$/u;

/**
 * Whether a text asks back where something about the learner was asked: "¿qué es esto?", "why". A mark anywhere is enough:
 * no name and no wish has one. Words are only enough by themselves, because a name may begin with any.
 */
export function asksBack(text: string, env: Env): boolean {
  return anywhere.test(text) || asksAlone(text, env);
}

/**
 * Whether a text asks something where there is only something to read. People go on there in many words ("can I go on?")
 * and try out what they have read ("Could I have a tea, please?"), so that a mark is not enough: it stands around
 * the text, and what the text begins with has no other sense.
 */
export function asksAbout(text: string, env: Env): boolean {
  if (goesOn(text, env)) return false;
  if (opens(env, text) || asksAlone(text, env)) return true;
  return around.test(text) && !begins(env, 'words.practice', text);
}

/** Longer than every way to ask whether to go on; what is longer may speak of it. */
const mostWords = 10;

/** Whether a text only asks, or says, to go on: "what's next?", "why not!", "¿puedo seguir?". */
export function goesOn(text: string, env: Env): boolean {
  if (wholes.some((key) => says(env, key, text))) return true;
  if (plain(text).split(' ').length > mostWords) return false;
  // "What does go on mean?" asks; "est-ce que je peux continuer ?" begins like a question and is none.
  return begins(env, 'words.onward', text) || (!opens(env, text) && contains(env, 'words.onward', text));
}

const wholes = ['words.yes', 'words.continue', 'words.next'] as const;

function opens(env: Env, text: string): boolean {
  return begins(env, 'words.why', text) || begins(env, 'words.question', text);
}

/** Whether a text asks back by its words alone: "why", "what for?". */
export function asksAlone(text: string, env: Env): boolean {
  return says(env, 'words.why', text) || says(env, 'words.asksBack', text);
}
