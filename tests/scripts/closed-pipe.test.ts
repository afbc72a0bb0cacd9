import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-pipe-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a compiled script whose reader is gone before it prints. */
function unread(script: string, input: string): Promise<{ code: number | null; errors: string }> {
  const path = fileURLToPath(new URL(`../../dist/scripts/${script}.js`, import.meta.url));
  const env = { PATH: process.env['PATH'], TMPDIR: folder, DATABASE_PATH: join(folder, 'none.sqlite') };
  const child = spawn(process.execPath, [path], { env });
  child.stdout.destroy();
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, errors })));
}

test.each([
  ['play', 'hello\nEnglish\nAna\n'.repeat(20)],
  ['check', ''],
  ['doctor', ''],
])('npm run %s ends quietly when nobody reads any more', async (script, input) => {
  expect(await unread(script, input)).toEqual({ code: 0, errors: '' });
  expect(readdirSync(folder)).toEqual([]);
});
