import type { Env } from '../machine.js';
import { says } from '../words.js';

/** Whether a text asks something instead of answering: "¿qué es esto?", "why". */
export function asksBack(text: string, env: Env): boolean {
  return /[?？؟¿]/.test(text) || says(env, 'words.asksBack', text);
}
