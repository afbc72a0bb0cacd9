import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { account } from '../../channels/web/channel.js';
import type { FoundChat, Store } from '../../../db/store.js';
import type { WebEnv } from '../env.js';
import { Problem } from '../problem.js';
import { isHttps, type Origins, refuseForeign } from '../security.js';
import { chatIdOf, opens } from './token.js';

/** A cookie a chat, so that two chats, or two servers on one host, do not push each other out. */
const prefix = 'parley-chat-';
const path = '/gateway/webchat';
/** Browsers keep no cookie longer than 400 days. */
const maxAge = 400 * 86_400;

export function giveCookie(c: Context<WebEnv>, origins: Origins, chatId: string, token: string): void {
  const secure = isHttps(origins);
  setCookie(c, prefix + chatId, token, { path, httpOnly: true, sameSite: 'Strict', secure, maxAge });
}

/**
 * The chat of the path, for whoever holds its token: as a bearer, or in the cookie.
 *
 * @throws Problem 401 without a token that opens a chat, 404 for a token of another chat, 403 for a write
 * that a foreign page made a browser send with our cookie
 */
export async function openedChat(
  c: Context<WebEnv>,
  store: Store,
  channel: string,
  origins: Origins,
): Promise<FoundChat> {
  const wanted = c.req.param('chatId') ?? '';
  const shown = shownToken(c, wanted);
  if (shown === undefined) throw unauthorised('This chat needs its token.');
  if (!shown.bearer && c.req.method !== 'GET' && c.req.method !== 'HEAD') refuseForeign(c, origins, false);
  const chatId = chatIdOf(shown.token);
  const chat = chatId === undefined ? undefined : await store.findChat(channel, account, chatId);
  if (chat?.tokenHash === undefined || !opens(shown.token, chat.tokenHash)) throw notOpened(c);
  if (chatId !== wanted) throw new Problem(404, 'There is no such chat.');
  return chat;
}

/** What somebody is told whose token opens nothing, or whose chat was deleted meanwhile. */
export function notOpened(c: Context<WebEnv>): Problem {
  const wanted = c.req.param('chatId') ?? '';
  if (shownToken(c, wanted)?.bearer === false) deleteCookie(c, prefix + wanted, { path });
  return unauthorised('This token does not open the chat.');
}

function shownToken(c: Context<WebEnv>, wanted: string): { token: string; bearer: boolean } | undefined {
  const header = c.req.header('authorization');
  if (header !== undefined) {
    return { token: /^Bearer +(\S+)$/i.exec(header.trim())?.[1] ?? '', bearer: true };
  }
  const cookies = getCookie(c);
  const token =
    cookies[prefix + wanted] ?? Object.entries(cookies).find(([name]) => name.startsWith(prefix))?.[1];
  return token === undefined ? undefined : { token, bearer: false };
}

function unauthorised(detail: string): Problem {
  return new Problem(401, detail, { 'www-authenticate': 'Bearer' });
}
