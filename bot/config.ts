import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { z } from 'zod';
import { modelServers } from './model-servers.js';
import type { ModelServer, SpeechServer } from './providers/openai-client.js';

/**
 * Everything that can be set from outside (INTERFACE, "Settings"). Parsed once at the start; a bad value stops
 * it with the variable's name, what is wrong and an example. An empty value is an absent one.
 */
const count = (fallback: number, example: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number, 0 or more, for example ${example}`)
    .transform(Number)
    .default(fallback);

const url = (example: string) =>
  z.url({ protocol: /^https?$/, error: `must be a web address, for example ${example}` });

const settings = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535, for example 3000')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port number from 0 to 65535, for example 3000')
    .default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be a host name or address, for example 127.0.0.1')
    .default('127.0.0.1'),
  PUBLIC_URL: url('https://parley.example.org').optional(),
  CORS_ORIGINS: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    )
    .pipe(z.array(url('https://school.example.org')))
    .default([]),
  DATABASE_PATH: z.string().default('data/parley.sqlite'),
  CONTENT_DIR: z.string().optional(),
  DATA_DIR: z.string().default('data'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(
      /^\d{1,20}:[\w-]{6,200}$/,
      'must be the token that @BotFather gave, for example 123456789:AAExampleOfSuchAToken',
    )
    .optional(),
  TELEGRAM_API_ROOT: url('https://api.telegram.org')
    .transform((root) => root.replace(/\/+$/, ''))
    .default('https://api.telegram.org'),
  TELEGRAM_MODE: z
    .enum(['polling', 'webhook'], { error: 'must be polling or webhook, for example polling' })
    .default('polling'),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(
      /^[\w-]{1,256}$/,
      'must be 1 to 256 letters, digits, _ and -, for example the output of: openssl rand -hex 32',
    )
    .optional(),
  LIMIT_MESSAGES_PER_HOUR: count(600, '600'),
  LIMIT_NEW_CHATS_PER_HOUR: count(20, '20'),
  LIMIT_RECORDINGS_MB_PER_DAY: count(100, '100'),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.string().optional(),
  LLM_API_KEY: z.string().optional(),
  LLM_BASE_URL: z.string().optional(),
  LLM_MODEL: z.string().optional(),
  STT_API_KEY: z.string().optional(),
  STT_BASE_URL: z.string().optional(),
  STT_MODEL: z.string().optional(),
  STT_COMPARE: z.enum(['on', 'off'], { error: 'must be on or off, for example off' }).default('off'),
  TTS_API_KEY: z.string().optional(),
  TTS_BASE_URL: z.string().optional(),
  TTS_MODEL: z.string().optional(),
  TTS_VOICE: z
    .string()
    .regex(/^[^\s,][^,]{0,99}(,[^,]{1,100})*$/, 'must be the name of a voice, for example alloy')
    .transform((text) => text.split(',').map((voice) => voice.trim()))
    .default(['alloy']),
  LIMIT_VENDOR_CALLS_PER_DAY: count(300, '300'),
  LIMIT_VENDOR_CALLS_TOTAL_PER_DAY: count(20_000, '20000'),
});

/** Settings of parts that are not built yet. That they are ignored is said, so that nobody waits for them. */
const later = /^((WHATSAPP|TWILIO)_\w+|STAFF_TELEGRAM_IDS)$/;

/**
 * The model of each job where none is named: answers in the form that is asked for, at once and for little; gives the
 * times of words; obeys the speed it is asked for.
 */
const usual = { LLM: 'gpt-4.1-mini', STT: 'whisper-1', TTS: 'tts-1' };

/** Everything would be kept in another place than its operator thinks. */
const noPostgres =
  'DATABASE_URL is set, but PostgreSQL is not part of this version: remove it; DATABASE_PATH names the SQLite file';

/** What a webhook cannot be without: the setting, and an example. */
const forWebhook = {
  TELEGRAM_BOT_TOKEN: '123456789:AAExampleOfSuchAToken',
  TELEGRAM_WEBHOOK_SECRET: 'the output of: openssl rand -hex 32',
  PUBLIC_URL: 'https://parley.example.org',
};

const voicesDiffer = (voices: number, servers: number): string =>
  `TTS_VOICE must be one voice, or one for each of the servers of TTS_ (${voices} voices, ${servers} servers), for example alloy`;

export interface Config {
  port: number;
  host: string;
  publicUrl?: string | undefined;
  /** Other origins whose pages may use the web chat's routes. */
  corsOrigins: string[];
  databasePath: string;
  /** Absent: the content that comes with Parley. */
  contentDir?: string | undefined;
  dataDir: string;
  logLevel: string;
  /** Absent: off. */
  telegram?: TelegramConfig | undefined;
  /** 0 switches a limit off. */
  limits: {
    messagesPerHour: number;
    newChatsPerHour: number;
    recordingBytesPerDay: number;
    /** Calls to vendors in a UTC day. */
    vendorCallsPerDay: number;
    vendorCallsTotalPerDay: number;
  };
  /** Language models in the order in which they are asked; none: everything works as offline. Holds keys. */
  llm: readonly ModelServer[];
  /** Transcribers in their order; none: nobody writes down what is said. Holds keys. */
  stt: readonly ModelServer[];
  /** Two transcribers are asked where words are judged. */
  sttCompare: boolean;
  /** Who says texts aloud, in their order; none: espeak-ng, where it is there. Holds keys. */
  tts: readonly SpeechServer[];
  /** False where nothing at all is to be said aloud. */
  speaks: boolean;
  /** Names of what is set and has no effect in this version, sorted. */
  ignored: string[];
}

export interface TelegramConfig {
  token: string;
  /** Without a slash at its end. */
  apiRoot: string;
  /** Absent: polling. */
  webhook?: { publicUrl: string; secret: string } | undefined;
}

export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * @param env where names are looked up, `process.env` for instance
 * @throws ConfigError with a line for each variable that is wrong
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = settings.safeParse(given);
  const lines = parsed.error?.issues.map(({ path, message }) => `${String(path[0])} ${message}`) ?? [];
  lines.push(...webhookLacks(given));
  if ('DATABASE_URL' in given) lines.push(noPostgres);
  const [llm, stt, tts] = (['LLM', 'STT', 'TTS'] as const).map((job) => {
    const servers = modelServers(job, usual[job], given);
    if (!('faults' in servers)) return servers;
    lines.push(...servers.faults);
    return [];
  }) as [ModelServer[], ModelServer[], ModelServer[]];
  const voices = parsed.data?.TTS_VOICE ?? [];
  if (voices.length > 1 && voices.length !== tts.length) lines.push(voicesDiffer(voices.length, tts.length));
  if (!parsed.success || lines.length > 0) throw new ConfigError([...new Set(lines)].join('\n'));
  const all = parsed.data;
  return {
    port: all.PORT,
    host: all.HOST,
    publicUrl: all.PUBLIC_URL,
    corsOrigins: all.CORS_ORIGINS,
    databasePath: all.DATABASE_PATH,
    contentDir: all.CONTENT_DIR,
    dataDir: all.DATA_DIR,
    logLevel: all.LOG_LEVEL,
    telegram: telegramOf(all),
    limits: {
      messagesPerHour: all.LIMIT_MESSAGES_PER_HOUR,
      newChatsPerHour: all.LIMIT_NEW_CHATS_PER_HOUR,
      recordingBytesPerDay: all.LIMIT_RECORDINGS_MB_PER_DAY * 1_000_000,
      vendorCallsPerDay: all.LIMIT_VENDOR_CALLS_PER_DAY,
      vendorCallsTotalPerDay: all.LIMIT_VENDOR_CALLS_TOTAL_PER_DAY,
    },
    llm,
    stt,
    sttCompare: all.STT_COMPARE === 'on',
    tts: tts.map((server, n) => ({ ...server, voice: voices[n] ?? voices[0] ?? 'alloy' })),
    speaks: all.TTS_MODEL?.trim() !== 'off',
    ignored: Object.keys(given)
      .filter((name) => later.test(name))
      .sort(),
  };
}

function webhookLacks(given: Readonly<Record<string, string | undefined>>): string[] {
  if (given['TELEGRAM_MODE'] !== 'webhook') return [];
  return Object.entries(forWebhook)
    .filter(([name]) => !(name in given))
    .map(([name, example]) => `${name} must be set where TELEGRAM_MODE is webhook, for example ${example}`);
}

function telegramOf(all: z.infer<typeof settings>): TelegramConfig | undefined {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_SECRET: secret, PUBLIC_URL: publicUrl } = all;
  if (token === undefined) return undefined;
  const asked = all.TELEGRAM_MODE === 'webhook' && secret !== undefined && publicUrl !== undefined;
  return { token, apiRoot: all.TELEGRAM_API_ROOT, ...(asked && { webhook: { publicUrl, secret } }) };
}

/** The line that names what is set in vain; undefined where nothing is. Names only: values may be secrets. */
export function warnOfIgnored({ ignored }: Pick<Config, 'ignored'>): string | undefined {
  if (ignored.length === 0) return undefined;
  return `not part of this version, ignored: ${ignored.join(', ')}`;
}

/** The environment over an optional `.env` file in the working directory. @throws ConfigError */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  return parseConfig({ ...fromFile('.env'), ...withoutEmpty(env) });
}

function fromFile(path: string): Record<string, string> {
  if (!existsSync(path)) return {};
  try {
    return parse(readFileSync(path));
  } catch (error) {
    throw new ConfigError(`.env cannot be read: ${(error as Error).message}`);
  }
}

function withoutEmpty(env: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}
