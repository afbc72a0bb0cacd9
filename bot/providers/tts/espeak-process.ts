/**
 * espeak-ng as a program: `espeak-process <voice> <words a minute>` reads SSML from standard input and writes a WAV file
 * to standard output. It runs the optional package (GPL-3.0) in a process of its own, and nothing else imports that.
 */

/** What of the package is used; it brings no types. */
interface Worker {
  get_samplerate(): number;
  /** 0 where there is such a voice. */
  set_voice(name: string): number;
  set_rate(wordsPerMinute: number): void;
  synthesize(text: string, take: (samples: Int16Array | null) => void): void;
}
type Package = { default: () => Promise<{ eSpeakNGWorker: new () => Worker }> };

async function say(voice: string, pace: number, ssml: string): Promise<Buffer> {
  const name = '@echogarden/espeak-ng-emscripten';
  const { default: load } = (await import(name)) as Package;
  const { eSpeakNGWorker: Espeak } = await load();
  const worker = new Espeak();
  if (worker.set_voice(voice) !== 0) throw new Error(`no voice ${voice}`);
  worker.set_rate(pace);
  const parts: Buffer[] = [];
  worker.synthesize(ssml, (samples) => {
    if (samples) parts.push(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
  });
  return wav(Buffer.concat(parts), worker.get_samplerate());
}

/** 16 bits, mono. */
function wav(samples: Buffer, rate: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

const parts: Buffer[] = [];
for await (const part of process.stdin) parts.push(part as Buffer);
const [voice = 'en-us', pace = '150'] = process.argv.slice(2);
process.stdout.write(await say(voice, Number(pace), Buffer.concat(parts).toString('utf8')));
