import { describe, expect, it } from 'vitest';
import { espeakPrograms, type EspeakProgram } from '../../../../bot/providers/tts/espeak-program.js';
import { Espeak } from '../../../../bot/providers/tts/espeak.js';
import type { Saying } from '../../../../bot/providers/synthesizer.js';

const saying = (more: Partial<Saying> = {}): Saying => ({
  text: "I'd like a tea.",
  language: 'en',
  speed: 1,
  signal: AbortSignal.timeout(60_000),
  ...more,
});

/** Seconds of 16 bits, mono, 22,050 a second. */
const secondsOf = ({ length }: Uint8Array): number => (length - 44) / 2 / 22_050;

/** Machines have it or not; the package is there in both. */
const withoutSystem = espeakPrograms('');
const all = [...new Map([...espeakPrograms(), ...withoutSystem].map((one) => [one.from, one])).values()];

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
