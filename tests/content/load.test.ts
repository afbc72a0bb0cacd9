import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ContentError, formatFinding } from '../../content/finding.js';
import { packagedContent } from '../../content/folder.js';
import { type Content, loadContent, readContent } from '../../content/load.js';
import {
  contentFolder,
  edited,
  expectedStrings,
  type Files,
  lessonPath,
  printed,
  sidecarPath,
  soundFiles,
} from './content-folder.js';

function sound(files: Files = {}): Content {
  const { content, findings } = readContent(contentFolder(files), expectedStrings);
  expect(findings.map(formatFinding)).toEqual([]);
  return content as Content;
}

function hashOf(content: Content): string | undefined {
  return content.courses.get('english')?.lessons.get('cafe/ordering')?.hash;
}

describe('loaded content', () => {
  it('has the course as flows know it', () => {
    const course = sound().courses.get('english');
    expect({ ...course, lessons: [...(course?.lessons.keys() ?? [])] }).toEqual({
      id: 'english',
      language: 'en',
      title: 'English',
      titles: { es: 'Inglés' },
      samples: ['Hello.', 'A table, please.', 'If I had known.'],
      outline: [
        {
          id: 'cafe/ordering',
          unit: 'cafe',
          title: 'Ordering a coffee',
          titles: { es: 'Pedir un café' },
          level: 'A1',
          minutes: 6,
          after: [],
        },
      ],
      lessons: ['cafe/ordering'],
      // The content that comes with the engine has the sounds of English.
      sounds: expect.objectContaining({ common: expect.any(Array) as string[] }) as object,
    });
  });

  it('has each lesson with its translations under a hash', () => {
    const frozen = sound().courses.get('english')?.lessons.get('cafe/ordering');
    expect(frozen).toMatchObject({
      course: 'english',
      id: 'cafe/ordering',
      lesson: { title: 'Ordering a coffee' },
    });
    expect(frozen?.sidecars['es']?.steps?.['kinder']).toEqual({
      ask: '¿Cuál suena más amable?',
      because: [null, 'Suena a una orden.'],
    });
    expect(frozen?.hash).toMatch(/^[0-9a-f]{16}$/);
  });

  it('has a hash that follows the words and not the layout', () => {
    const hash = hashOf(sound());
    const moved = soundFiles[lessonPath]
      .replace('level: A1\n', '')
      .replace('steps:', '# a comment\nlevel: "A1"\nsteps:');
    expect(hashOf(sound({ [lessonPath]: moved }))).toBe(hash);
    expect(hashOf(sound({ [lessonPath]: `\ufeff${moved.replaceAll('\n', '\r\n')}` }))).toBe(hash);
    expect(hashOf(sound(edited(lessonPath, 'kinder?', 'kindest?')))).not.toBe(hash);
    expect(hashOf(sound(edited(sidecarPath, 'Suena a una orden.', 'Es una orden.')))).not.toBe(hash);
  });

  it('speaks every language and falls back to English', () => {
    const content = sound();
    const hello = { say: 'greet.hello', args: { name: 'Ana' } } as never;
    expect(['en', 'es', 'fr'].map((language) => content.phrase(language, hello))).toEqual([
      'Hello Ana',
      'Hola Ana',
      'Hello Ana',
    ]);
  });

  it('has the words of a language, and none where there is no list', () => {
    const content = sound({ 'lexicons/en.txt': 'tea\r\ncoffee\n\n' });
    const words = content.lexicon('en');
    expect(
      ['tea', 'coffee', 'coff', 'te', 'z', '', '\n', 'tea\ncoffee'].filter((word) => words.has(word)),
    ).toEqual(['tea', 'coffee']);
    expect(content.lexicon('tlh').has('tea')).toBe(false);
  });

  it('takes links for what they lead to', () => {
    const root = contentFolder({ [lessonPath]: undefined });
    writeFileSync(join(root, '.elsewhere.yaml'), soundFiles[lessonPath]);
    symlinkSync(join(root, '.elsewhere.yaml'), join(root, lessonPath));
    expect(printed(readContent(root, expectedStrings).findings, root)).toEqual([]);
  });

  it('names a link that leads nowhere, or round in a circle', () => {
    const root = contentFolder({ [lessonPath]: undefined });
    symlinkSync(join(root, lessonPath), join(root, lessonPath));
    expect(printed(readContent(root, expectedStrings).findings, root)).toContain(
      `${lessonPath}:1:1 error - cannot be opened as a file: check where the link leads`,
    );
  });
});

describe('a content folder that lacks something', () => {
  it('gets it from the content that comes with the engine', () => {
    const root = contentFolder(Object.fromEntries(Object.keys(soundFiles).map((file) => [file, undefined])));
    mkdirSync(join(root, 'lexicons'), { recursive: true });
    const { languages, courses } = readContent(root);
    expect(languages).toEqual(readContent().languages);
    expect(languages.map(({ code }) => code)).toContain('es');
    expect(courses.map(({ id }) => id)).toEqual(['english']);
  });

  it('does not exist: one clear line', () => {
    expect(() => loadContent('/nowhere/content')).toThrow(ContentError);
    expect(() => loadContent('/nowhere/content')).toThrow(
      '/nowhere/content:1:1 error - there is no such folder: set CONTENT_DIR to a content folder, or leave it out',
    );
  });
});

