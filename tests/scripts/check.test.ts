import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { everyChannel } from '../../bot/channels/capabilities/registry.js';
import { twilio } from '../../bot/channels/capabilities/twilio.js';
import { packagedContent } from '../../content/folder.js';
import { readContent } from '../../content/load.js';
import { check } from '../../scripts/checker/check.js';
import { checkFit } from '../../scripts/checker/fit.js';
import {
  contentFolder,
  coursePath,
  edited,
  expectedStrings,
  lessonPath,
  printed,
  sidecarPath,
  soundFiles,
} from '../content/content-folder.js';

function run(...args: string[]): { status: number; lines: string[] } {
  let output = '';
  const status = check(args, packagedContent(), (text) => (output += text));
  return { status, lines: output.trimEnd().split('\n') };
}

/** What is said about the lessons of a folder, with paths from the folder on. */
function said(root: string, ...args: string[]): { status: number; lines: string[] } {
  const { status, lines } = run(join(root, args[0] ?? ''), ...args.slice(1));
  return { status, lines: lines.map((line) => line.replaceAll(`${root}/`, '')) };
}

describe('the checker', () => {
  it('says that all is well', () => {
    expect(said(contentFolder(), 'courses/english')).toEqual({
      status: 0,
      lines: ['4 files, 1 lesson, 0 errors, 0 warnings'],
    });
  });

  it('checks what a path names: a lesson, its sidecar, a unit, a course', () => {
    const root = contentFolder(edited(lessonPath, 'title:', 'titel:'));
    for (const path of [lessonPath, sidecarPath, dirname(lessonPath), dirname(coursePath)]) {
      const { status, lines } = said(root, path);
      expect(status).toBe(1);
      expect(lines[0]).toBe(`${lessonPath}:1:1 error titel unknown key "titel": did you mean "title"?`);
      expect(lines.at(-1)).toMatch(/^\d files, 1 lesson, 1 error, 0 warnings$/);
    }
  });

  it('checks a whole content folder, strings included', () => {
    const root = contentFolder({ ...edited(coursePath, 'title: English', 'title: ""') });
    const { status, lines } = said(root);
    expect(status).toBe(1);
    expect(lines).toContain(`${coursePath}:1:8 error title is empty: write a text, or remove it`);
    expect(lines.some((line) => line.startsWith('strings/en.yaml:'))).toBe(true);
  });

  it('leaves the rest of the course alone when asked about one lesson', () => {
    const root = contentFolder({
      ...edited(coursePath, '[ordering]', '[ordering, paying]'),
      'courses/english/cafe/paying.yaml': 'title: [',
    });
    expect(said(root, lessonPath)).toEqual({ status: 0, lines: ['2 files, 1 lesson, 0 errors, 0 warnings'] });
  });

  it('checks a lesson that lies in no course', () => {
    const root = contentFolder({ [coursePath]: undefined, 'courses/english/course.es.yaml': undefined });
    expect(said(root, lessonPath)).toEqual({ status: 0, lines: ['2 files, 1 lesson, 0 errors, 0 warnings'] });
    writeFileSync(join(root, lessonPath), '');
    expect(said(root, lessonPath)).toEqual({
      status: 1,
      lines: [
        `${lessonPath}:1:1 error - is empty: write the content or remove the file`,
        '2 files, 1 lesson, 1 error, 0 warnings',
      ],
    });
  });

  it.each(['nowhere', 'nowhere/lesson.yaml', 'a\nb'])('says in one line that %j does not exist', (path) => {
    const { status, lines } = run(join(tmpdir(), 'parley-none', path));
    expect({ status, lines: lines.length }).toEqual({ status: 1, lines: 1 });
    expect(lines[0]).toMatch(/:1:1 error - does not exist: check the path$/);
  });

  it('accepts an empty content folder: all of it is taken from ours', () => {
    const root = join(contentFolder(), 'empty');
    mkdirSync(root);
    expect(said(root)).toMatchObject({
      status: 0,
      lines: [expect.stringMatching(/, [1-9]\d* lessons, 0 errors, 0 warnings$/)],
    });
  });

  it('says in one line that a file is no lesson', () => {
    const root = contentFolder();
    writeFileSync(join(root, 'notes.txt'), '');
    expect(said(root, 'notes.txt')).toEqual({
      status: 1,
      lines: [
        'notes.txt:1:1 error - is no lesson (.yaml), unit, course or content folder: name one of these',
      ],
    });
  });

  it('lists what accept patterns stand for', () => {
    const root = contentFolder(edited(lessonPath, '["would", "\'d"]', '["(a|b) (c|d) (e|f)"]'));
    expect(said(root, lessonPath, '--patterns').lines).toContain(
      `${lessonPath}:20:14 (a|b) (c|d) (e|f) = a c e | a c f | a d e | a d f | b c e | b c f | b d e | b d f`,
    );
  });

  it('runs as a command', () => {
    const root = contentFolder(edited(lessonPath, 'level: A1', 'level: A9'));
    const script = join(packagedContent(), '../scripts/check.ts');
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--import', 'tsx', script, join(root, lessonPath)],
      {
        encoding: 'utf8',
      },
    );
    expect(stdout.split('\n')[0]).toMatch(
      /ordering\.yaml:2:8 error level "A9" is not known: did you mean "A0"\?$/,
    );
    expect(status).toBe(1);
  });
});

