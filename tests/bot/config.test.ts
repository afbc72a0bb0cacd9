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
        recordingBytesPerDay: 100_000_000,
        vendorCallsPerDay: 300,
        vendorCallsTotalPerDay: 20_000,
      },
      llm: [],
      stt: [],
      sttCompare: false,
      tts: [],
      speaks: true,
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
    ['LIMIT_RECORDINGS_MB_PER_DAY', 'much', '100'],
    ['LIMIT_VENDOR_CALLS_PER_DAY', 'many', '300'],
    ['LIMIT_VENDOR_CALLS_TOTAL_PER_DAY', '-5', '20000'],
    ['OPENAI_BASE_URL', 'localhost:8000', 'https://api.openai.com/v1'],
    ['LLM_BASE_URL', 'ftp://x', 'https://api.openai.com/v1'],
    ['STT_BASE_URL', 'ftp://x', 'https://api.openai.com/v1'],
    ['TTS_BASE_URL', 'localhost', 'https://api.openai.com/v1'],
    ['STT_COMPARE', 'yes', 'off'],
    ['TTS_VOICE', ',,', 'alloy'],
    ['TTS_VOICE', 'alloy,nova', 'alloy'],
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

  it('switch hearing and speaking on with a key, with voices for all servers or for each', () => {
    const official = { apiKey: 'k', baseUrl: 'https://api.openai.com/v1' };
    const config = parseConfig({
      OPENAI_API_KEY: 'k',
      STT_COMPARE: 'on',
      STT_MODEL: 'whisper-1,gpt-4o-transcribe',
    });
    expect(config.stt).toEqual([
      { ...official, model: 'whisper-1' },
      { ...official, model: 'gpt-4o-transcribe' },
    ]);
    expect(config.sttCompare).toBe(true);
    expect(config.tts).toEqual([{ ...official, model: 'tts-1', voice: 'alloy' }]);
    const own = { TTS_BASE_URL: 'http://localhost:1/v1,http://localhost:2/v1' };
    const voices = (text: string) => parseConfig({ ...own, TTS_VOICE: text }).tts.map(({ voice }) => voice);
    expect(voices('nova')).toEqual(['nova', 'nova']);
    expect(voices('nova, af_heart')).toEqual(['nova', 'af_heart']);
    expect(parseConfig(own).stt).toEqual([]);
  });

  it('switch a single job off', () => {
    const config = parseConfig({ OPENAI_API_KEY: 'k', STT_MODEL: 'off', TTS_MODEL: 'off' });
    expect([config.llm.length, config.stt.length, config.tts.length]).toEqual([1, 0, 0]);
  });

  it('say which of them are for parts that are not built yet, without their values', () => {
    const config = parseConfig({
      WHATSAPP_WEB: 'on',
      TWILIO_FROM: '+1',
      WHATSAPP_ACCESS_TOKEN: 'secret',
      TTS_VOICE: '',
      STAFF_TELEGRAM_IDS: '1',
      PORT: '1',
      MY_TELEGRAM_NAME: 'x',
    });
    expect(warnOfIgnored(config)).toBe(
      'not part of this version, ignored: STAFF_TELEGRAM_IDS, TWILIO_FROM, WHATSAPP_ACCESS_TOKEN, WHATSAPP_WEB',
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
