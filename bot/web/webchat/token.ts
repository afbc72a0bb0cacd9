import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A chat's id is 128 random bits, its secret `<chatId>.<256 random bits>`: whoever shows it says which chat it opens, so that
 * another's chat (404) and a wrong token (401) can be told apart.
 */
const tokenPattern = /^([A-Za-z0-9_-]{22})\.[A-Za-z0-9_-]{43}$/;

export function newChatSecret(): { chatId: string; token: string } {
  const chatId = randomBytes(16).toString('base64url');
  return { chatId, token: `${chatId}.${randomBytes(32).toString('base64url')}` };
}

/** The chat a token says it opens; undefined for what is no token. */
export function chatIdOf(token: string): string | undefined {
  return tokenPattern.exec(token)?.[1];
}

/** All that is stored of a token: SHA-256, hex. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Compares in a time that says nothing about where the difference is. */
export function opens(token: string, tokenHash: string): boolean {
  const given = Buffer.from(hashOf(token));
  const stored = Buffer.from(tokenHash);
  return given.length === stored.length && timingSafeEqual(given, stored);
}
