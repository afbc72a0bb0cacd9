import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { secret, TelegramDesk } from '../../../support/telegram-desk.js';

let desk: TelegramDesk;
beforeEach(async () => {
  desk = await TelegramDesk.open({ mode: 'webhook' });
});
afterEach(() => desk.close());

const bring = (body: string | Uint8Array, given: string | undefined = secret) =>
  fetch(`${desk.server?.address()}/gateway/webhook/telegram`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(given && { 'x-telegram-bot-api-secret-token': given }),
    },
    body,
  });

describe('a stranger', () => {
  it.each([['wrong'], [''], [`${secret}x`], [secret.slice(1)]])(
    'with the secret %j is refused',
    async (given) => {
      const ana = desk.telegram.learner();
      const response = await bring(
        JSON.stringify({ update_id: 1, message: ana.message({ text: 'hello' }) }),
        given,
      );
      expect(response.status).toBe(401);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({ status: 401, requestId: expect.any(String) as string });
      expect((await desk.core.store.counts()).learners).toBe(0);
    },
  );

  it('is told nothing by GET', async () => {
    const response = await fetch(`${desk.server?.address()}/gateway/webhook/telegram`);
    expect(response.status).toBe(405);
  });
});

describe('what comes in', () => {
  it('is too large beyond 512 kB', async () => {
    const response = await bring(JSON.stringify({ update_id: 1, message: { text: 'x'.repeat(600_000) } }));
    expect(response.status).toBe(413);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  it.each([
    ['no JSON', 'hello'],
    ['nothing', ''],
    ['half a text', '{"update_id":1,"message"'],
    ['not UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
    ['too deep', '['.repeat(200_000)],
  ])('is refused when it is %s', async (_, body) => {
    expect((await bring(body)).status).toBe(400);
  });

  it.each([
    'null',
    '[]',
    '1',
    '{}',
    '{"update_id":"x"}',
    '{"update_id":1,"message":null}',
    '{"update_id":1,"poll":{}}',
  ])('is taken and left alone when it is %s', async (body) => {
    expect((await bring(body)).status).toBe(200);
    expect((await desk.core.store.counts()).learners).toBe(0);
  });
});

test('Telegram is told where, with which secret, and what for', async () => {
  await desk.becomes('ok');
  const [call] = desk.telegram.done('setWebhook');
  expect(call?.payload).toMatchObject({
    url: `${desk.server?.address()}/gateway/webhook/telegram`,
    secret_token: secret,
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    drop_pending_updates: false,
  });
});

test('what cannot be stored is not taken: Telegram brings it again', async () => {
  const { store } = desk.core;
  const accept = store.accept.bind(store);
  const { StoreUnavailable } = await import('../../../../db/store.js');
  let refused = 0;
  store.accept = async (...given) => {
    refused += 1;
    if (refused < 3) throw new StoreUnavailable('full');
    return accept(...given);
  };
  const ana = desk.telegram.learner();
  const number = ana.say('hello');
  await ana.sees(1);
  expect(desk.telegram.queue.delivered.get(number)).toBe(3);
});
