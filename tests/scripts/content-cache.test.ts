import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { root } from '../support/started.js';

/** What the compiled engine loads for its content: it was imported, so it is among the modules Node keeps. */
const script = `
  import { createRequire } from 'node:module';
  import '${root}dist/bot/app.js';
  const { openContent } = await import('${root}dist/content/open.js');
  const content = await openContent(process.env.FOLDER, { dataDir: process.env.DATA });
  const loaded = Object.keys(createRequire('${root}package.json').cache);
  console.log(JSON.stringify({
    yaml: loaded.some((path) => path.includes('/node_modules/yaml/')),
    languages: content.languages.length,
  }));
`;

it('a start with content that was read before loads nothing that reads YAML', () => {
  const data = mkdtempSync(join(tmpdir(), 'parley-cache-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const folder = join(data, 'own');
  const strings = join(folder, 'strings');
  mkdirSync(strings, { recursive: true });
  const start = (): unknown => {
    const { PATH = '' } = process.env;
    const env = { PATH, FOLDER: folder, DATA: data };
    return JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' }),
    );
  };
  const languages = expect.any(Number) as number;
  expect(start()).toEqual({ yaml: true, languages });
  expect(start()).toEqual({ yaml: false, languages });
  writeFileSync(join(strings, 'en.yaml'), 'onboarding:\n  readyUnknown: Leave it\n');
  expect(start()).toEqual({ yaml: true, languages });
  expect(start()).toEqual({ yaml: false, languages });
});