describe('--fix', () => {
  const messy = `# my lesson
level: A1
# the name
title: "Ordering a coffee"   # short

can_do: order a drink
steps:
  # the first
  - text: |
      In a café, *I'd like …*
      # sounds kinder.
    kind: explain
  - kind: vocab
    word: Café crème
    meaning: 'with milk'
  - { kind: explain, text: 'Well done.' }
  - accept: ["would",   "'d"]
    # why
    hints: [It makes the request polite.]
    ask: >
      I ___ like
      a glass.
    kind: gap
    id: would
minutes: 6
`;
  const tidy = `# my lesson
# the name
title: "Ordering a coffee"   # short
level: A1

can_do: order a drink
minutes: 6
steps:
  # the first
  - id: explain
    kind: explain
    text: |
      In a café, *I'd like …*
      # sounds kinder.
  - id: cafe-creme
    kind: vocab
    word: Café crème
    meaning: 'with milk'
  - { id: explain-2, kind: explain, text: 'Well done.' }
  - id: would
    kind: gap
    ask: >
      I ___ like
      a glass.
    accept: ["would",   "'d"]
    # why
    hints: [It makes the request polite.]
`;

  it('adds ids and sorts keys, and leaves every word and comment', () => {
    const root = contentFolder({ [lessonPath]: messy });
    said(root, lessonPath, '--fix');
    expect(readFileSync(join(root, lessonPath), 'utf8')).toBe(tidy);
    said(root, lessonPath, '--fix');
    expect(readFileSync(join(root, lessonPath), 'utf8')).toBe(tidy);
  });

  it('leaves a file alone that is no sound YAML', () => {
    const broken = messy.replace('"would"', '"would');
    const root = contentFolder({ [lessonPath]: broken });
    expect(said(root, lessonPath, '--fix').status).toBe(1);
    expect(readFileSync(join(root, lessonPath), 'utf8')).toBe(broken);
  });

  it('has nothing to do in lessons that are in order', () => {
    const root = contentFolder();
    said(root, '', '--fix');
    for (const file of [lessonPath, sidecarPath] as const) {
      expect(readFileSync(join(root, file), 'utf8')).toBe(soundFiles[file]);
    }
  });
});

describe('channel fit', () => {
  const fits = (channels: typeof everyChannel): string[] => {
    const root = contentFolder();
    const { courses, renderer } = readContent(root, expectedStrings);
    const lessons = courses.flatMap((course) => [...course.lessons.values()]);
    return printed(
      lessons.flatMap((lesson) => checkFit(lesson, channels, renderer)),
      root,
    );
  };

  it('is given for every channel, built or not', () => {
    expect(fits(everyChannel)).toEqual([]);
  });

  it('names the text that had to be split, in the language it is written in', () => {
    const narrow = { ...twilio, name: 'narrow', textLimit: 100 };
    expect(fits([narrow])).toEqual([
      `${sidecarPath}:6:10 warning steps.kinder.ask takes 2 messages on narrow: shorten it, or make two steps of it`,
    ]);
  });

  it('is refused where the options do not fit into one message', () => {
    const narrow = { ...twilio, name: 'narrow', textLimit: 60 };
    expect(fits([narrow])).toContain(
      `${lessonPath}:13:15 error steps.1.options.0.text narrow cannot show its options in one message: shorten them`,
    );
  });

  it('is refused where a button cannot carry its value', () => {
    const tiny = { ...twilio, name: 'tiny', buttons: 3, buttonLabel: 40, buttonValue: 4 };
    expect(fits([tiny])[0]).toMatch(
      / error .* the value of button "[^"]+" has \d+ bytes: tiny carries 1 to 4$/,
    );
  });
});
