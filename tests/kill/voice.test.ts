import { mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { programs } from '../../bot/speech/audio-program.js';
import { EngineProcess } from '../support/engine-process.js';
import { answers } from '../support/fake-model.js';
import { FakeTelegram, type FakeLearner } from '../support/fake-telegram/index.js';
import { answered, onboarded } from '../telegram/day.js';
import { end, place } from './load.js';

/**
 * Somebody talks by voice while the process dies wherever a note can be on its way: while it is fetched, transcoded,
 * transcribed, answered, spoken and sent. Nothing is lost, and a kill repeats no more than the one call it was in.
 */

const recording = readFileSync(
  fileURLToPath(new URL('../bot/providers/phonemes/fixtures/000750085.flac', import.meta.url)),
);

/** Where a note is when the process dies, in the order in which it gets there. */
const moments = ['fetched', 'transcoded', 'transcribed', 'answered', 'spoken', 'sent'] as const;
type Moment = (typeof moments)[number];

/** What the vendors were asked, and in which process. */
interface Asked {
  what: 'transcribe' | 'chat' | 'speak';
  round: number;
}

/** An OpenAI-compatible server for all three jobs. It hears another sentence in every call. */
class Vendor {
  readonly asked: Asked[] = [];
  round = 0;
  /** Told as a call comes, before it is answered. */
  onCall: ((what: Asked['what']) => void) | undefined;

  private constructor(private readonly server: ReturnType<typeof createServer>) {
    server.on('request', (request, response) => void this.#handle(request, response));
  }

  static async open(): Promise<Vendor> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Vendor(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  times(what: Asked['what']): number {
    return this.asked.filter((one) => one.what === what).length;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const path = request.url ?? '';
    const what = path.endsWith('/transcriptions')
      ? 'transcribe'
      : path.endsWith('/speech')
        ? 'speak'
        : path.endsWith('/chat/completions')
          ? 'chat'
          : undefined;
    if (!what) return void response.writeHead(404).end('{}');
    this.asked.push({ what, round: this.round });
    const number = this.asked.length;
    this.onCall?.(what);
    // Long enough to be killed in.
    await new Promise((resolve) => setTimeout(resolve, 60));
    if (response.destroyed) return;
    if (what === 'speak') {
      response.writeHead(200, { 'content-type': 'audio/flac' }).end(recording);
    } else if (what === 'transcribe') {
      const text = `This is sentence number ${number}.`;
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          task: 'transcribe',
          language: 'english',
          duration: 3,
          text,
          segments: [],
          words: [],
        }),
      );
    } else {
      const raw = Buffer.concat(parts);
      const body = JSON.parse(raw.toString()) as Record<string, unknown>;
      const reply = { reply: `Reply number ${number}.`, corrections: [], goals: [], over: false };
      answers(reply)(response, { path, headers: request.headers, body, raw });
    }
  }
}

