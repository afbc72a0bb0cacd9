import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { rate } from '../../../bot/speech/audio-forms.js';
import { programs } from '../../../bot/speech/audio-program.js';
import { Slots } from '../../../bot/system/slots.js';
import { hear } from '../../../bot/speech/hear.js';
import { SoundProcess, type SoundSettings } from '../../../bot/speech/sound-process.js';
import { at, audioIn, dice, noises, voiceFiles, wav } from '../../support/sounds.js';

const dir = mkdtempSync(join(tmpdir(), 'parley-sounds-'));
const path = (name: string): string => join(dir, name);
const [voice = ''] = voiceFiles();
const { signal } = new AbortController();
const patient = { timeout: 300_000, interval: 5 };

/** Command lines of the processes that run and have something to do with this test. */
function running(): string[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8')];
      } catch {
        return [];
      }
    })
    .filter((line) => line.includes(dir));
}

beforeAll(() => {
  const long = noises.white(170, dice(1));
  writeFileSync(path('long.wav'), wav(at(-20, long)));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('the process for sounds', () => {
  let sounds: SoundProcess;
  const open = (settings: Partial<SoundSettings> = {}): SoundProcess => {
    sounds = new SoundProcess({ dataDir: dir, programs: programs(), slots: new Slots(2), ...settings });
    return sounds;
  };
  afterEach(() => sounds.stop());

  it('is started at the first sound, and hears what is heard without it', async () => {
    expect(open().loaded).toBe(false);
    const asked = { file: voice, limit: 60, ogg: path('whole.ogg'), voice: true };
    const came = await sounds.hear(asked, signal);
    expect(sounds.loaded).toBe(true);
    expect(came).toEqual(await hear(audioIn(dir), asked, signal));
    expect(came.voice.length).toBeGreaterThan(rate);
    expect(existsSync(path('whole.ogg'))).toBe(true);
    expect((await sounds.hear({ ...asked, voice: false }, signal)).voice).toHaveLength(0);
  });

  it('decodes, and makes speech fit', async () => {
    open();
    const { samples, seconds } = await sounds.decode(voice, { limit: 60, signal });
    expect(samples).toHaveLength(seconds * rate);
    const said = await sounds.toVoice(readFileSync(voice), 512 * 1024, signal);
    expect(said.seconds).toBeCloseTo(seconds, 1);
    expect(Buffer.from(said.bytes.subarray(0, 4)).toString()).toBe('OggS');
    await expect(sounds.toVoice(Buffer.from('no sound'), 9_999, signal)).rejects.toThrow('no sound');
  });

  it('gives none of our secrets to ffmpeg, and lets turns go before it', async () => {
    const nosy = path('nosy.sh');
    const [known, level] = [path('known.txt'), path('level.txt')];
    writeFileSync(nosy, `#!/bin/sh\nenv > '${known}'\nnice > '${level}'\nexit 1\n`, { mode: 0o755 });
    vi.stubEnv('OPENAI_API_KEY', 'sk-secret');
    open({ programs: [{ path: nosy, from: 'system' }] });
    await sounds.decode(voice, { limit: 60, signal });
    vi.unstubAllEnvs();
    expect(readFileSync(known, 'utf8')).not.toContain('sk-secret');
    expect(Number(readFileSync(level, 'utf8'))).toBeGreaterThanOrEqual(10);
  });

  it('says of an error of the machine what it was', async () => {
    const missing = { file: path('nowhere.ogg'), limit: 9, voice: true };
    await expect(open().hear(missing, signal)).rejects.toMatchObject({
      code: 'ENOENT',
      path: path('nowhere.ogg'),
    });
  });

  it('takes no more at once than there are places', async () => {
    const slots = new Slots(1);
    open({ slots });
    let release = (): void => undefined;
    const other = slots.hold(signal, async () => new Promise<void>((resolve) => (release = resolve)));
    let heard = false;
    const waits = sounds.hear({ file: voice, limit: 60, voice: false }, signal).then(() => (heard = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect([heard, sounds.loaded]).toEqual([false, false]);
    release();
    await Promise.all([other, waits]);
    expect(heard).toBe(true);
  });

  it('ends when nobody needs it for a while, and is there again for the next', async () => {
    open({ idle: 10 });
    await sounds.decode(voice, { limit: 60, signal });
    await vi.waitUntil(() => !sounds.loaded, patient);
    expect((await sounds.decode(voice, { limit: 60, signal })).trouble).toBeUndefined();
  });

  describe.skipIf(process.platform !== 'linux')('leaves nothing behind', () => {
    const long = { file: path('long.wav'), limit: 180, ogg: path('long.ogg'), voice: true };
    const program = (): string | undefined => running().find((line) => line.includes('sound-program'));
    const ffmpeg = (): string | undefined => running().find((line) => /^[^\0]*ffmpeg\0/.test(line));

    it('of what nobody waits for any more', async () => {
      const gone = new AbortController();
      const asked = open().hear(long, gone.signal);
      asked.catch(() => undefined);
      await vi.waitUntil(ffmpeg, patient);
      gone.abort(new Error('not wanted'));
      await expect(asked).rejects.toThrow('not wanted');
      expect(ffmpeg()).toBeUndefined();
      expect((await sounds.decode(voice, { limit: 60, signal })).trouble).toBeUndefined();
    });

    it('when it is stopped', async () => {
      const asked = open().hear(long, signal);
      asked.catch(() => undefined);
      await vi.waitUntil(ffmpeg, patient);
      await sounds.stop();
      await expect(asked).rejects.toThrow('ended');
      expect(running()).toEqual([]);
    });

    it('when it is killed: who waited hears of it, and the next is heard', async () => {
      const asked = open().hear(long, signal);
      asked.catch(() => undefined);
      await vi.waitUntil(ffmpeg, patient);
      const pid = readdirSync('/proc').find((one) => {
        try {
          return readFileSync(`/proc/${one}/cmdline`, 'utf8').includes(program() ?? 'none');
        } catch {
          return false;
        }
      });
      process.kill(Number(pid), 'SIGKILL');
      await expect(asked).rejects.toThrow('ended');
      expect((await sounds.decode(voice, { limit: 60, signal })).trouble).toBeUndefined();
    });

    it('when the engine is killed', async () => {
      open();
      const source = new URL('../../../bot/speech/sound-process.ts', import.meta.url).href;
      const slots = new URL('../../../bot/system/slots.ts', import.meta.url).href;
      const settings = JSON.stringify({ dataDir: dir, programs: programs() });
      const engine = spawn(
        process.execPath,
        [
          ...['--import', 'tsx', '--input-type=module', '-e'],
          `const { SoundProcess } = await import('${source}');
           const { Slots } = await import('${slots}');
           const sounds = new SoundProcess({ ...${settings}, slots: new Slots(1) });
           await sounds.hear(${JSON.stringify(long)}, new AbortController().signal);`,
        ],
        { stdio: 'ignore' },
      );
      await vi.waitUntil(ffmpeg, patient);
      engine.kill('SIGKILL');
      await vi.waitUntil(() => running().length === 0, patient);
    });
  });
});
