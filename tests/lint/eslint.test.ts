import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, test } from 'vitest';

/**
 * Deliberate violations, each in place of a real file, so that the rules run exactly as `npm run lint` runs them
 * there. A rule that nothing breaks is no rule.
 */
let eslint: ESLint;
beforeAll(() => {
  eslint = new ESLint({
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    // With CI=true the parser would read each file from the disk once and never see the violation.
    overrideConfig: { languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } } },
  });
});

async function broken(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${text}\n`, { filePath: file });
  if (!result) throw new Error(`${file} was not linted`);
  const fatal = result.messages.find((message) => message.fatal === true);
  if (fatal) throw new Error(fatal.message);
  return result.messages.map(({ ruleId }) => ruleId ?? '');
}

describe('flows are pure', () => {
  test.each([
    ['Date.now', 'export const at = Date.now();'],
    ['new Date()', 'export const at = new Date();'],
    ['Date()', 'export const at = Date();'],
    ['Math.random', 'export const roll = Math.random();'],
    ['process', "export const port = process.env['PORT'];"],
    ['fetch', "export const page = fetch('http://127.0.0.1/').catch(() => undefined);"],
    ['setTimeout', 'export const timer = setTimeout(() => undefined, 1);'],
    ['setInterval', 'export const timer = setInterval(() => undefined, 1);'],
    ['setImmediate', 'export const timer = setImmediate(() => undefined);'],
    ['queueMicrotask', 'queueMicrotask(() => undefined);'],
    ['performance', 'export const at = performance.now();'],
    ['crypto', 'export const id = crypto.randomUUID();'],
    ['console', "console.log('hello');"],
    ['globalThis', 'export const all = globalThis;'],
  ])('%s', async (_, text) => {
    const rules = await broken('flows/seed.ts', text);
    expect(rules.filter((rule) => rule.startsWith('no-restricted-'))).not.toEqual([]);
    // Elsewhere it is nobody's fault.
    const elsewhere = await broken('bot/log.ts', text);
    expect(elsewhere.filter((rule) => rule.startsWith('no-restricted-'))).toEqual([]);
  });

  test('a time that arrives with the event is fine', async () => {
    expect(
      await broken('flows/seed.ts', 'export const at = (ms: number) => new Date(ms).getUTCDay();'),
    ).toEqual([]);
  });
});

describe('everywhere', () => {
  test.each([
    ['@typescript-eslint/no-floating-promises', 'Promise.resolve(1);'],
    ['@typescript-eslint/no-misused-promises', '[1].forEach(async () => { await Promise.resolve(); });'],
    [
      '@typescript-eslint/switch-exhaustiveness-check',
      `export function word(verdict: 'right' | 'wrong'): string {
        switch (verdict) { case 'right': return 'yes'; }
        return '';
      }`,
    ],
    ['@typescript-eslint/no-explicit-any', 'export const anything: any = 1;'],
    [
      '@typescript-eslint/consistent-type-imports',
      "import { Logger } from 'pino'; export type Log = Logger;",
    ],
    ['@typescript-eslint/no-unused-vars', 'const unused = 1;'],
    ['@typescript-eslint/only-throw-error', "export function fall(): never { throw 'a text'; }"],
    ['eqeqeq', 'export const same = (a: number, b: number) => a == b;'],
  ])('%s', async (rule, text) => {
    expect(await broken('bot/log.ts', text)).toContain(rule);
  });

  test('a switch over all of a union is fine', async () => {
    const text = `export function word(verdict: 'right' | 'wrong'): string {
      switch (verdict) { case 'right': return 'yes'; case 'wrong': return 'no'; }
    }`;
    expect(await broken('bot/log.ts', text)).toEqual([]);
  });
});
