import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startApp } from '../../bot/app.js';
import { parseConfig } from '../../bot/config.js';
import { createLogger } from '../../bot/log.js';
import { FakeTelegram } from '../support/fake-telegram/index.js';
import { compilePages } from '../support/pages.js';

const content = fileURLToPath(new URL('../fixtures/content', import.meta.url));

/** What /health says of Telegram once it is as expected. */
async function health(
  env: Record<string, string>,
  state: string,
): Promise<{ status: string; detail?: string }> {
  compilePages();
  const app = await startApp(
    parseConfig({ PORT: '0', DATABASE_PATH: ':memory:', CONTENT_DIR: content, ...env }),
    createLogger('silent'),
  );
  try {
    for (;;) {
      const response = await fetch(`${app.address}/health`);
      const told = (await response.json()) as {
        status: string;
        channels: Record<string, { state: string; detail?: string }>;
      };
      const { telegram } = told.channels;
      // Whatever Telegram is like, everybody else is served.
      expect(response.status).toBe(200);
      expect(told.channels['web']?.state).toBe('ok');
      if (telegram?.state === state && telegram.detail !== 'not connected yet')
        return { status: told.status, ...(telegram.detail !== undefined && { detail: telegram.detail }) };
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    await app.stop();
  }
}

test('without a token it is off, and that is no fault', async () => {
  expect(await health({}, 'off')).toEqual({ status: 'ok' });
});

test('with one it is ok; with another one degraded, with the remedy and without the token', async () => {
  const telegram = await FakeTelegram.open();
  try {
    const env = { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root };
    expect(await health(env, 'ok')).toEqual({ status: 'ok' });
    const wrong = await health({ ...env, TELEGRAM_BOT_TOKEN: '1:AAWrongToken' }, 'degraded');
    expect(wrong.status).toBe('degraded');
    expect(wrong.detail).toMatch(/TELEGRAM_BOT_TOKEN .* @BotFather/);
    expect(wrong.detail).not.toContain('AAWrong');
  } finally {
    await telegram.close();
  }
});
