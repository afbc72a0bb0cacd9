import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import type { z } from 'zod';
import { account, type WebChannel } from '../../channels/web/channel.js';
import { view } from '../../channels/web/view.js';
import type { Accept } from '../../channels/channel.js';
import type { Accepted, Store } from '../../../db/store.js';
import { clientAddress } from '../client-address.js';
import type { WebEnv } from '../env.js';
import type { MediaDeps } from '../media/routes.js';
import { HourlyLimit } from '../hourly-limit.js';
import { readJson } from '../json-body.js';
import { Problem } from '../problem.js';
import { type Origins, refuseForeign } from '../security.js';
import { sentence } from '../sentence.js';
import { giveCookie, openedChat } from './access.js';
import { DailyBytes } from './daily-bytes.js';
import { guessFrom, newChatBody } from './guess.js';
import { Inbox } from './inbox.js';
import { events, poll, readQuery } from './read.js';
import { sendBody } from './send.js';
import { hashOf, newChatSecret } from './token.js';

export interface WebchatDeps {
  store: Store;
  channel: WebChannel;
  receive: Accept;
  media: MediaDeps;
  origins: Origins;
  limits: { messagesPerHour: number; newChatsPerHour: number; recordingBytesPerDay?: number };
  now(): number;
  /** Aborted when the server stops. */
  closing: AbortSignal;
}

/** The gateway of the web chat: open a chat, write into it, read it. */
export function webchatRoutes(deps: WebchatDeps): Hono<WebEnv> {
  const { store, channel, origins } = deps;
  const newChats = new HourlyLimit(
    deps.limits.newChatsPerHour,
    'Many chats were begun from here within the hour. Please try again later.',
  );
  const limit = new HourlyLimit(
    deps.limits.messagesPerHour,
    'That is a lot for one hour. Take a break, your place is kept.',
  );
  const opened = async (c: Context<WebEnv>) => {
    const chat = await openedChat(c, store, channel.name, origins);
    c.set('learner', chat.learnerId);
    return chat;
  };
  const { receive, media } = deps;
  const sound = new DailyBytes(deps.limits.recordingBytesPerDay ?? 0);
  const { folder } = media;
  const inbox = new Inbox({ store, channel, receive, folder, limit, sound, now: () => deps.now() });
  const shows = view((file) => media.addresses.of(file));
  const reading = { store, audience: channel.audience, closing: deps.closing, shows };
  const app = new Hono<WebEnv>();

  app.use(async (c, next) => {
    await next();
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
  });

  app.post('/', async (c) => {
    refuseForeign(c, origins, true);
    const guess = guessFrom(await readJson(c, newChatBody), c.req.header('accept-language'));
    const peer = getConnInfo(c).remote.address;
    await newChats.take(
      clientAddress(peer, c.req.header('x-forwarded-for'), origins.publicUrl !== undefined),
    );
    const { chatId, token } = newChatSecret();
    await store.openChat({
      channel: channel.name,
      account,
      address: chatId,
      tokenHash: hashOf(token),
      guess,
      at: deps.now(),
    });
    giveCookie(c, origins, chatId, token);
    return c.json({ chatId, token }, 201);
  });

  app.post('/:chatId/send', async (c) => {
    const chat = await opened(c);
    if (/^multipart\/form-data\b/i.test(c.req.header('content-type') ?? ''))
      return c.json(told(await inbox.spoken(c, chat)), 202);
    const body = await readJson(c, sendBody);
    if (!body) throw new Problem(400, 'Send {"id","text"} or {"id","button"}.');
    return c.json(told(await inbox.written(c, chat, body)), 202);
  });

  app.get('/:chatId/messages', async (c) => {
    const chat = await opened(c);
    const lines = await poll(reading, chat, query(c), c.req.raw.signal);
    return c.json({ messages: lines });
  });

  app.get('/:chatId/events', async (c) => {
    const chat = await opened(c);
    const resumed = c.req.header('last-event-id');
    const { after } = query(c, resumed === undefined || resumed === '' ? {} : { after: resumed });
    return events(c, reading, chat, after);
  });

  return app;
}

function told({ duplicate, n }: Accepted): { accepted: true; duplicate: boolean; n: number } {
  return { accepted: true, duplicate, n };
}

function query(c: Context<WebEnv>, more: Record<string, string> = {}): z.infer<typeof readQuery> {
  const parsed = readQuery.safeParse({ ...c.req.query(), ...more });
  if (parsed.success) return parsed.data;
  throw new Problem(400, sentence(parsed.error, 'The query'));
}
