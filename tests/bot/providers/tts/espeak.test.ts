import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { espeakPrograms, type EspeakProgram } from '../../../../bot/providers/tts/espeak-program.js';
import { Espeak } from '../../../../bot/providers/tts/espeak.js';
import type { Saying } from '../../../../bot/providers/synthesizer.js';
import { synthesizerContract } from '../../../contracts/synthesizer.js';

const saying = (more: Partial<Saying> = {}): Saying => ({
  text: "I'd like a tea.",
  language: 'en',
  speed: 1,
  signal: AbortSignal.timeout(600_000),
  ...more,
});

/** Seconds of 16 bits, mono, 22,050 a second. */
const secondsOf = ({ length }: Uint8Array): number => (length - 44) / 2 / 22_050;

/** Machines have it or not; the package is there in both. */
const withoutSystem = espeakPrograms('');
const all = [...new Map([...espeakPrograms(), ...withoutSystem].map((one) => [one.from, one])).values()];

for (const program of all)
  synthesizerContract(`espeak-ng of the ${program.from}`, async () => ({
    synthesizer: new Espeak([program]),
    broken: new Espeak([{ ...program, args: () => ['--no-such-option'] }]),
    close: async () => undefined,
  }));

it('is found in the package where the system has none', () => {
  expect(withoutSystem.map(({ from }) => from)).toEqual(['package']);
  expect(new Espeak(withoutSystem).any).toBe(true);
  expect(new Espeak([]).any).toBe(false);
});

describe.each(all.map((program) => [program.from, program] as const))('espeak-ng of the %s', (_, program) => {
  const espeak = new Espeak([program]);

  it('says a text, slower and set apart where it is asked to', async () => {
    const usual = (await espeak.say(saying())).sound;
    expect(Buffer.from(usual.subarray(0, 4)).toString()).toBe('RIFF');
    expect(secondsOf(usual)).toBeGreaterThan(0.5);
    expect(secondsOf(usual)).toBeLessThan(4);
    const slow = (await espeak.say(saying({ speed: 0.6 }))).sound;
    expect(secondsOf(slow)).toBeGreaterThan(secondsOf(usual) * 1.2);
    const apart = (await espeak.say(saying({ emphasised: true }))).sound;
    // Three pauses between four words.
    expect(secondsOf(apart)).toBeGreaterThan(secondsOf(usual) + 0.7);
  });

  it('speaks with the voice of a persona', async () => {
    const voices = ['en+f2', 'en+m3', 'en-us+f2'];
    const sounds = await Promise.all(
      voices.map(async (one) => (await espeak.say(saying({ voices: { espeak: one } }))).sound),
    );
    expect(new Set(sounds.map((sound) => Buffer.from(sound).toString('base64'))).size).toBe(voices.length);
  });

  it('reads what looks like marks as text', async () => {
    const marked = (await espeak.say(saying({ text: 'a <break time="9s"/> & b' }))).sound;
    expect(secondsOf(marked)).toBeLessThan(8);
    // The marks themselves are said, which takes its time.
    expect(secondsOf(marked)).toBeGreaterThan(2);
  });
});

describe('a program that fails', () => {
  const broken = (script: string): EspeakProgram => ({
    from: 'system',
    file: process.execPath,
    args: () => ['-e', script],
  });

  it('is followed by the next', async () => {
    const espeak = new Espeak([broken('process.exit(1)'), ...withoutSystem]);
    expect(secondsOf((await espeak.say(saying())).sound)).toBeGreaterThan(0.5);
  });

  it.each([
    ['ends badly', 'process.exit(3)'],
    ['says nothing', ''],
    ['is not there', undefined],
  ])('%s: unavailable', async (_, script) => {
    const program = script === undefined ? { ...broken(''), file: '/nowhere/espeak-ng' } : broken(script);
    await expect(new Espeak([program]).say(saying())).rejects.toMatchObject({ fault: 'unavailable' });
  });

  it('is killed when nobody waits any more', async () => {
    const espeak = new Espeak([broken('setInterval(() => {}, 1000)')]);
    const late = espeak.say(saying({ signal: AbortSignal.timeout(100) }));
    await expect(late).rejects.toMatchObject({ fault: 'unavailable', detail: 'no answer in time' });
  });
});

describe('a class that is answered aloud', () => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-espeak-'));
  const log = join(dir, 'log');
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  /** Notes in the log when it begins and when it ends. */
  const noted: EspeakProgram = {
    from: 'system',
    file: process.execPath,
    args: () => [
      '-e',
      `const note = (what) => require('node:fs').appendFileSync(${JSON.stringify(log)}, what);
       note('+');
       setTimeout(() => { note('-'); process.stdout.write(Buffer.alloc(200)); }, 500);`,
    ],
  };

  it('has two processes at once, and everybody is answered', async () => {
    const espeak = new Espeak([noted]);
    const said = await Promise.all(Array.from({ length: 6 }, async () => espeak.say(saying())));
    expect(said.map(({ sound }) => sound.length)).toEqual([200, 200, 200, 200, 200, 200]);
    const depths = [...readFileSync(log, 'utf8')].reduce<number[]>(
      (all, what) => [...all, (all.at(-1) ?? 0) + (what === '+' ? 1 : -1)],
      [],
    );
    expect(Math.max(...depths)).toBeLessThanOrEqual(2);
    expect(depths).toHaveLength(12);
  });

  it('is left by who waits for too long', async () => {
    const espeak = new Espeak([noted]);
    const before = [espeak.say(saying()), espeak.say(saying())];
    const late = espeak.say(saying({ signal: AbortSignal.timeout(20) }));
    await expect(late).rejects.toMatchObject({ fault: 'unavailable', detail: 'no answer in time' });
    expect(await Promise.all(before)).toHaveLength(2);
  });
});

it.each([
  ['en', 'en-us'],
  ['en-GB', 'en-gb'],
  ['en-AU', 'en-us'],
  ['es-419', 'es'],
  ['-f /etc/passwd', 'en-us'],
])('%s is said with the voice %s', (language, voice) => {
  expect(new Espeak([]).voiceOf({ language })).toBe(voice);
});

it.each([
  ['en', 'en+f2', 'en+f2'],
  ['en-US', 'en+m3', 'en+m3'],
  ['en', 'es+f2', 'en-us'],
  ['es', 'en+f2', 'es'],
])('in %s a persona with the voice %s speaks with %s', (language, espeak, voice) => {
  expect(new Espeak([]).voiceOf({ language, voices: { espeak, openai: 'nova' } })).toBe(voice);
});