test('kills while a note is fetched, transcoded, transcribed, answered, spoken and sent', async () => {
  const telegram = await FakeTelegram.open({ patience: 300_000 });
  const vendor = await Vendor.open();
  const ana = telegram.learner({ language: 'en' });
  try {
    await place(async ({ env }) => {
      const folder = env['DATA_DIR'] ?? '';
      const gate = join(folder, 'gate');
      writeFileSync(gate, '');
      vi.stubEnv('PATH', gated(folder, gate));
      const settings = {
        ...env,
        TTS_MODEL: '',
        TELEGRAM_BOT_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: telegram.root,
        OPENAI_API_KEY: 'k',
        OPENAI_BASE_URL: vendor.url,
        LIMIT_VENDOR_CALLS_PER_DAY: '0',
        LIMIT_VENDOR_CALLS_TOTAL_PER_DAY: '0',
      };
      let next = EngineProcess.spawn();
      let engine = next;
      const begin = async () => {
        engine = next;
        vendor.round += 1;
        await engine.start({ env: settings, unpaced: true });
        next = EngineProcess.spawn();
      };
      const kill = async () => {
        const { child } = engine;
        child.kill('SIGKILL');
        await engine.exited;
      };
      try {
        await begin();
        await onboarded(ana);
        await answered(ana, () => ana.say('/talk'), /How old are you/);
        await answered(ana, () => ana.tap('18 or over'), /models that other companies run/);
        await answered(ana, () => ana.tap("Yes, that's fine"), /Whom would you like/);
        await answered(ana, () => ana.say('Marta'), /^Marta:/);
        for (const moment of [...moments, ...moments]) {
          const before = countsOf(ana, vendor);
          // Nothing comes out of ffmpeg before the kill.
          if (moment === 'transcoded') rmSync(gate, { force: true });
          const dead = strikes(moment, { telegram, vendor, scratch: join(folder, 'tmp'), kill });
          ana.speak(recording, 3);
          await dead;
          writeFileSync(gate, '');
          await begin();
          await ana.sees(/Reply number \d+/, before.messages);
          while (voicesOf(ana) === before.voices) await new Promise((resolve) => setTimeout(resolve, 10));
          const now = countsOf(ana, vendor);
          // Everything is there, and only what was under way at the kill may have been asked or sent twice.
          const most = (...under: Moment[]) => (under.includes(moment) ? 2 : 1);
          expect(now.transcribed - before.transcribed, moment).toBeLessThanOrEqual(most('transcribed'));
          expect(now.chats - before.chats, moment).toBeLessThanOrEqual(most('answered'));
          // The text is sent while its speech is made.
          expect(now.spoken - before.spoken, moment).toBeLessThanOrEqual(most('sent', 'spoken'));
          expect(new Set(now.heard.slice(before.heard.length)).size, moment).toBe(1);
          expect(new Set(now.replies.slice(before.replies.length)).size, moment).toBe(1);
          expect(now.heard.length - before.heard.length, moment).toBeLessThanOrEqual(most('answered'));
          expect(now.replies.length - before.replies.length, moment).toBeLessThanOrEqual(
            most('sent', 'spoken'),
          );
        }
        expect(
          ana.texts.filter((text) => /not your doing|try again|went wrong|did not get through/.test(text)),
        ).toEqual([]);
        await end(engine);
      } finally {
        engine.child.kill('SIGKILL');
        next.child.kill('SIGKILL');
      }
    });
  } finally {
    vi.unstubAllEnvs();
    await telegram.close();
    await vendor.close();
  }
});

/** A PATH whose ffmpeg does its work and ends when the gate is there. */
function gated(folder: string, gate: string): string {
  const [program] = programs();
  if (!program) throw new Error('there is no ffmpeg');
  const lines = [
    '#!/bin/sh',
    `'${program.path}' "$@"`,
    'status=$?',
    // Whoever is left over ends with the test.
    `while [ ! -e '${gate}' ] && [ -e "$0" ]; do sleep 0.02; done`,
    'exit $status',
    '',
  ];
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'ffmpeg'), lines.join('\n'), { mode: 0o755 });
  return `${bin}:${process.env['PATH'] ?? ''}`;
}

/** Kills when the note is there. */
async function strikes(
  moment: Moment,
  {
    telegram,
    vendor,
    scratch,
    kill,
  }: { telegram: FakeTelegram; vendor: Vendor; scratch: string; kill: () => Promise<void> },
): Promise<void> {
  await new Promise<void>((resolve) => {
    const strike = () => {
      vendor.onCall = undefined;
      telegram.watch = undefined;
      resolve();
    };
    const call = { transcribed: 'transcribe', answered: 'chat', spoken: 'speak' } as const;
    if (moment === 'fetched') {
      telegram.watch = (asked, when) => {
        if (asked.method === 'getFile' && when === 'asked') strike();
      };
    } else if (moment === 'transcoded') {
      // Something is written for the vendor, who has not been asked yet.
      const written = watch(scratch, (_, name) => {
        if (name?.endsWith('.ogg') !== true) return;
        written.close();
        strike();
      });
    } else if (moment === 'sent') {
      telegram.watch = (asked, when) => {
        const sent = asked.method === 'sendMessage' && when === 'done';
        if (sent && /Reply number/.test(JSON.stringify(asked.payload))) strike();
      };
    } else {
      vendor.onCall = (what) => {
        if (what === call[moment]) setTimeout(strike, 15);
      };
    }
  });
  await kill();
}

const voicesOf = ({ messages }: FakeLearner) =>
  messages.filter(({ media }) => media?.kind === 'voice').length;

function countsOf(ana: FakeLearner, vendor: Vendor) {
  const found = (pattern: RegExp) => ana.texts.flatMap((text) => pattern.exec(text)?.[0] ?? []);
  return {
    messages: ana.messages.length,
    voices: voicesOf(ana),
    transcribed: vendor.times('transcribe'),
    chats: vendor.times('chat'),
    spoken: vendor.times('speak'),
    heard: found(/sentence number \d+/),
    replies: found(/Reply number \d+/),
  };
}
