import { open, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import ffmpeg, { type FfmpegCommand } from 'fluent-ffmpeg';
import type { Trouble } from '../../flows/speech/recording.js';
import { containerOf, type Container } from '../media/containers.js';
import { decoders, demuxers, rate, recordingBytes } from './audio-forms.js';
import { withoutProgram, type Program } from './audio-program.js';
import { brokenOff, declaredSeconds, levelling, nothingToHear, unfit } from './audio-report.js';
import { run, Sink, type Run } from './audio-run.js';
import type { Scratch } from './audio-scratch.js';
import { Slots } from '../system/slots.js';
import { mp4Cut } from './mp4.js';
import { oggStream } from './ogg.js';
import { isMonoOpus, opusTellingBytes } from './opus.js';
import { wavCut } from './wav.js';

/** Seconds under which nobody has said anything. */
export const shortest = 0.5;

/** Seconds by which a recording may be over its limit: a client stops a little late. */
const margin = 1;

/** Bits a second of speech that is sent: wideband Opus at its usual rate for voice, and the least that is worth it. */
const usualBits = 32_000;
const fewestBits = 6_000;

/** Bits a second up to which Opus is kept as it came: what clients record at, and enough for a minute under 512 KB. */
const keptBits = 64_000;

/** Milliseconds for one run, and seconds of processor time. A recording of three minutes takes a second or two. */
const patience = 30_000;
const processorSeconds = 20;

/** Bytes ffmpeg may ask for at once, and of the beginning that it may read to find its bearings. */
const allocation = 64 * 1024 * 1024;
const probed = 1024 * 1024;

/** What was decoded. */
export interface Decoded {
  /** 16 kHz, mono, -1..1; nothing where `trouble` says why. */
  samples: Float32Array;
  /** Of the recording; where it is too long as long as it says, and at least the limit. */
  seconds: number;
  trouble?: Extract<Trouble, 'short' | 'long' | 'large' | 'notAudio' | 'broken' | 'deaf'>;
}

/** Mono Ogg/Opus. */
export interface Voice {
  bytes: Uint8Array;
  seconds: number;
}

/**
 * Decodes what anybody sends and encodes what is sent to them: the only place that knows ffmpeg (with its neighbours
 * audio-*.ts). Every run is bounded in time, memory and output, may open nothing but its own file, and is killed when it
 * is no longer wanted. Two run at once, at low priority, so that turns do not wait for them.
 */
export class Audio {
  private readonly slots = new Slots(2);
  private program: Program | undefined;

  /**
   * @param candidates the one to prefer first (`programs()`)
   * @param scratch where temporary files go
   */
  constructor(
    private readonly candidates: readonly Program[],
    private readonly scratch: Scratch,
  ) {
    this.program = candidates[0];
  }

  /** There is an ffmpeg. */
  get any(): boolean {
    return this.program !== undefined;
  }

  /**
   * @param file where it lies; anything may be in it
   * @param limit seconds; a longer one is `long`
   * @param ogg where it is written as mono Ogg/Opus as well, by the same run
   * @throws the signal's reason; an error of the machine (a program or a disk that is not there)
   */
  async decode(
    file: string,
    { limit, signal, ogg }: { limit: number; signal: AbortSignal; ogg?: string | undefined },
  ): Promise<Decoded> {
    const nothing = (trouble: NonNullable<Decoded['trouble']>, seconds = 0): Decoded => ({
      samples: new Float32Array(0),
      seconds,
      trouble,
    });
    const { size } = await stat(file);
    if (size > recordingBytes) return nothing('large');
    const first = await beginning(file);
    const container = containerOf(first);
    if (container === undefined) return nothing('notAudio');
    if (!this.any) return nothing('deaf');

    const taken = ['-t', String(limit + margin), '-map', '0:a:0'];
    // Most notes are what we would make of them: then their packets are only put into a container anew.
    const kept = isMonoOpus(first) && size * 8 <= limit * keptBits;
    const sink = (): Sink => new Sink((limit + 2 * margin) * rate * Float32Array.BYTES_PER_ELEMENT);
    const ran = await this.run(signal, sink, (out) => {
      const command = reading(file, container);
      if (ogg !== undefined)
        command
          .output(ogg)
          .outputOptions([...taken, ...(kept ? copied : [...opus(usualBits), ...quickly]), ...inOgg]);
      return command
        .output(out)
        .outputOptions([...taken, '-ac', '1', '-ar', String(rate), '-c:a', 'pcm_f32le', '-f', 'f32le']);
    });
    const samples = asSamples(ran.bytes);
    const heard = samples.length / rate;
    const declared = declaredSeconds(ran.said);
    if (heard > limit + margin / 2) return nothing('long', Math.max(heard, declared ?? 0));
    const cut = cuts[container]?.(await readFile(file)) ?? false;
    if (samples.length === 0 && !cut && nothingToHear(ran.said)) return nothing('notAudio');
    if (cut || brokenOff(ran, heard, declared)) return nothing('broken', heard);
    if (heard < shortest) return nothing('short', heard);
    return { samples, seconds: heard };
  }

  /** As Ogg/Opus. @param samples 16 kHz, mono, -1..1 @param bits a second @throws as `decode` */
  async encode(samples: Float32Array, signal: AbortSignal, bits = usualBits): Promise<Voice> {
    const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
    const form = ['-f', 'f32le', '-ar', String(rate), '-ac', '1'];
    return this.voice(signal, bits, () => ffmpeg(Readable.from([bytes])).inputOptions([...bounds, ...form]));
  }

  /**
   * Speech that was made, as it can be sent: mono Ogg/Opus of at most as many bytes, at a lower rate where it takes that.
   *
   * @param sound in any form that `decode` reads, 25 MB at most
   * @throws Error where it is no sound, or does not fit at any rate; as `decode`
   */
  async toVoice(sound: Uint8Array, limit: number, signal: AbortSignal): Promise<Voice> {
    const container = containerOf(sound);
    if (container === undefined) throw new Error('what was made is no sound');
    return this.scratch.with(['.in'], async (path) => {
      const handle = await open(path, 'wx', 0o600);
      await handle.writeFile(sound).finally(() => handle.close());
      const levelled = await this.level(path, container, signal);
      const at = (bits: number): Promise<Voice> =>
        this.voice(signal, bits, () => reading(path, container).audioFilters(levelled));
      let voice = await at(usualBits);
      for (let bits = usualBits; voice.bytes.length > limit; voice = await at(bits)) {
        if (bits === fewestBits) throw new Error(`${voice.seconds.toFixed(0)} s do not fit ${limit} bytes`);
        // What the container takes is in what it came to; a tenth less, since the rate is a mean.
        bits = Math.max(fewestBits, Math.floor(bits * (limit / voice.bytes.length) * 0.9));
      }
      return voice;
    });
  }

  /** What brings a sound to the loudness of the others: nothing where it is near, and never so much that it distorts. */
  private async level(path: string, container: Container, signal: AbortSignal): Promise<string[]> {
    const { said } = await this.run(
      signal,
      () => new Sink(1),
      (out) =>
        reading(path, container).audioFilters('volumedetect').output(out).outputOptions(['-f', 'null']),
    );
    return levelling(said);
  }

  private async voice(signal: AbortSignal, bits: number, input: () => FfmpegCommand): Promise<Voice> {
    const { well, said, bytes } = await this.run(
      signal,
      () => new Sink(recordingBytes),
      (out) =>
        input()
          .output(out)
          .outputOptions(['-map', '0:a:0', ...opus(bits), ...inOgg]),
    );
    const { seconds, cut } = oggStream(bytes);
    if (!well || cut || !seconds)
      throw new Error(`ffmpeg made no voice: ${said.at(-1) ?? 'it said nothing'}`);
    return { bytes, seconds };
  }

  /** One run, in its place in the line. A program that cannot do what we need makes room for the next. */
  private async run(
    signal: AbortSignal,
    sink: () => Sink,
    make: (out: Sink) => FfmpegCommand,
  ): Promise<Run & { bytes: Buffer }> {
    return this.slots.hold(signal, async () => {
      for (;;) {
        const program = this.program;
        if (!program) throw new Error(withoutProgram);
        const next = this.candidates[this.candidates.indexOf(program) + 1];
        const out = sink();
        const command = make(out).setFfmpegPath(program.path);
        try {
          const ran = await run(command, { out, patience, signal });
          if (!unfit(ran.said) || !next) return { ...ran, bytes: out.bytes() };
        } catch (error) {
          if (signal.aborted || !next) throw error;
        }
        this.program = next;
      }
    });
  }
}

function reading(file: string, container: Container): FfmpegCommand {
  const demuxer = demuxers[container];
  return ffmpeg(`file:${resolve(file)}`).inputOptions([
    ...bounds,
    ...['-protocol_whitelist', 'file,pipe', '-f', demuxer, '-codec_whitelist', decoders],
    ...['-probesize', String(probed), '-analyzeduration', '5000000', '-max_streams', '16'],
    ...['-threads', '1', '-vn', '-sn', '-dn'],
  ]);
}

/** Where ffmpeg takes what is left of a file for all of it. */
const cuts: { [C in Container]?: (bytes: Uint8Array) => boolean } = {
  ogg: (bytes) => oggStream(bytes).cut,
  wav: wavCut,
  mp4: mp4Cut,
};

/** Before the input: what bounds every run. */
const bounds = [
  ...['-hide_banner', '-nostdin', '-nostats'],
  ...['-max_alloc', String(allocation), '-timelimit', String(processorSeconds)],
];

function opus(bits: number): string[] {
  return ['-c:a', 'libopus', '-application', 'voip', '-b:a', String(bits), '-ac', '1'];
}

/** Of what is for a transcriber: a fifth of the time, and nothing that one would notice. */
const quickly = ['-ar', String(rate), '-compression_level', '1'];

const copied = ['-c:a', 'copy'];

/** Nothing of what else stood in the file: titles, places, chapters. */
const inOgg = ['-map_metadata', '-1', '-map_chapters', '-1', '-f', 'ogg'];

async function beginning(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(opusTellingBytes), 0, opusTellingBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Little-endian floats, as every machine that Node runs on has them. */
function asSamples(bytes: Buffer): Float32Array {
  const count = Math.floor(bytes.length / Float32Array.BYTES_PER_ELEMENT);
  const samples = new Float32Array(count);
  new Uint8Array(samples.buffer).set(bytes.subarray(0, count * Float32Array.BYTES_PER_ELEMENT));
  return samples;
}
