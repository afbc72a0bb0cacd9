import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A house of fixture files in the places of the real ones, each breaking one direction. */
const violations: [rule: string, file: string, imports: string][] = [
  ['flows are pure', 'flows/a.ts', 'node:fs'],
  ['flows are pure', 'flows/b.ts', 'pino'],
  ['flows must not import content and db', 'flows/c.ts', '../content/floor.js'],
  ['flows must not import engine', 'flows/d.ts', '../bot/engine/floor.js'],
  ['only machine.ts runs XState', 'flows/e.ts', 'xstate'],
  ['only db/sqlite knows SQLite', 'bot/engine/f.ts', 'better-sqlite3'],
  ['content and db are strangers', 'content/g.ts', '../db/floor.js'],
  ['db and content are strangers', 'db/h.ts', '../content/floor.js'],
  ['content and db must not import channels and providers', 'content/i.ts', '../bot/channels/floor.js'],
  ['channels and providers are strangers', 'bot/channels/j.ts', '../providers/floor.js'],
  ['providers and channels are strangers', 'bot/providers/k.ts', '../channels/floor.js'],
  ['channels and providers must not import effects', 'bot/channels/l.ts', '../effects/floor.js'],
  ['effects must not import engine', 'bot/effects/m.ts', '../engine/floor.js'],
  ['engine must not import jobs and web', 'bot/engine/n.ts', '../web/floor.js'],
  ['jobs and web must not import main and app', 'bot/web/o.ts', '../app.js'],
  ['the house does not import its scripts or tests', 'db/p.ts', '../scripts/floor.js'],
  ['no-unresolvable', 'bot/engine/q.ts', './nowhere.js'],
];

/** What goes down, and is allowed. */
const allowed: [file: string, imports: string][] = [
  ['bot/app.ts', './engine/floor.js'],
  ['bot/web/floor.ts', '../engine/floor.js'],
  ['bot/engine/floor.ts', '../effects/floor.js'],
  ['bot/effects/floor.ts', '../channels/floor.js'],
  ['bot/channels/floor.ts', '../../content/floor.js'],
  ['bot/providers/floor.ts', '../../db/floor.js'],
  ['content/floor.ts', '../flows/floor.js'],
  ['db/floor.ts', '../flows/floor.js'],
  ['db/sqlite/floor.ts', 'better-sqlite3'],
  ['flows/floor.ts', 'zod'],
  ['flows/machines/floor.ts', 'xstate'],
  ['scripts/floor.ts', '../bot/app.js'],
];

let house: string;
const home = process.cwd();
let found: string[];
beforeAll(async () => {
  house = mkdtempSync(join(tmpdir(), 'parley-house-'));
  for (const [file, imports] of [...violations.map(([, ...pair]) => pair), ...allowed]) put(file, imports);
  put('flows/circle-a.ts', './circle-b.js');
  put('flows/circle-b.ts', './circle-a.js');
  for (const name of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs'])
    writeFileSync(join(house, name), readFileSync(join(root, name)));
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
  process.chdir(house);
  const { options, ...ruleSet } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
    options: ICruiseOptions;
  };
  const folders = ['flows', 'content', 'db', 'bot', 'scripts'];
  const result = await cruise(folders, { ...options, ruleSet, validate: true });
  found = (result.output as ICruiseResult).summary.violations.map(
    ({ rule, from }) => `${rule.name} | ${from}`,
  );
});
afterAll(() => {
  process.chdir(home);
  rmSync(house, { recursive: true, force: true });
});

function put(file: string, imports: string): void {
  mkdirSync(dirname(join(house, file)), { recursive: true });
  writeFileSync(join(house, file), `import * as other from '${imports}';\nexport const it = other;\n`);
}

test.each(violations)('%s: %s imports %s', (rule, file) => {
  expect(found).toContain(`${rule} | ${file}`);
});

test('a circle is found', () => {
  expect(found.filter((one) => one.startsWith('no-circular | flows/circle-'))).not.toEqual([]);
});

test('what goes down is allowed', () => {
  const faulty = new Set(found.map((one) => one.split(' | ')[1]));
  expect(allowed.map(([file]) => file).filter((file) => faulty.has(file))).toEqual([]);
});
