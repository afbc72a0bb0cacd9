import { readFile, writeFile } from 'node:fs/promises';
import type { Chat } from '../../db/store.js';
import type { Listen } from '../../flows/effects.js';
import type { Heard, Picked, Reading } from '../../flows/speech/heard.js';
import type { Recording } from '../../flows/speech/recording.js';
import { RecordingGone } from '../channels/channel.js';
import type { MediaFolder } from '../media/folder.js';
import type { Pronouncer } from '../providers/pronouncer.js';
import { rate, recordingBytes } from './audio-forms.js';
import type { Scratch } from './audio-scratch.js';
import { Slots } from '../system/slots.js';
import { judged } from './doubts.js';
import { clipName, soonOver } from './recordings.js';
import type { SoundProcess } from './sound-process.js';
import type { Transcribed, Transcribers } from './transcribing.js';
import { shifted, type Trim } from './trim.js';

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
  sounds: Pick<SoundProcess, 'hear'>;
  pronouncer: Pronouncer;
  /** Held while our own model is asked. */
  slots: Slots;
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
  /** Aborted when it has had its time. */
  signal: AbortSignal;
}

/** Recordings at once: their samples are kept while vendors are asked, 11 MB for three minutes. */
const atOnce = 8;

/** Seconds of free speech at most that our own model is asked about: a part of a long talk says as much. */
const scored = 60;

/**
 * Listens to a recording: brings it, decodes it, looks for a voice, and only then asks our own model and transcribers, side
 * by side. What is wrong with a recording is in what was heard; what may be better later rejects.
 */
export class Listener {
  readonly #line = new Slots(atOnce);

  constructor(private readonly deps: ListenerDeps) {}

  async listen(asked: ToHear, given: Of): Promise<Heard> {
    const { recording } = asked;
    if ((recording.bytes ?? 0) > recordingBytes) return nothing('large', recording.seconds);
    const of = { ...given, signal: AbortSignal.any([this.deps.signal, given.signal]) };
    const heard = await this.#line.hold(of.signal, async () => this.#listen(asked, of));
    if (heard.trouble !== undefined && recording.file !== undefined)
      await soonOver(this.deps.media, recording.file, Date.now());
    return heard;
  }

  async #listen(asked: ToHear, of: Of): Promise<Heard> {
    const { scratch, media } = this.deps;
    const { recording } = asked;
    return scratch.with(['.in', '.ogg', '.ogg'], async (fetched = '', ogg = '', trimmed = '') => {
      try {
        if (recording.file !== undefined)
          return await this.#hear(media.path(recording.file), { ogg, trimmed }, asked, of);
        const bytes = await this.deps.fetch(of.chat, recording, recordingBytes, of.signal);
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
    const { sounds, pronouncer, transcribers } = this.deps;
    const { signal } = of;
    const transcribes = asked.transcribe !== 'no' && transcribers.any;
    const sounded = await sounds.hear(
      {
        file,
        limit: asked.limit,
        ogg: transcribes || asked.expected !== undefined ? to.ogg : undefined,
        trimmed: transcribes ? to.trimmed : undefined,
        voice: knows(pronouncer, asked.language),
      },
      signal,
    );
    const { seconds, trouble, speech, trim, pitch, voice } = sounded;
    if (trouble !== undefined) return nothing(trouble, seconds);
    const [expected, words] = await Promise.allSettled([
      this.#expected(voice, asked, signal),
      this.#transcribed(to, trim, asked, of),
    ]);
    signal.throwIfAborted();
    const { language } = asked;
    const raw = words.status === 'fulfilled' ? words.value.transcripts : [];
    const transcripts = raw.map((one) => judged(one, { speech, language }));
    const said = transcripts.find(({ doubts }) => doubts.length === 0)?.text.trim() ?? '';
    const [known] = await Promise.allSettled([said === '' ? this.#known(voice, asked, signal) : undefined]);
    signal.throwIfAborted();
    const picked = known.status === 'fulfilled' ? known.value : undefined;
    const read = expected.status === 'fulfilled' ? expected.value : undefined;
    const failed = [expected, known].find(({ status }) => status === 'rejected');
    // Nobody heard anything, and one of them may the next time.
    if (words.status === 'rejected' && !(read ?? picked)) throw words.reason;
    if (failed?.status === 'rejected' && transcripts.length === 0) throw failed.reason;
    const unheard = words.status === 'fulfilled' ? words.value.unheard : 'unavailable';
    const text = said || (asked.options?.[picked?.option ?? -1] ?? '');
    const reading = read ?? (await this.#free(voice, text, asked, signal));
    const clip = asked.expected === undefined ? undefined : await this.#clip(to.ogg, seconds, of);
    return {
      seconds,
      speech,
      transcripts,
      ...(unheard !== undefined && { unheard }),
      ...(reading && { reading: shifted(reading, trim.from) }),
      ...(picked && { picked }),
      ...(pitch && { pitch }),
      ...(clip && { clip }),
    };
  }

  /** What our own model makes of a text that should have been read. */
  async #expected(
    voice: Float32Array,
    { expected, language }: ToHear,
    signal: AbortSignal,
  ): Promise<Reading | undefined> {
    const { pronouncer } = this.deps;
    if (expected === undefined || !knows(pronouncer, language)) return undefined;
    return this.#model(signal, async () => pronouncer.read(voice, expected));
  }

  /** Which of the known answers it was, where nobody's words say it. */
  async #known(
    voice: Float32Array,
    { expected, options, language }: ToHear,
    signal: AbortSignal,
  ): Promise<Picked | undefined> {
    const { pronouncer } = this.deps;
    if (expected !== undefined || !options || options.length === 0 || !knows(pronouncer, language))
      return undefined;
    return this.#model(signal, async () => pronouncer.pick(voice, options));
  }

  /** What was said of one's own accord, under our own model: a second opinion that nobody waits for in vain. */
  async #free(
    voice: Float32Array,
    text: string,
    { expected, language }: ToHear,
    signal: AbortSignal,
  ): Promise<Reading | undefined> {
    const { pronouncer } = this.deps;
    const wanted = expected === undefined && text !== '' && voice.length <= scored * rate;
    if (!wanted || !knows(pronouncer, language)) return undefined;
    const read = this.#model(signal, async () => pronouncer.read(voice, text)).catch(() => undefined);
    // The words are there, and paid for: they are not lost over a second opinion that takes too long.
    const late = new Promise<undefined>((resolve) => {
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    const reading = await Promise.race([read, late]);
    this.deps.signal.throwIfAborted();
    return reading;
  }

  /** A recording whose voice was found is nearly done: it goes before those that were not listened to yet. */
  async #model<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
    return this.deps.slots.hold(signal, ask, 'first');
  }

  /** Times count from the beginning of the recording. */
  async #transcribed(
    { ogg, trimmed }: { ogg: string; trimmed: string },
    trim: Trim,
    asked: ToHear,
    of: Of,
  ): Promise<Transcribed | { transcripts: []; unheard: 'unasked' }> {
    const { transcribers } = this.deps;
    const { language } = asked;
    if (asked.transcribe === 'no') return { transcripts: [], unheard: 'unasked' };
    if (!transcribers.any) return { transcripts: [], unheard: 'none' };
    const compare = asked.transcribe === 'scored';
    const { transcripts, unheard } = await transcribers.transcribe(
      { file: trim.worth ? trimmed : ogg, language, compare, signal: of.signal },
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

function nothing(trouble: NonNullable<Heard['trouble']>, seconds = 0): Heard {
  return { trouble, seconds, speech: [], transcripts: [] };
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
