import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { expect, test } from 'vitest';
import { parseConfig } from '../../bot/config.js';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const example = read('.env.example');

test('.env.example names every setting there is, and no other', () => {
  const schema = /const settings = z\.object\(\{\n([\s\S]*?)\n\}\);/.exec(read('bot/config.ts'))?.[1] ?? '';
  const names = [...schema.matchAll(/^ {2}([A-Z][A-Z_]*):/gm)].map(([, name]) => name);
  expect(names).toContain('PORT');
  expect(Object.keys(parse(example)).sort()).toEqual(names.sort());
});

test('copied as it is, it changes nothing', () => {
  expect(parseConfig(parse(example))).toEqual(parseConfig({}));
});

test('what it gives as an example can be used', () => {
  const url = /for example (https:\S+)/g;
  const [publicUrl, origin] = [...example.matchAll(url)].map(([, value]) => value);
  expect(parseConfig({ PUBLIC_URL: publicUrl, CORS_ORIGINS: `${origin}, ${publicUrl}` })).toMatchObject({
    publicUrl,
    corsOrigins: [origin, publicUrl],
  });
  const levels = /^# (fatal, .* or silent)\./m.exec(example)?.[1]?.split(/, | or /) ?? [];
  expect(levels).toHaveLength(7);
  for (const level of levels) expect(parseConfig({ LOG_LEVEL: level }).logLevel).toBe(level);
});