it('the content that comes with the engine is sound', () => {
  expect(readContent(packagedContent()).findings.map(formatFinding)).toEqual([]);
});

it('most of our first lessons are short: 10 to 14 steps', () => {
  const lessons = [...loadContent().courses.values()].flatMap((course) => [...course.lessons.values()]);
  const steps = lessons
    .filter(({ lesson }) => lesson.level === 'A1')
    .map(({ lesson }) => lesson.steps.length);
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(10);
  expect(steps.filter((count) => count <= 14).length).toBeGreaterThanOrEqual(8);
});

describe('any bytes at all', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(text)),
    // Broken in one place: what an author's slip looks like.
    fc
      .tuple(
        fc.nat(),
        fc.constantFrom(
          '*',
          '&a',
          ':',
          '"',
          "'",
          '[',
          '{',
          '\t',
          '- ',
          '|',
          '\0',
          '\n',
          '#',
          '!x ',
          '__proto__: ',
        ),
      )
      .map(([at, slip]) => {
        const text = soundFiles[lessonPath];
        const place = at % text.length;
        return Buffer.from(text.slice(0, place) + slip + text.slice(place));
      }),
  );
  const files = fc.constantFrom(...Object.keys(soundFiles));

  it('are read without an exception, into findings of one line each', () => {
    fc.assert(
      fc.property(files, bytes, (file, content) => {
        const root = contentFolder({ [file]: content });
        for (const line of readContent(root, expectedStrings).findings.map(formatFinding)) {
          expect(line).toMatch(/^[^\n]+:\d+:\d+ (error|warning) \S[^\n]* [^\n]+$/);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('an own folder that holds little', () => {
  it('takes single strings from ours', () => {
    const folder = bare();
    mkdirSync(join(folder, 'strings'));
    writeFileSync(join(folder, 'strings/en.yaml'), 'onboarding:\n  readyUnknown: Leave it\n');
    const { content, findings } = readContent(folder);
    expect(findings).toEqual([]);
    const ours = readContent().content;
    expect(content?.phrase('en', { say: 'onboarding.readyUnknown' })).toBe('Leave it');
    expect(content?.phrase('es', { say: 'onboarding.readyUnknown' })).toBe(
      ours?.phrase('es', { say: 'onboarding.readyUnknown' }),
    );
    expect(content?.phrase('en', { say: 'onboarding.privacy' })).toBe(
      ours?.phrase('en', { say: 'onboarding.privacy' }),
    );
    writeFileSync(join(folder, 'strings/en.yaml'), 'onboarding:\n  readyUnknow: Leave it\n');
    expect(printed(readContent(folder).findings, folder)).toEqual([
      'strings/en.yaml:2:3 error onboarding.readyUnknow unknown string "onboarding.readyUnknow": did you mean "onboarding.readyUnknown"?',
    ]);
  });

  it('is all of ours where it is empty', () => {
    const folder = bare();
    expect(readContent(folder).findings).toEqual([]);
    expect(readContent(folder).content?.courses.keys().next().value).toBe('english');
  });

  it('is told of what is never read', () => {
    const folder = bare();
    for (const name of ['stringz', 'strings', 'audio', 'courses/english'])
      mkdirSync(join(folder, name), { recursive: true });
    const course = join(packagedContent(), 'courses');
    cpSync(course, join(folder, 'courses'), { recursive: true });
    for (const name of ['notes.txt', 'README.md', 'strings/en.txt', 'courses/todo.md']) {
      writeFileSync(join(folder, name), '');
    }
    expect(printed(readContent(folder).findings, folder)).toEqual([
      'audio:1:1 warning - is not read: move it elsewhere',
      'courses/todo.md:1:1 warning - is not read: move it elsewhere',
      'notes.txt:1:1 warning - is not read: move it elsewhere',
      'strings/en.txt:1:1 warning - is not read: move it elsewhere',
      'stringz:1:1 warning - is not read: did you mean strings/?',
    ]);
  });

  it('is not told of our code in a copy of the whole folder', () => {
    const folder = bare();
    for (const name of ['schemas', 'checks', 'audio'])
      cpSync(join(packagedContent(), name === 'audio' ? 'checks' : name), join(folder, name), {
        recursive: true,
      });
    for (const name of ['load.ts', 'sounds.ts', 'lesson.yml', 'lesson.txt', 'audio/tea.ogg'])
      writeFileSync(join(folder, name), '');
    mkdirSync(join(folder, 'lesson.ts'));
    expect(printed(readContent(folder).findings, folder)).toEqual([
      'audio:1:1 warning - is not read: move it elsewhere',
      'lesson.ts:1:1 warning - is not read: move it elsewhere',
      'lesson.txt:1:1 warning - is not read: move it elsewhere',
      'lesson.yml:1:1 warning - is not read: move it elsewhere',
    ]);
  });
});

function bare(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bare-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
