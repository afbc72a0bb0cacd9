import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig, warnOfIgnored } from '../../bot/config.js';

describe('settings', () => {
  it('need nothing', () => {
    expect(parseConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databasePath: 'data/parley.sqlite',
      logLevel: 'info',
      limits: {
        messagesPerHour: 600,
        newChatsPerHour: 20,
        vendorCallsPerDay: 300,
        vendorCallsTotalPerDay: 20_000,
      },
      llm: [],
    });
  });

  it('treat an empty value as an absent one', () => {
    expect(parseConfig({ PORT: '', PUBLIC_URL: '', LOG_LEVEL: '' })).toEqual(parseConfig({}));
  });

  it('leave alone what is not theirs', () => {
    expect(() => parseConfig({ PATH: '/bin', npm_config_x: 'y' })).not.toThrow();
  });

  it.each([
    ['PORT', '70000', '3000'],
    ['PORT', 'abc', '3000'],
    ['HOST', 'not a host', '127.0.0.1'],
    ['PUBLIC_URL', 'example.org', 'https://parley.example.org'],
    ['PUBLIC_URL', 'ftp://example.org', 'https://parley.example.org'],
    ['CORS_ORIGINS', 'https://a.example,b', 'https://school.example.org'],
    ['LOG_LEVEL', 'loud', 'info'],
    ['TELEGRAM_BOT_TOKEN', 'a secret that is no token', '123456789:'],
    ['TELEGRAM_API_ROOT', 'api.telegram.org', 'https://api.telegram.org'],
    ['TELEGRAM_MODE', 'push', 'polling'],
    ['TELEGRAM_WEBHOOK_SECRET', 'with spaces', 'openssl rand -hex 32'],
    ['LIMIT_MESSAGES_PER_HOUR', '-1', '600'],
    ['LIMIT_NEW_CHATS_PER_HOUR', '1.5', '20'],
    ['LIMIT_VENDOR_CALLS_PER_DAY', 'many', '300'],
    ['LIMIT_VENDOR_CALLS_TOTAL_PER_DAY', '-5', '20000'],
    ['OPENAI_BASE_URL', 'localhost:8000', 'https://api.openai.com/v1'],
    ['LLM_BASE_URL', 'ftp://x', 'https://api.openai.com/v1'],
  ])('%s=%s stops the start with the name and an example', (name, value, example) => {
    const message = caught(() => parseConfig({ [name]: value }));
    expect(message.startsWith(`${name} must be`), message).toBe(true);
    expect(message).toContain(example);
    expect(message.split('\n')).toHaveLength(1);
  });

  it('switch Telegram on with a token, by polling unless told otherwise', () => {
    const token = '7000000001:AAFakeTokenOfTheTests';
    expect(parseConfig({}).telegram).toBeUndefined();
    expect(
      parseConfig({ TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: 'http://127.0.0.1:1//' }).telegram,
    ).toEqual({
      token,
      apiRoot: 'http://127.0.0.1:1',
    });
    const asked = {
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_SECRET: 'abc',
      PUBLIC_URL: 'https://parley.example.org',
    };
    expect(parseConfig(asked).telegram?.webhook).toEqual({
      secret: 'abc',
      publicUrl: 'https://parley.example.org',
    });
    const names = ['TELEGRAM_BOT_TOKEN', 'TELEGRAM_WEBHOOK_SECRET', 'PUBLIC_URL'] as const;
    for (const name of names) {
      const message = caught(() => parseConfig({ ...asked, [name]: '' }));
      expect(message).toMatch(
        new RegExp(`^${name} must be set where TELEGRAM_MODE is webhook, for example \\S`),
      );
      expect(message.split('\n')).toHaveLength(1);
    }
    expect(caught(() => parseConfig({ TELEGRAM_MODE: 'webhook' })).split('\n')).toHaveLength(3);
  });

  it('never say what a secret was', () => {
    const bad = { TELEGRAM_BOT_TOKEN: 'hunter2 hunter2', TELEGRAM_WEBHOOK_SECRET: 'hunter2 hunter2' };
    expect(caught(() => parseConfig(bad))).not.toContain('hunter2');
  });

  it('do not start on SQLite where PostgreSQL is asked for', () => {
    const message = caught(() => parseConfig({ DATABASE_URL: 'postgres://user:secret@host/db' }));
    expect(message).toMatch(/^DATABASE_URL is set, but PostgreSQL is not part of this version: remove it/);
    expect(message).not.toContain('secret');
    expect(caught(() => parseConfig({ DATABASE_URL: 'postgres://x', PORT: 'x' })).split('\n')).toHaveLength(
      2,
    );
    expect(() => parseConfig({ DATABASE_URL: '' })).not.toThrow();
  });

  it('say which of them are for parts that are not built yet, without their values', () => {
    const config = parseConfig({
      WHATSAPP_WEB: 'on',
      TWILIO_FROM: '+1',
      STT_API_KEY: 'secret',
      STT_COMPARE: 'on',
      TTS_VOICE: '',
      STAFF_TELEGRAM_IDS: '1',
      PORT: '1',
      MY_TELEGRAM_NAME: 'x',
    });
    expect(warnOfIgnored(config)).toBe(
      'not part of this version, ignored: STAFF_TELEGRAM_IDS, STT_API_KEY, STT_COMPARE, TWILIO_FROM, WHATSAPP_WEB',
    );
    expect(warnOfIgnored(parseConfig({ PORT: '1' }))).toBeUndefined();
  });

  it('says everything that is wrong at once', () => {
    expect(caught(() => parseConfig({ PORT: 'x', LOG_LEVEL: 'y' })).split('\n')).toHaveLength(2);
  });
});

function caught(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('nothing was wrong');
}
