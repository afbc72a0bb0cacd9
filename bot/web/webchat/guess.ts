import { z } from 'zod';
import type { Guess } from '../../../flows/learner.js';

/** What a client may say of itself when it opens a chat. */
export const newChatBody = z.strictObject(
  {
    language: short('a language tag, for example "es-MX"').optional(),
    timeZone: short('a time zone, for example "America/Lima"').optional(),
  },
  'send {"language","timeZone"}, or nothing',
);

function short(what: string): z.ZodString {
  const wanted = `send ${what}, in 64 characters at most`;
  return z.string(wanted).max(64, wanted);
}

/** Only what the platform knows is kept: a guess is worth no error. The body wins over the header. */
export function guessFrom(
  said: z.infer<typeof newChatBody> | undefined,
  acceptLanguage: string | undefined,
): Guess {
  const language = languageTag(said?.language ?? acceptLanguage?.split(',')[0]?.split(';')[0]?.trim());
  const timeZone = zone(said?.timeZone);
  return { ...(language !== undefined && { language }), ...(timeZone !== undefined && { timeZone }) };
}

function languageTag(tag: string | undefined): string | undefined {
  try {
    return tag === undefined || tag === '' ? undefined : Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

function zone(name: string | undefined): string | undefined {
  try {
    return name === undefined
      ? undefined
      : Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
