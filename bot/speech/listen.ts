import { readFile, writeFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { Chat } from '../../db/store.js';
import type { Listen } from '../../flows/effects.js';
import type { Heard, Picked, Reading } from '../../flows/speech/heard.js';
import type { Recording } from '../../flows/speech/recording.js';
import { RecordingGone } from '../channels/channel.js';
import type { MediaFolder } from '../channels/media.js';
import type { Pronouncer } from '../providers/pronouncer.js';
import type { Scratch } from './audio-scratch.js';
import { rate, recordingBytes, type Audio } from './audio.js';
import { judged } from './doubts.js';
import { pitchOf } from './pitch.js';
import { clipName } from './recordings.js';
import { frameCount, framesOf, type SoundFrame } from './sound-frames.js';
import type { Transcribed, Transcribers } from './transcribing.js';
import { shifted, trimOf, type Trim } from './trim.js';
import { activityOf, type Activity } from './voice-activity.js';

/** Brings a recording that its channel only named: `Channel.fetch` of the chat's; undefined where that brings nothing. */
export type Fetch = (
  chat: Chat,
  recording: Recording,
  limit: number,
  signal: AbortSignal,
) => Promise<Uint8Array | undefined>;

export interface ListenerDeps {
  media: MediaFolder;
  scratch: Scratch;
  audio: Pick<Audio, 'decode' | 'encode'>;
  pronouncer: Pronouncer;
  transcribers: Transcribers;
  fetch: Fetch;
  /** Aborted when the engine stops. */
  signal: AbortSignal;
}

export type ToHear = Omit<Listen, 'kind' | 'request'>;

interface Of {
  chat: Chat;
  learnerId: string;
  row: number;
}

/** Frames that are looked at before others get their turn: some milliseconds. */
const atOnce = 100;

/** Seconds of free speech at most that our own model is asked about: a part of a long talk says as much. */
const scored = 60;

/**
 * Listens to a recording: brings it, decodes it, looks for a voice, and only then asks our own model and transcribers, side
 * by side. What is wrong with a recording is in what was heard; what may be better later rejects.
 */
export class Listener {
  constructor(private readonly deps: ListenerDeps) {}

  async listen(asked: ToHear, of: Of): Promise<Heard> {
    const { scratch, media } = this.deps;
    const { recording } = asked;
    if ((recording.bytes ?? 0) > recordingBytes) return nothing('large', recording.seconds);
    return scratch.with(['.in', '.ogg', '.ogg'], async (fetched = '', ogg = '', trimmed = '') => {
      try {
        if (recording.file !== undefined)
          return await this.#hear(media.path(recording.file), { ogg, trimmed }, asked, of);
        const bytes = await this.deps.fetch(of.chat, recording, recordingBytes, this.deps.signal);
        if (!bytes) return nothing('gone', recording.seconds);
        if (bytes.length > recordingBytes) return nothing('large', recording.seconds);
        await writeFile(fetched, bytes, { mode: 0o600 });
        return await this.#hear(fetched, { ogg, trimmed }, asked, of);
      } catch (error) {
        if (error instanceof RecordingGone) return nothing(error.why, recording.seconds);
        if (isMissing(error, recording.file)) return nothing('gone', recording.seconds);
        throw error;
      }
    });
  }

  async #hear(file: string, to: { ogg: string; trimmed: string }, asked: ToHear, of: Of): Promise<Heard> {
    const { audio, transcribers, signal } = this.deps;
    const transcribes = asked.transcribe !== 'no' && transcribers.any;
    const ogg = transcribes || asked.expected !== undefined ? to.ogg : undefined;
    const { samples, seconds, trouble } = await audio.decode(file, { limit: asked.limit, signal, ogg });
    if (trouble !== undefined) return nothing(trouble, seconds);
    const { speech, trouble: unvoiced } = await active(samples);
    if (unvoiced !== undefined) return nothing(unvoiced, seconds);

    const trim = trimOf(speech, seconds);
    const voice = samples.subarray(Math.floor(trim.from * rate), Math.ceil(trim.to * rate));
    const [own, words] = await Promise.allSettled([
      this.#own(voice, asked),
      this.#transcribed(voice, to, trim, asked, of),
    ]);
    signal.throwIfAborted();
    const evidence = own.status === 'fulfilled' ? own.value : {};
    const { transcripts, unheard } = settled(words, { transcripts: [], unheard: 'unavailable' }, evidence);
    const believed = transcripts.map((raw) => judged(raw, { speech, language: asked.language }));
    // Neither heard anything, and one of them may the next time.
    if (own.status === 'rejected' && believed.length === 0) throw own.reason;
    const free = await this.#free(voice, believed, asked);
    const pitch = pitchOf(samples, speech);
    const clip =
      ogg === undefined || asked.expected === undefined ? undefined : await this.#clip(ogg, seconds, of);
    const reading = evidence.reading ?? free;
    return {
      seconds,
      speech,
      transcripts: believed,
      ...(unheard !== undefined && { unheard }),
      ...(reading && { reading: shifted(reading, trim.from) }),
      ...(evidence.picked && { picked: evidence.picked }),
      ...(pitch && { pitch }),
      ...(clip && { clip }),
    };
  }

  /** What our own model makes of a text that should have been read, or of known answers. */
  async #own(voice: Float32Array, { expected, options, language }: ToHear): Promise<Own> {
    const { pronouncer } = this.deps;
    if (!knows(pronouncer, language)) return {};
    if (expected !== undefined) {
      const reading = await pronouncer.read(voice.slice(), expected);
      return reading ? { reading } : {};
    }
    return options && options.length > 0 ? { picked: await pronouncer.pick(voice.slice(), options) } : {};
  }

  /** What was said freely, under our own model: a second opinion that nobody waits for in vain. */
  async #free(voice: Float32Array, heard: Heard['transcripts'], asked: ToHear): Promise<Reading | undefined> {
    const { pronouncer } = this.deps;
    const text = heard.find(({ doubts }) => doubts.length === 0)?.text.trim() ?? '';
    const wanted = asked.expected === undefined && !asked.options && voice.length <= scored * rate;
    if (!knows(pronouncer, asked.language) || !wanted || text === '') return undefined;
    return pronouncer.read(voice.slice(), text).catch(() => undefined);
  }

  /** Times count from the beginning of the recording. */
  async #transcribed(
    voice: Float32Array,
    { ogg, trimmed }: { ogg: string; trimmed: string },
    trim: Trim,
    asked: ToHear,
    of: Of,
  ): Promise<Transcribed | { transcripts: []; unheard: 'unasked' }> {
    const { audio, transcribers, signal } = this.deps;
    const { language } = asked;
    if (asked.transcribe === 'no') return { transcripts: [], unheard: 'unasked' };
    if (!transcribers.any) return { transcripts: [], unheard: 'none' };
    // Long silence is what transcribers invent words for: only then it is worth another run.
    if (trim.worth) await writeFile(trimmed, (await audio.encode(voice, signal)).bytes, { mode: 0o600 });
    const compare = asked.transcribe === 'scored';
    const { transcripts, unheard } = await transcribers.transcribe(
      { file: trim.worth ? trimmed : ogg, language, compare, signal },
      { learnerId: of.learnerId, row: of.row },
    );
    const later = trim.worth ? trim.from : 0;
    return {
      transcripts: transcripts.map(({ words, ...raw }) => ({
        ...raw,
        ...(words && { words: words.map((one) => ({ ...one, from: one.from + later, to: one.to + later })) }),
      })),
      ...(unheard !== undefined && { unheard }),
    };
  }

  /** The recording, kept to be heard beside the model's voice. */
  async #clip(ogg: string, seconds: number, { learnerId, row }: Of): Promise<Heard['clip']> {
    const bytes = await readFile(ogg);
    const file = await this.deps.media.write('recordings', clipName(learnerId, row), bytes);
    return { file, seconds, bytes: bytes.length };
  }
}

