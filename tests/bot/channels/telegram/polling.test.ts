import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StoreUnavailable } from '../../../../db/store.js';
import type { Store } from '../../../../db/store.js';
import { FakeTelegram } from '../../../support/fake-telegram/index.js';
import { TelegramDesk, until, type TelegramDeskOptions } from '../../../support/telegram-desk.js';

let telegram: FakeTelegram;
let desks: TelegramDesk[];
beforeEach(async () => {
  telegram = await FakeTelegram.open();
  desks = [];
});
afterEach(async () => {
  for (const desk of desks) await desk.stop();
  await telegram.close();
});
const open = async (options: TelegramDeskOptions = {}): Promise<TelegramDesk> => {
  const desk = await TelegramDesk.open({ telegram, ...options });
  desks.push(desk);
  return desk;
};

/** A store whose accept fails while `failing` holds. */
function moody(failing: () => Error | undefined) {
  return (store: Store): Store =>
    new Proxy(store, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (key === 'accept')
          return async (...given: Parameters<Store['accept']>) => {
            const error = failing();
            if (error) throw error;
            return target.accept(...given);
          };
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
}

const offsets = () => telegram.done('getUpdates').map(({ payload }) => Number(payload['offset']));

describe('the offset', () => {
  test('moves only when the whole batch is stored', async () => {
    let failures = 3;
    await open({
      store: moody(() => ((failures -= 1) >= 0 ? new StoreUnavailable('full') : undefined)),
    });
    const ana = telegram.learner();
    const first = ana.say('hello');
    await ana.sees(1);
    await until(() => offsets().includes(first + 1));
    expect(failures).toBeLessThan(0);
    expect(telegram.queue.waiting).toHaveLength(0);
  });

  test('stays while the store is away, and nobody is forgotten', async () => {
    let away = true;
    const desk = await open({ store: moody(() => (away ? new StoreUnavailable('away') : undefined)) });
    const learners = Array.from({ length: 5 }, () => telegram.learner());
    for (const one of learners) one.say('hello');
    await until(() => desk.log.some((line) => line.includes('not stored, tried again')));
    expect(telegram.queue.waiting).toHaveLength(5);
    expect(offsets().every((offset) => offset === 0)).toBe(true);
    away = false;
    for (const one of learners) await one.sees(1);
  });

  test('passes an update that can never be stored, after it was tried', async () => {
    const poisoned = telegram.learner();
    const desk = await open({ store: moody(() => undefined) });
    desk.core.store.accept = async () => Promise.reject(new TypeError('never'));
    await desk.stop();
    desks = [];
    const store = (inner: Store) =>
      new Proxy(inner, {
        get(target, key) {
          const value: unknown = Reflect.get(target, key);
          if (key === 'accept')
            return async (...given: Parameters<Store['accept']>) => {
              if (given[0].chat === String(poisoned.id)) throw new TypeError('never');
              return target.accept(...given);
            };
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      });
    await open({ store });
    poisoned.say('hello');
    const ana = telegram.learner();
    ana.say('hello');
    await ana.sees(1);
    await until(() => telegram.queue.waiting.length === 0);
  });

  test('is told when we stop, so that nothing comes twice', async () => {
    const desk = await open();
    const ana = telegram.learner();
    ana.say('hello');
    await ana.sees(2);
    await desk.stop();
    desks = [];
    expect(telegram.queue.waiting).toHaveLength(0);
  });
});

describe('in trouble it says what would help and goes on by itself', () => {
  const told = async (desk: TelegramDesk): Promise<string> => desk.becomes('degraded');

  test('another poller', async () => {
    const desk = await open();
    await desk.becomes('ok');
    telegram.fail('getUpdates', {
      code: 409,
      description:
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    telegram.learner().say('wakes the poll');
    expect(await told(desk)).toMatch(/another program polls with this token: stop it/);
    await desk.becomes('ok');
  });

  test('a token that is refused', async () => {
    telegram.fail('deleteWebhook', { code: 401, description: 'Unauthorized' }, 2);
    const desk = await open();
    await until(() => desk.channel.status().detail?.includes('refused') === true);
    expect(await told(desk)).toMatch(/TELEGRAM_BOT_TOKEN .* @BotFather/);
    await desk.becomes('ok');
  });

  test('nobody there', async () => {
    telegram.fail('deleteWebhook', { broken: 'before' }, 2);
    const desk = await open();
    await until(() => desk.channel.status().detail?.includes('cannot be reached') === true);
    await desk.becomes('ok');
  });

  test('told to wait, it waits', async () => {
    telegram.fail('getUpdates', {
      code: 429,
      description: 'Too Many Requests: retry after 1',
      retryAfter: 1,
    });
    const desk = await open();
    await desk.becomes('ok');
    const [refused, next] = telegram.calls.filter(({ method }) => method === 'getUpdates');
    expect((next?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(995);
  });

  test('an answer that is no list of updates', async () => {
    const desk = await open();
    await desk.becomes('ok');
    telegram.queue.put({ update_id: 'rubbish' } as never);
    await told(desk);
    telegram.queue.waiting.length = 0;
    await desk.becomes('ok');
  });
});

test('a webhook that was set before is taken away, and what waited for it is heard', async () => {
  telegram.queue.setWebhook({ url: 'http://127.0.0.1:9/', secret: '' }, false);
  const ana = telegram.learner();
  ana.say('hello');
  await open();
  await ana.sees(1);
  expect(telegram.done('deleteWebhook')[0]?.payload).toMatchObject({ drop_pending_updates: false });
});

test('stopping does not wait for the poll', async () => {
  const desk = await open({ tuning: { pollSeconds: 50 } });
  await desk.becomes('ok');
  await desk.stop();
  desks = [];
});

test('no log line has the token or a text in it', async () => {
  telegram.fail('getUpdates', { broken: 'before' }, 2);
  telegram.fail('sendMessage', { code: 400, description: `Bad Request: bot${telegram.token}` });
  telegram.fail('sendChatAction', { broken: 'before' }, 100);
  telegram.fail('setMyCommands', { code: 400, description: `Bad: ${telegram.token}` });
  telegram.fail('editMessageReplyMarkup', { broken: 'after' }, 100);
  const desk = await open();
  const ana = telegram.learner();
  ana.say('my innermost thought');
  await ana.sees(1);
  ana.say('another thought');
  await ana.sees(2);
  await until(() => desk.log.length > 2);
  expect(desk.log.join('')).not.toContain(telegram.token);
  expect(desk.log.join('')).not.toContain(telegram.token.split(':')[1]);
  expect(desk.log.join('')).not.toContain('thought');
});
