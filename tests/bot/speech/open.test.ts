import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseConfig } from '../../../bot/config.js';
import type { Pronouncer } from '../../../bot/providers/pronouncer.js';
import { Espeak } from '../../../bot/providers/tts/espeak.js';
import * as audioProgram from '../../../bot/speech/audio-program.js';
import { openSpeech, type Speech, type SpeechSources } from '../../../bot/speech/open.js';

/** What hears and speaks, by what is set and what is installed. */

let folder: string;
let speech: Speech | undefined;
/** What is said at the start. */
let warnings: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-open-'));
  warnings = [];
});
afterEach(async () => {
  vi.restoreAllMocks();
  await speech?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const espeak = new Espeak([{ from: 'system', file: 'espeak-ng', args: () => [] }]);
const noEspeak = new Espeak([]);

async function open(env: Record<string, string> = {}, more: Partial<SpeechSources> = {}): Promise<Speech> {
  speech = await openSpeech(
    { ...parseConfig(env), dataDir: folder },
    {
      budget: { take: async () => true, took: async () => undefined },
      log: { warn: (_, message) => void warnings.push(message) },
      espeak,
      ...more,
    },
  );
  return speech;
}

const names = ({ status }: Speech) => {
  const { stt, tts } = status();
  return { stt: stt.map(({ name }) => name), tts: tts.map(({ name }) => name) };
};

describe('what is set', () => {
  it('nothing: our own model and espeak-ng', async () => {
    const opened = await open();
    expect(names(opened)).toEqual({ stt: [], tts: ['espeak-ng'] });
    expect(opened.able).toEqual({
      listens: true,
      transcribes: false,
      pronounces: true,
      speaks: true,
      draws: true,
    });
    expect(warnings).toEqual([]);
  });

  it('one key: whisper-1 writes down, tts-1 speaks and espeak-ng where it cannot', async () => {
    const opened = await open({ OPENAI_API_KEY: 'sk-x' });
    expect(names(opened)).toEqual({
      stt: ['whisper-1 at api.openai.com'],
      tts: ['tts-1 at api.openai.com', 'espeak-ng'],
    });
    expect(opened.able.transcribes).toBe(true);
    expect(opened.status().stt[0]?.state).toBe('ok');
  });

  it('lists: in their order', async () => {
    const opened = await open({
      STT_BASE_URL: 'http://127.0.0.1:8080/v1,',
      STT_API_KEY: ',sk-x',
      STT_MODEL: 'large-v3,gpt-4o-transcribe',
      TTS_BASE_URL: 'http://127.0.0.1:8880/v1,http://127.0.0.1:8881/v1',
      TTS_MODEL: 'kokoro,tts-1-hd',
      TTS_VOICE: 'bella,nova',
    });
    expect(names(opened)).toEqual({
      stt: ['large-v3 at 127.0.0.1:8080', 'gpt-4o-transcribe at api.openai.com'],
      tts: ['kokoro at 127.0.0.1:8880', 'tts-1-hd at 127.0.0.1:8881', 'espeak-ng'],
    });
  });

  it('TTS_MODEL=off: nothing is said aloud, by espeak-ng neither; listening goes on', async () => {
    const opened = await open({ OPENAI_API_KEY: 'sk-x', TTS_MODEL: 'off' });
    expect(names(opened)).toEqual({ stt: ['whisper-1 at api.openai.com'], tts: [] });
    expect(opened.able).toMatchObject({ listens: true, transcribes: true, speaks: false });
    expect(opened.deps).not.toHaveProperty('speak');
  });

  it('STT_MODEL=off: nobody writes down what is said', async () => {
    const opened = await open({ OPENAI_API_KEY: 'sk-x', STT_MODEL: 'off' });
    expect(names(opened)).toEqual({ stt: [], tts: ['tts-1 at api.openai.com', 'espeak-ng'] });
    expect(opened.able).toMatchObject({ listens: true, transcribes: false, pronounces: true });
  });
});

describe('what is installed', () => {
  it('without ffmpeg one sentence says so, and what it means; pictures are drawn all the same', async () => {
    vi.spyOn(audioProgram, 'programs').mockReturnValue([]);
    const opened = await open({ OPENAI_API_KEY: 'sk-x' });
    expect(warnings).toEqual([
      expect.stringMatching(/^no ffmpeg .*: voice notes cannot be listened to; install/),
    ]);
    expect(opened.able).toEqual({
      listens: false,
      transcribes: false,
      pronounces: false,
      speaks: false,
      draws: true,
    });
    expect(opened.deps).not.toHaveProperty('speak');
  });

  it('without espeak-ng and without a vendor nothing is said aloud, and that is no fault', async () => {
    const opened = await open({}, { espeak: noEspeak });
    expect(names(opened).tts).toEqual([]);
    expect(opened.able).toMatchObject({ listens: true, speaks: false });
    expect(opened.deps).not.toHaveProperty('speak');
    expect(warnings).toEqual([]);
  });

  it('without espeak-ng a vendor speaks alone', async () => {
    const opened = await open({ TTS_API_KEY: 'sk-x' }, { espeak: noEspeak });
    expect(names(opened)).toEqual({ stt: [], tts: ['tts-1 at api.openai.com'] });
    expect(opened.able.speaks).toBe(true);
  });

  it('without our own model nobody scores how something sounded', async () => {
    const none: Pronouncer = {
      any: false,
      language: 'en',
      read: async () => undefined,
      pick: async () => ({ confidence: 0 }),
      stop: async () => undefined,
    };
    const opened = await open({ STT_API_KEY: 'sk-x' }, { pronouncer: none });
    expect(opened.able).toMatchObject({ listens: true, transcribes: true, pronounces: false });
    expect(await opened.score({ file: 'speech/a.ogg', seconds: 1, bytes: 1 }, 'A tea.')).toBeUndefined();
  });
});