/** Our own model can tell something of this language. */
function knows(pronouncer: Pronouncer, language: string): boolean {
  return pronouncer.any && language.split('-')[0] === pronouncer.language;
}

interface Own {
  reading?: Reading;
  picked?: Picked;
}

/** What transcribers said; where none could and our own model has heard enough to go on, that is all there is. */
function settled<T>(words: PromiseSettledResult<T>, without: T, evidence: Own): T {
  if (words.status === 'fulfilled') return words.value;
  if (evidence.reading ?? evidence.picked) return without;
  throw words.reason;
}

function nothing(trouble: NonNullable<Heard['trouble']>, seconds = 0): Heard {
  return { trouble, seconds, speech: [], transcripts: [] };
}

/** Finds the voice a little at a time, so that nobody's turn waits for it. */
async function active(samples: Float32Array): Promise<Activity> {
  const frames: SoundFrame[] = [];
  const count = frameCount(samples);
  while (frames.length < count) {
    frames.push(...framesOf(samples, frames.length, Math.min(count, frames.length + atOnce)));
    await setImmediate();
  }
  return activityOf(frames);
}

/** A recording that was swept, or whose learner is being erased. */
function isMissing(error: unknown, file: string | undefined): boolean {
  return file !== undefined &&
    error instanceof Error &&
    'code' in error &&
    error.code === 'ENOENT' &&
    'path' in error
    ? String(error.path).endsWith(file)
    : false;
}
