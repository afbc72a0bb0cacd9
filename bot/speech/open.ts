import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import type { Cost } from '../../flows/events.js';
import type { Clip } from '../../flows/speech/recording.js';
import { MediaFolder } from '../media/folder.js';
import { drawing } from '../pictures/open.js';
import type { Budget } from '../providers/budget.js';
import type { ProviderStatus } from '../providers/models.js';
import type { ModelServer, SpeechServer } from '../providers/openai-client.js';
import { Phonemes } from '../providers/phonemes/phonemes.js';
import type { Pronouncer } from '../providers/pronouncer.js';
import type { Synthesizer } from '../providers/synthesizer.js';
import type { Transcriber } from '../providers/transcriber.js';
import { Espeak } from '../providers/tts/espeak.js';
import { programs, withoutProgram } from './audio-program.js';
import { Scratch } from './audio-scratch.js';
import { Slots } from '../system/slots.js';
import { Listener, type Fetch } from './listen.js';
import { forget, sweepOwn } from './recordings.js';
import { SoundProcess } from './sound-process.js';
import { Speaker } from './speak.js';
import { SpeechCache } from './speech-cache.js';
import { Spending } from './spending.js';
import { VendorTranscribers } from './vendor-transcribers.js';

/** What of the configuration is about sound. */
export interface SpeechConfig {
  dataDir: string;
  stt: readonly ModelServer[];
  sttCompare: boolean;
  tts: readonly SpeechServer[];
  /** False: nothing is said aloud, by espeak-ng neither. */
  speaks?: boolean;
}

export interface SpeechSources {
  budget: Pick<Budget, 'take' | 'took'>;
  log: { warn(what: object, message: string): void };
  now?: () => number;
  /** Brings recordings that a channel only named; absent: there are none. */
  fetch?: Fetch;
  pronouncer?: Pronouncer;
  espeak?: Espeak;
}

/** Milliseconds between two looks for what was kept long enough. */
const day = 86_400_000;

/** Seconds of a sound that is drawn. */
const drawnSeconds = 180;

/**
 * Everything that hears, speaks and draws, made from the configuration. The SDK is loaded only where a server is configured;
 * programs and threads are started at their first use.
 */
export async function openSpeech(config: SpeechConfig, sources: SpeechSources) {
  const { budget, log, now = Date.now, pronouncer = new Phonemes(), espeak = new Espeak() } = sources;
  const { fetch = async () => undefined } = sources;
  const stopping = new AbortController();
  const { signal } = stopping;
  // As many may listen for the end as there are recordings under way.
  setMaxListeners(0, signal);
  const media = new MediaFolder(config.dataDir);
  const scratch = new Scratch(config.dataDir);
  const sweep = async (): Promise<void> => {
    await scratch.sweep();
    await sweepOwn(media, now());
  };
  await sweep();
  const daily = setInterval(() => {
    sweep().catch((error: unknown) => log.warn({ error }, 'what is old could not be deleted'));
  }, day).unref();
  const slots = new Slots(atOnce());
  const ffmpegs = programs();
  const any = ffmpegs.length > 0;
  if (!any) log.warn({}, withoutProgram);
  const sounds = new SoundProcess({ dataDir: config.dataDir, programs: ffmpegs, slots });

  const spending = new Spending(budget);
  const [transcribers, vendors] = await Promise.all([transcribersOf(config.stt), synthesizersOf(config.tts)]);
  const compare = config.sttCompare;
  const heard = new VendorTranscribers(transcribers, { compare, spending, log, now });
  const synthesizers = config.speaks === false ? [] : [...vendors, ...(espeak.any ? [espeak] : [])];
  const cache = new SpeechCache(media, { now, log });
  const speaker = new Speaker(synthesizers, { audio: sounds, cache, spending, log, signal, now });
  const waves = async (file: string): Promise<Float32Array> => {
    const { samples, trouble } = await sounds.decode(media.path(file), { limit: drawnSeconds, signal });
    if (trouble !== undefined) throw new Error(`a sound to be drawn is ${trouble}`);
    return samples;
  };
  const speaks = any && speaker.any;
  const listener = new Listener({
    media,
    scratch,
    sounds,
    pronouncer,
    slots,
    transcribers: heard,
    fetch,
    signal,
  });

  return {
    able: {
      listens: any,
      transcribes: any && heard.any,
      pronounces: any && pronouncer.any,
      speaks,
      draws: true,
    },
    deps: {
      listen: listener.listen.bind(listener),
      ...(speaks && { speak: speaker.say.bind(speaker) }),
      draw: drawing(media, waves),
      forget: async (files: readonly string[], names: readonly string[]): Promise<void> =>
        forget(media, files, names),
      spent: (row: number): Cost | undefined => spending.of(row),
    },
    /** For `npm run speech`, which asks for nobody. */
    speaker,
    /** How well our own model finds something said that was said aloud here, 0-100; undefined where it is not there. */
    async score({ file }: Clip, text: string): Promise<number | undefined> {
      if (!pronouncer.any) return undefined;
      return (await pronouncer.read(await waves(file), text))?.accuracy;
    },
    status: (): { stt: ProviderStatus[]; tts: ProviderStatus[] } => ({
      stt: heard.status(),
      tts: speaker.status(),
    }),
    /** What is under way is given up. */
    async stop(): Promise<void> {
      clearInterval(daily);
      stopping.abort();
      await Promise.all([sounds.stop(), pronouncer.stop()]);
    },
  };
}

export type Speech = Awaited<ReturnType<typeof openSpeech>>;

/** Pieces of listening that are done at once: one core is left for turns, where there is another. */
function atOnce(): number {
  return Math.max(1, availableParallelism() - 1);
}

async function transcribersOf(servers: readonly ModelServer[]): Promise<Transcriber[]> {
  if (servers.length === 0) return [];
  const { openaiTranscriber } = await import('../providers/stt/openai.js');
  return servers.map(openaiTranscriber);
}

async function synthesizersOf(servers: readonly SpeechServer[]): Promise<Synthesizer[]> {
  if (servers.length === 0) return [];
  const { openaiSynthesizer } = await import('../providers/tts/openai.js');
  return servers.map(openaiSynthesizer);
}
