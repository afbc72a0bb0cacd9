import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LLMock } from '@copilotkit/aimock';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { MediaFolder } from '../../bot/media/folder.js';
import type { Pronouncer } from '../../bot/providers/pronouncer.js';
import { Espeak } from '../../bot/providers/tts/espeak.js';
import { openSpeech, type Speech } from '../../bot/speech/open.js';
import type { Talk } from '../support/conversation.js';
import { fakeModel, status, truncated, type Behaviour, type FakeModel } from '../support/fake-model.js';
import { audioIn, voiceFiles } from '../support/sounds.js';
import { atGap, met } from './aloud.js';

/**
 * A person's voice note through all of the product, ffmpeg and the vendor's HTTP included. The vendor is aimock, somebody
 * else's idea of OpenAI; what it cannot do, a server of our own does.
 */

const mock = new LLMock({ port: 0, logLevel: 'silent' });
let folder: string;
/** What somebody said, as a messenger records it. */
let recording: { file: string };
let sound: Buffer;
let speech: Speech | undefined;
let own: FakeModel | undefined;
let talk: Talk | undefined;

beforeAll(async () => {
  await mock.start();
  folder = mkdtempSync(join(tmpdir(), 'parley-vendors-'));
  const [voice = ''] = voiceFiles();
  sound = await readFile(voice);
  const { bytes } = await audioIn(folder).toVoice(sound, 100_000, new AbortController().signal);
  recording = { file: await new MediaFolder(folder).write('recordings', 'a1-note.ogg', bytes) };
});
afterAll(async () => {
  await mock.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(forgets);
afterEach(async () => {
  vi.restoreAllMocks();
  await speech?.stop();
  await own?.close();
  speech = own = talk = undefined;
});

function forgets(): void {
  mock.clearFixtures().clearChaos();
  mock.clearRequests();
}

// What decodes sound steps back behind everything else; on a busy machine a test would wait for it all day.
vi.mock('node:os', async (original) => ({ ...(await original<object>()), setPriority: () => undefined }));

/** Nobody here knows how anything sounds: what a transcriber does not say is not known. */
const nobody: Pronouncer = {
  any: false,
  language: 'en',
  read: async () => undefined,
  pick: async () => ({ confidence: 0 }),
  stop: async () => undefined,
};

/** What hears and speaks, at this vendor's; its time is that of the talk. */
async function open(pronouncer?: Pronouncer): Promise<Speech> {
  const baseUrl = own?.baseUrl ?? `${mock.url}/v1`;
  const server = { apiKey: 'sk-x', baseUrl };
  return openSpeech(
    {
      dataDir: folder,
      stt: [{ ...server, model: 'whisper-1' }],
      sttCompare: false,
      tts: [{ ...server, model: 'tts-1', voice: 'alloy' }],
    },
    {
      budget: { take: async () => true, took: async () => undefined },
      log: { warn: () => undefined },
      now: () => talk?.now ?? 0,
      espeak: new Espeak([]),
      ...(pronouncer && { pronouncer }),
    },
  );
}

function hears(text: string): void {
  const words = text.split(' ').map((word, n) => ({ word, start: 0.3 + n / 4, end: 0.5 + n / 4 }));
  const segment = { id: 0, text, start: 0.3, end: 2, avg_logprob: -0.2, no_speech_prob: 0.01 };
  mock.onTranscription({
    transcription: { text, language: 'english', duration: 3, words, segments: [segment] },
  });
}

/** Lets other companies' models hear what is said, and goes on. */
async function agrees(talk: Talk): Promise<void> {
  await talk.say('/settings');
  await talk.tap('Age: not set');
  await talk.tap('18 or over');
  await talk.tap('Models of other companies: not set');
  await talk.tap("Yes, that's fine");
  await talk.tap('Done');
  await talk.say('/lesson');
  talk.lines.length = 0;
}

/** What there is on record: answers that counted, and calls to vendors. */
async function onRecord({ core: { store }, now }: Talk): Promise<{ answered: number; calls: number }> {
  const learnerId = (await store.findChat('web', 'test', 'chat'))?.learnerId ?? '';
  const { answered } = await store.progress(learnerId, 'english', now);
  return { answered, calls: await store.calls(learnerId, 0) };
}

const transcription = { endpoint: 'transcription' } as const;

/** What the vendor does, and how often it is asked then. */
const failures: [string, number, () => void | Promise<void>][] = [
  ['answers 500', 2, () => void mock.on(transcription, { error: { message: 'no' }, status: 500 })],
  ['answers 429 and does not say when to come back', 2, () => serves(status(429))],
  [
    'answers 429 and wants to be left alone for three seconds',
    2,
    () => void mock.on(transcription, { error: { message: 'no' }, status: 429, retryAfter: 3 }),
  ],
  [
    'answers 429 and wants to be left alone for ten minutes',
    1,
    () => void mock.on(transcription, { error: { message: 'no' }, status: 429, retryAfter: 600 }),
  ],
  [
    'takes longer than anybody waits',
    2,
    () => {
      hears('would');
      mock.setChaos({ latencyMs: 20_000 });
      // Forty times as fast as it is, in whole milliseconds: it takes no others.
      const timeout = AbortSignal.timeout.bind(AbortSignal);
      vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(Math.ceil(ms / 40)));
    },
  ],
  ['breaks the connection', 2, () => void (hears('would'), mock.setChaos({ disconnectRate: 1 }))],
  ['answers garbage', 2, () => void (hears('would'), mock.setChaos({ malformedRate: 1 }))],
  ['breaks off in the middle of its answer', 2, () => serves(truncated)],
  [
    'refuses to listen to that',
    1,
    () => {
      const error = { message: 'no', code: 'content_policy_violation' };
      mock.on(transcription, { error, status: 400 });
    },
  ],
  ['does not know our key', 1, () => void mock.on(transcription, { error: { message: 'no' }, status: 401 })],
];

/** A server of our own in the vendor's place. */
async function serves(behaviour: Behaviour): Promise<void> {
  own = await fakeModel(behaviour);
}

it('whatever a transcriber does: an honest line, nothing is lost, and one goes on in writing', async () => {
  const pages: string[] = [];
  for (const [name, times, does] of failures) {
    forgets();
    await does();
    speech = await open(nobody);
    talk = await atGap({ speech: speech.deps, able: speech.able, pace: 0 });
    await agrees(talk);
    const { answered } = await onRecord(talk);
    await talk.speak(recording);
    await talk.wait({ seconds: 4 });
    await talk.say('would');
    pages.push(`The transcriber ${name}\n\n${talk.transcript()}`);
    // Nobody is asked a third time, and that it failed is no attempt.
    expect(await onRecord(talk), name).toEqual({ answered: answered + 1, calls: times });
    await talk.core.stop();
    await speech.stop();
    vi.restoreAllMocks();
    await own?.close();
    own = undefined;
  }
  await expect(pages.join('\n')).toMatchFileSnapshot('golden/vendor-failures-en.txt');
});

/** What Marta answers to what was said. */
function replies(to: RegExp, reply: string): void {
  mock.onMessage(to, { content: JSON.stringify({ reply, corrections: [], goals: [], over: false }) });
}

it('a talk by voice: heard, answered and said aloud; without the vendor of one of these it goes on', async () => {
  speech = await open();
  const at = (talk = await met({
    speech: speech.deps,
    able: speech.able,
    model: { baseUrl: `${mock.url}/v1` },
    pace: 0,
  }));
  await at.say('talk');
  await at.tap('18 or over');
  await at.tap("Yes, that's fine");
  await at.say('Marta');
  at.lines.length = 0;
  const next = async (title: string, ...vendor: (() => void)[]) => {
    at.lines.push(...((at.lines.at(-1) ?? '') === '' ? [] : ['']), title, '');
    forgets();
    for (const does of vendor) does();
  };
  const says = () => mock.onSpeech(/./, { audio: sound.toString('base64'), format: 'flac' });

  await next(
    'All is well',
    () => hears('I work in a hospital.'),
    () => replies(/hospital/, 'What do you do there?'),
    says,
  );
  await at.speak(recording);
  const asked = mock.getRequests().map(({ path }) => path.replace(/.*\/v1/, ''));
  expect(
    asked.filter((path) => path !== '/moderations'),
    at.transcript(),
  ).toEqual(['/audio/transcriptions', '/chat/completions', '/audio/speech']);

  await next(
    'Nobody can say it aloud: the text is there',
    () => hears('I cook there.'),
    () => replies(/cook/, 'For how many people?'),
    () => void mock.on({ endpoint: 'speech' }, { error: { message: 'no' }, status: 500 }),
  );
  await at.speak(recording);
  await at.wait({ seconds: 4 });

  await next(
    'What should be its sound is none',
    () => hears('For two hundred.'),
    () => replies(/two hundred/, 'And who washes up?'),
    () => void mock.onSpeech(/./, { audio: Buffer.from('not a sound').toString('base64'), format: 'opus' }),
  );
  await at.speak(recording);
  await at.wait({ seconds: 4 });

  const down = () => void mock.on(transcription, { error: { message: 'no' }, status: 500 });
  await next('The transcriber stumbles once: it is asked again', down);
  await at.speak(recording);
  forgets();
  hears('My brother does.');
  replies(/brother/, 'Good man!');
  says();
  await at.wait({ seconds: 2 });

  await next('The transcriber is down', down, () => replies(/machine/, 'Clever machine!'), says);
  await at.speak(recording);
  await at.wait({ seconds: 4 });
  await at.say('A machine.');

  await next(
    'And is well again',
    () => hears('It is Swedish.'),
    () => replies(/Swedish/, 'Of course it is.'),
    says,
  );
  await at.speak(recording);
  await at.matches('vendor-talk-en');
});
