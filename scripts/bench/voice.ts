import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { MediaFolder } from '../../bot/media/folder.js';
import { rate } from '../../bot/speech/audio-forms.js';
import { programs } from '../../bot/speech/audio-program.js';
import { Scratch } from '../../bot/speech/audio-scratch.js';
import { Audio } from '../../bot/speech/audio.js';
import { openSpeech } from '../../bot/speech/open.js';
import type { Inbound } from '../../db/store.js';
import type { Learner, Learners } from './learners.js';
import { median, pause, percentile, tidy } from './numbers.js';
import { openStage } from './stage.js';

/** Utterances that are in the repository, from its root. */
const utterances = 'tests/bot/providers/phonemes/fixtures';
const noteSeconds = 10;
const rounds = 9;
/** Learners who send a note at once, and those who write meanwhile, so many turns a second. */
const speaking = 50;
const writing = 40;
const perSecond = 40;
const p95 = 0.95;
/** Milliseconds until the last of all who speak at once must have an answer. */
const patience = 120_000;

export interface Voice {
  /**
   * Milliseconds of ours from a note of ten seconds, as its channel hands it over, to the transcriber's request, and from
   * its answer until the whole answer to the learner is delivered.
   */
  beforeVendor: number;
  afterVendor: number;
  /** Milliseconds of a text turn: alone, and while 50 notes are listened to; 95th percentiles. */
  quietP95: number;
  crowdedP95: number;
  ratio: number;
  /** Seconds until all 50 were answered. */
  allHeard: number;
}

/**
 * How long we take for an answer that is spoken, and what those who write notice of it. Notes go the whole way: stored, a
 * turn, listened to, a turn, delivered. The transcriber answers at once, so that nothing of ours hides behind it.
 *
 * @returns undefined where there is no ffmpeg or no utterance
 */
export async function voice(folder: string): Promise<Voice | undefined> {
  const note = await tenSeconds(folder);
  if (!note) return undefined;
  const media = new MediaFolder(folder);
  const recorded = async (name: string, bytes: Uint8Array): Promise<Inbound['content']> => ({
    kind: 'voice',
    recording: { file: await media.write('recordings', name, bytes) },
  });
  const said = await recorded('bench-note.bin', note);
  const nothing = await recorded('bench-text.bin', Buffer.from('This is no sound.'));
  const vendor = await transcriber();
  const speech = await openSpeech(
    {
      dataDir: folder,
      stt: [{ baseUrl: vendor.url, model: 'whisper-1' }],
      sttCompare: false,
      tts: [],
      speaks: false,
    },
    { budget: { take: async () => true, took: async () => undefined }, log: { warn: () => undefined } },
  );
  const { core, learners } = await openStage(join(folder, 'voice.sqlite'), {}, undefined, { speech });
  try {
    const [first, ...speakers] = learners.add(1 + speaking, 'speaker');
    if (!first) throw new Error('nobody speaks');
    await Promise.all([first, ...speakers].map(async (learner) => agreed(learners, learner, nothing)));
    // The first note starts a process, a thread and the model.
    await atWords(learners, first);
    await learners.say(first, said, patience);
    const [before, after]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      await atWords(learners, first);
      await core.engine.idle();
      const began = performance.now();
      await learners.say(first, said, patience);
      after.push(performance.now() - vendor.at.answered);
      before.push(vendor.at.asked - began);
    }
    const writers = learners.add(writing, 'writer');
    await learners.turns(writers, 12);
    await Promise.all(speakers.map(async (learner) => atWords(learners, learner)));
    await core.engine.idle();
    tidy();
    const quiet = await turns(learners, writers, pause(3_000));
    const began = performance.now();
    const heard = Promise.all(speakers.map(async (learner) => learners.say(learner, said, patience)));
    const crowded = await turns(learners, writers, heard);
    const allHeard = (performance.now() - began) / 1000;
    const [quietP95, crowdedP95] = [percentile(quiet, p95), percentile(crowded, p95)];
    return {
      beforeVendor: median(before),
      afterVendor: median(after),
      quietP95,
      crowdedP95,
      ratio: crowdedP95 / quietP95,
      allHeard,
    };
  } finally {
    await core.stop();
    await vendor.close();
  }
}

/** A transcriber that answers at once, and when it was asked and answered last. */
async function transcriber() {
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
  return {
    at,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: async () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Takes turns until the learner is asked for words: there one may speak. */
async function atWords(learners: Learners, learner: Learner): Promise<void> {
  while (!learners.isWriting(learner)) await learners.turn(learner);
}

/** Whoever speaks for the first time says how old they are, and that others' models may listen. */
async function agreed(learners: Learners, learner: Learner, nothing: Inbound['content']): Promise<void> {
  await atWords(learners, learner);
  await learners.say(learner, nothing);
  for (const option of ['adult', 'yes']) {
    const button = learner.asked?.buttons.find(({ value }) => value.split('.')[2] === option);
    if (!button) throw new Error(`a learner who spoke is not asked for ${option}`);
    await learners.say(learner, { kind: 'tap', value: button.value, label: button.label });
  }
}

/** One after the other in their order, as they come due, until something else is over. @returns milliseconds each took */
async function turns(
  learners: Learners,
  writers: readonly Learner[],
  until: Promise<unknown>,
): Promise<number[]> {
  const over = { yet: false };
  const ended = until.finally(() => (over.yet = true));
  const took: number[] = [];
  const under: Promise<void>[] = [];
  for (let n = 0; !over.yet; n += 1) {
    const learner = writers[n % writers.length];
    if (!learner) break;
    const due = performance.now() + 1000 / perSecond;
    const began = performance.now();
    under.push(learners.turn(learner).then(() => void took.push(performance.now() - began)));
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
