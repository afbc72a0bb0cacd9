import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Course } from '../../flows/lesson.js';
import { unknownLesson } from '../../scripts/play/unknown-lesson.js';

const names = ['cafe/ordering', 'town/market', 'town/shopping', 'people/family'];
const course: Pick<Course, 'id' | 'lessons'> = {
  id: 'english',
  lessons: new Map(names.map((name) => [name, {} as never])),
};

it.each(['cafe/ordering', 'english/town/market'])('%s is a lesson', (name) => {
  expect(unknownLesson(course, name)).toBeUndefined();
});

it.each([
  ['cafe/nope', 'There is no lesson "cafe/nope": did you mean cafe/ordering?'],
  ['cafe/odering', 'There is no lesson "cafe/odering": did you mean cafe/ordering?'],
  ['market', 'There is no lesson "market": did you mean town/market?'],
  ['city/market', 'There is no lesson "city/market": did you mean town/market?'],
  ['town/x', 'There is no lesson "town/x": did you mean town/market or town/shopping?'],
  ['town', 'There is no lesson "town": did you mean town/market or town/shopping?'],
  ['x', `There is no lesson "x": there are ${names.join(', ')}.`],
  ['', `There is no lesson "": there are ${names.join(', ')}.`],
])('%j: says which was meant', (named, line) => {
  expect(unknownLesson(course, named)).toBe(line);
});

it('npm run play ends with that one line, as with other wrong arguments, and nobody is greeted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-play-test-'));
  try {
    const script = fileURLToPath(new URL('../../scripts/play.ts', import.meta.url));
    const arguments_ = ['--import', 'tsx', script, '--lesson', 'cafe/nope'];
    const { status, stdout, stderr } = spawnSync(process.execPath, arguments_, {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: { PATH: process.env['PATH'], TMPDIR: folder, DATA_DIR: folder },
      input: 'hello\n',
      encoding: 'utf8',
    });
    expect([status, stdout, stderr]).toEqual([
      1,
      '',
      'There is no lesson "cafe/nope": did you mean cafe/ordering?\n',
    ]);
    expect(readdirSync(folder).filter((name) => name.startsWith('parley-play-'))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
