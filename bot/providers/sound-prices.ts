import { microdollars } from './llm/prices.js';
import type { Usage } from './provider.js';

/** What calls took, with their price in millionths of a US dollar; 0 where it is not known. */
export interface Paid extends Usage {
  microdollars: number;
}

/** Microdollars a second of sound: whisper-1 is paid by the minute, $0.006. */
const heardSecond: Readonly<Record<string, number>> = { 'whisper-1': 100 };

/**
 * Microdollars a character: tts-1 $15 and tts-1-hd $30 a million; gpt-4o-mini-tts is paid by tokens of sound, which an
 * answer does not count: $0.015 a minute, of some 900 characters.
 */
const saidCharacter: Readonly<Record<string, number>> = {
  'tts-1': 15,
  'tts-1-hd': 30,
  'gpt-4o-mini-tts': 17,
};

/** The list prices that OpenAI publishes for its own models. @param seconds of sound */
export function priceOfHearing({ model, tokensIn, tokensOut }: Usage, seconds: number): number {
  return Math.ceil((heardSecond[model] ?? 0) * seconds) + microdollars(model, tokensIn, tokensOut);
}

/** @param text what was said */
export function priceOfSaying(model: string, text: string): number {
  return (saidCharacter[model] ?? 0) * text.length;
}
