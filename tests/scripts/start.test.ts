import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Started } from '../support/started.js';

let folder: string;
let env: Record<string, string>;
const running: Started[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-start-'));
  env = { PORT: '0', DATABASE_PATH: join(folder, 'parley.sqlite'), DATA_DIR: folder };
});
afterEach(() => {
  for (const started of running.splice(0)) started.kill();
  rmSync(folder, { recursive: true, force: true });
});

function start(more: Record<string, string> = {}, how: 'engine' | 'npmStart' = 'engine'): Started {
  const started = Started[how]({ ...env, ...more });
  running.push(started);
  return started;
}

describe.each(['engine', 'npmStart'] as const)('%s', (how) => {
  test.each(['SIGTERM', 'SIGINT'] as const)('serves, and %s ends all of it with 0', async (signal) => {
    const engine = start({}, how);
    const address = await engine.address();
    expect(new URL(address).hostname).toBe('127.0.0.1');
    const page = await fetch(address);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await (await fetch(`${address}/health`)).json()).toMatchObject({
      status: 'ok',
      providers: { proofreader: { state: 'ok' } },
    });

    expect(await engine.stop(signal)).toEqual({ code: 0, signal: null });
    expect(engine.alive).toBe(false);
    await expect(fetch(`${address}/health`)).rejects.toThrow();
    // npm has warnings of its own.
    if (how === 'engine') expect(engine.errors).toBe('');
  });
});

test('what is set for parts that are not built yet is named in one warning', async () => {
  const engine = start({ WHATSAPP_ACCESS_TOKEN: 'secret', TWILIO_FROM: 'secret' });
  await engine.address();
  await engine.stop('SIGTERM');
  const warnings = engine.output.split('\n').filter((line) => line.includes('"level":40'));
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('not part of this version, ignored: TWILIO_FROM, WHATSAPP_ACCESS_TOKEN');
  expect(engine.output).not.toContain('secret');
});

/** Sends the signal at a moment of the start: when the database's driver is loaded, long before anything listens. */
function signalling(signal: string): Record<string, string> {
  const script = `const load = process.dlopen;
    process.dlopen = (...words) => { process.kill(process.pid, '${signal}'); return load.apply(process, words); };`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` };
}

test.each(['SIGTERM', 'SIGINT'])('%s before it is up ends it with 0 as well', async (signal) => {
  const engine = start(signalling(signal));
  expect(await engine.ended).toEqual({ code: 0, signal: null });
  expect(engine.errors).toBe('');
  // What it had begun is whole.
  const next = start();
  await next.address();
  expect(await next.stop('SIGTERM')).toEqual({ code: 0, signal: null });
});

test('the same database again after a stop', async () => {
  const first = start();
  await first.address();
  await first.stop('SIGTERM');
  const second = start();
  await second.address();
  expect(await second.stop('SIGTERM')).toEqual({ code: 0, signal: null });
});

describe('what the settings must mend is a clear line each, no stack, and 78', () => {
  async function refused(started: Started): Promise<string[]> {
    const { code } = await started.ended;
    expect(code).toBe(78);
    const lines = started.errors.trim().split('\n');
    for (const line of lines) expect(line).not.toMatch(/^\s*at |node:internal|\.js:\d/);
    return lines;
  }

  test('a setting that is wrong', async () => {
    expect(await refused(start({ PORT: 'eighty' }))).toEqual([
      'PORT must be a port number from 0 to 65535, for example 3000',
    ]);
  });

  test('a database of a kind that is not supported yet', async () => {
    const [line, ...more] = await refused(start({ DATABASE_URL: 'postgres://x' }));
    expect(line).toContain('PostgreSQL is not part of this version: remove it');
    expect(more).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('several settings that are wrong', async () => {
    const lines = await refused(start({ PORT: '99999', LOG_LEVEL: 'loud' }));
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['PORT', 'LOG_LEVEL']);
  });

  test('a port that is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    try {
      const bound = taken.address();
      const PORT = String(typeof bound === 'object' ? bound?.port : bound);
      const [line, ...more] = await refused(start({ PORT }));
      expect(line).toContain('PORT is taken');
      expect(more).toEqual([]);
    } finally {
      taken.close();
    }
  });

  test('a database that another process has', async () => {
    const first = start();
    await first.address();
    const [line, ...more] = await refused(start());
    expect(line).toContain('in use by another process');
    expect(more).toEqual([]);
    await first.stop('SIGTERM');
  });

  test('a content folder that is not there', async () => {
    const [line, ...more] = await refused(start({ CONTENT_DIR: join(folder, 'nowhere') }));
    expect(line).toContain('CONTENT_DIR');
    expect(more).toEqual([]);
  });

  test('a database that is none', async () => {
    writeFileSync(env['DATABASE_PATH'] ?? '', 'a letter to my grandmother, no database at all'.repeat(50));
    const [line, ...more] = await refused(start());
    expect(line).toContain('parley.sqlite is not a database of Parley: name another file');
    expect(more).toEqual([]);
    expect(readdirSync(folder)).toEqual(['parley.sqlite']);
  });

  test('a folder that cannot be made', async () => {
    const [line, ...more] = await refused(start({ DATA_DIR: join(folder, '../../../../proc/parley') }));
    expect(line).toContain('DATA_DIR');
    expect(more).toEqual([]);
  });

  test.each(['', 'parley.sqlite/x.sqlite', '../../../../proc/parley/x.sqlite'])(
    'a place where no database can be: %j',
    async (place) => {
      writeFileSync(env['DATABASE_PATH'] ?? '', '');
      const [line, ...more] = await refused(start({ DATABASE_PATH: join(folder, place) }));
      expect(line).toContain('DATABASE_PATH');
      expect(more).toEqual([]);
      expect(readdirSync(folder)).toEqual(['parley.sqlite']);
    },
  );
});
