import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { MediaFolder } from '../../bot/channels/media.js';
import { programs } from '../../bot/speech/audio-program.js';
import { Scratch } from '../../bot/speech/audio-scratch.js';
import { rate } from '../../bot/speech/audio-forms.js';
import { Audio } from '../../bot/speech/audio.js';
import { openSpeech } from '../../bot/speech/open.js';
import { median, pause, percentile, tidy } from './numbers.js';
import { openStage } from './stage.js';

/** Utterances that are in the repository, from its root. */
const utterances = 'tests/bot/providers/phonemes/fixtures';
const noteSeconds = 10;
const rounds = 9;
/** Learners who send a note at once, and text turns a second meanwhile. */
const speaking = 50;
const perSecond = 40;
const p95 = 0.95;

export interface Voice {
  /** Milliseconds of ours from a note of ten seconds to the transcriber's request, and from its answer to what was heard. */
  beforeVendor: number;
  afterVendor: number;
  /** Milliseconds of a text turn: alone, and while 50 notes are listened to; 95th percentiles. */
  quietP95: number;
  crowdedP95: number;
  ratio: number;
  /** Seconds until all 50 were heard. */
  allHeard: number;
}

/** How long we take to listen, and what turns notice of it. @returns undefined where there is no ffmpeg or no utterance */
export async function voice(folder: string): Promise<Voice | undefined> {
  const note = await tenSeconds(folder);
  if (!note) return undefined;
  const media = new MediaFolder(folder);
  const file = await media.write('recordings', 'bench-note.bin', note);
  const { signal } = new AbortController();
  const at = { asked: 0, answered: 0 };
  const server = createServer((request, response) => {
    at.asked = performance.now();
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json');
      at.answered = performance.now();
      response.end('{"text":"this is what was said","language":"english"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stt = [
    { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, model: 'whisper-1' },
  ];
  const speech = await openSpeech(
    { dataDir: folder, stt, sttCompare: false, tts: [] },
    { budget: { take: async () => true, took: async () => undefined }, log: { warn: () => undefined } },
  );
  const chat = { id: 1, channel: 'bench', account: 'bench', address: 'bench', lastN: 0 };
  const hear = async (row: number): Promise<void> => {
    const asked = {
      recording: { file },
      language: 'en',
      limit: 60,
      options: ['yes', 'no'],
      transcribe: 'words' as const,
    };
    const { trouble } = await speech.deps.listen(asked, { chat, learnerId: 'bench', row, signal });
    if (trouble !== undefined) throw new Error(`a note is ${trouble}`);
  };
  try {
    // The first starts threads and asks ffmpeg what it can.
    await hear(0);
    const [before, after]: [number[], number[]] = [[], []];
    for (let round = 1; round <= rounds; round += 1) {
      const began = performance.now();
      await hear(round);
      before.push(at.asked - began);
      after.push(performance.now() - at.answered);
    }
    const stage = await openStage(join(folder, 'voice.sqlite'));
    const learners = stage.learners.add(40, 'writer');
    await stage.learners.turns(learners, 12);
    tidy();
    const quiet = await turns(stage.learners, learners, pause(3_000));
    const began = performance.now();
    const heard = Promise.all(Array.from({ length: speaking }, async (_, index) => hear(100 + index)));
    const crowded = await turns(stage.learners, learners, heard);
    const allHeard = (performance.now() - began) / 1000;
    await stage.core.stop();
    const [quietP95, crowdedP95] = [percentile(quiet, p95), percentile(crowded, p95)];
    const ratio = crowdedP95 / quietP95;
    return {
      beforeVendor: median(before),
      afterVendor: median(after),
      quietP95,
      crowdedP95,
      ratio,
      allHeard,
    };
  } finally {
    await speech.stop();
    server.close();
  }
}

/** One after the other in their order, as they come due, until something else is over. @returns milliseconds each took */
async function turns<L>(
  stage: { turn: (learner: L) => Promise<number> },
  learners: readonly L[],
  until: Promise<unknown>,
): Promise<number[]> {
  const over = { yet: false };
  const ended = until.finally(() => (over.yet = true));
  const took: number[] = [];
  const under: Promise<void>[] = [];
  for (let n = 0; !over.yet; n += 1) {
    const learner = learners[n % learners.length];
    if (!learner) break;
    const due = performance.now() + 1000 / perSecond;
    const began = performance.now();
    under.push(stage.turn(learner).then(() => void took.push(performance.now() - began)));
    await pause(Math.max(0, due - performance.now()));
  }
  await ended;
  await Promise.all(under);
  return took;
}

async function tenSeconds(folder: string): Promise<Uint8Array | undefined> {
  const audio = new Audio(programs(), new Scratch(folder));
  const files = audio.any ? readdirSync(utterances).filter((name) => name.endsWith('.flac')) : [];
  if (files.length === 0) return undefined;
  const { signal } = new AbortController();
  const note = new Float32Array(noteSeconds * rate);
  for (let filled = 0, n = 0; filled < note.length; n += 1) {
    const { samples } = await audio.decode(join(utterances, files[n % files.length] ?? ''), {
      limit: 60,
      signal,
    });
    note.set(samples.subarray(0, note.length - filled), filled);
    filled += samples.length;
  }
  return (await audio.encode(note, signal)).bytes;
}
