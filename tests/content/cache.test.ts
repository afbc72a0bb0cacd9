import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Authored } from '../../content/authored.js';
import { readCache, writeCache } from '../../content/cache-file.js';
import { contentKey } from '../../content/cache-key.js';
import type { Content } from '../../content/content.js';
import { ContentError } from '../../content/finding.js';
import { packagedContent } from '../../content/folder.js';
import { contentHash } from '../../content/hash.js';
import { loadFolder, readContent } from '../../content/load.js';
import { openContent } from '../../content/open.js';
import { readSounds } from '../../content/sounds.js';
import { readTalk } from '../../content/talk.js';
import { strings } from '../../flows/strings.js';
import { contentFolder } from './content-folder.js';

const version = 'reader 1';
const packaged = packagedContent();
let root: string;
let dataDir: string;
let from: { version: string; cache: string };
/** A folder that has a string of its own and takes the rest from ours. */
let folder: string;
let missed: Content;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'parley-cache-'));
  dataDir = join(root, 'data');
  from = { version: join(root, 'reader-version'), cache: join(root, 'none.cache') };
  writeFileSync(from.version, version);
  folder = join(root, 'own');
  mkdirSync(join(folder, 'strings'), { recursive: true });
  writeFileSync(join(folder, 'strings/en.yaml'), 'onboarding:\n  readyUnknown: Leave it\n');
  // A file that is never read is warned of.
  writeFileSync(join(folder, 'strings/en.txt'), 'Leave it\n');
  missed = await openContent(folder, { dataDir, from });
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const cache = (): string => join(dataDir, 'content.cache');
const key = (): string => contentKey(folder, version) ?? 'no key';
const kept = (): Authored | undefined => readCache(cache(), key());

/** Everything a learner may be shown or asked, and what decides about it. */
function everything(content: Content): unknown {
  const languages = content.languages.map(({ code }) => code);
  const said = Object.entries<readonly string[]>(strings).flatMap(([say, names]) =>
    languages.flatMap((language) =>
      [0, 1, 2, 3].map((variant) => {
        const args = Object.fromEntries(names.map((name, index) => [name, index + 2]));
        return content.render(language, {
          lines: [{ say, variant, ...(names.length > 0 && { args }) } as never],
        });
      }),
    ),
  );
  const { languages: offered, courses, talk, prompts, warnings } = content;
  const called = languages.map((language) => content.helplines(language));
  const flagged = ['I want to kill myself', 'quiero morirme', 'a coffee'].map((text) => content.flag(text));
  return { said, offered, courses, talk, prompts, warnings, called, flagged };
}

describe('content that was read before', () => {
  it('is what reading it again gives, in every string and lesson', async () => {
    expect(kept()).toBeDefined();
    const hit = await openContent(folder, { dataDir, from });
    expect(everything(hit)).toStrictEqual(everything(missed));
    expect(hit.phrase('en', { say: 'onboarding.readyUnknown' })).toBe('Leave it');
    expect(hit.warnings.map(({ file }) => file)).toContain(join(folder, 'strings/en.txt'));
    expect(hit.lexicon('en').has('coffee')).toBe(true);
  });

  it('lost nothing on its way through JSON', () => {
    const { courses, languages } = readContent(packaged);
    const { content, authored } = loadFolder(packaged);
    const { guides } = readSounds(packaged, languages);
    const sounds = new Map(guides);
    expect(sounds.size).toBeGreaterThan(0);
    expect(content.courses).toStrictEqual(
      new Map(
        courses.map(({ id, course }) => [id, course && { ...course, sounds: sounds.get(course.language) }]),
      ),
    );
    const { talk, prompts, moderation, helplines } = authored;
    expect({ talk, prompts, moderation, helplines }).toStrictEqual(readTalk(packaged, languages).authored);
  });

  it('has every lesson under the hash of its words', async () => {
    const { courses } = await openContent(folder, { dataDir, from });
    const lessons = [...courses.values()].flatMap(({ lessons }) => [...lessons.values()]);
    expect(lessons.length).toBeGreaterThan(0);
    for (const { hash, ...words } of lessons) expect(contentHash(words)).toBe(hash);
  });

  it('comes from the file that was kept, whether the build or an earlier start kept it', async () => {
    const authored = kept() as Authored;
    const marked = { ...authored, languages: authored.languages.map((one) => ({ ...one, name: 'kept' })) };
    const other = join(root, 'built.cache');
    expect(writeCache(other, key(), marked)).toBe(true);
    const { languages } = await openContent(folder, { from: { ...from, cache: other } });
    expect(languages.map(({ name }) => name)).toContain('kept');
    mkdirSync(join(root, 'elsewhere'));
    cpSync(other, join(root, 'elsewhere/content.cache'));
    const again = await openContent(folder, { dataDir: join(root, 'elsewhere'), from });
    expect(again.languages.map(({ name }) => name)).toContain('kept');
    // Another reader may see it with other eyes; without a build nobody knows which reader it is.
    for (const text of ['reader 2', undefined]) {
      const path = join(root, `version ${text}`);
      if (text !== undefined) writeFileSync(path, text);
      const read = await openContent(folder, { from: { version: path, cache: other } });
      expect(read.languages.map(({ name }) => name)).not.toContain('kept');
    }
  });

  it('is read again where its file is not what was written', async () => {
    const folderOf = (name: string): string => join(root, name);
    const body = { languages: [], wordings: [null], courses: [], prompts: [], moderation: [], warnings: [] };
    const hostile = { ...body, talk: { personas: [], scenes: [], topics: [] } } as unknown as Authored;
    expect(writeCache(join(folderOf('hostile'), 'content.cache'), key(), hostile)).toBe(true);
    const content = await openContent(folder, { dataDir: folderOf('hostile'), from });
    expect(everything(content)).toStrictEqual(everything(missed));
    expect(readCache(join(folderOf('hostile'), 'content.cache'), key())).toStrictEqual(kept());
  });

  it('is not missed where nothing can be kept', async () => {
    writeFileSync(join(root, 'file'), '');
    const content = await openContent(folder, { dataDir: join(root, 'file/data'), from });
    expect(everything(content)).toStrictEqual(everything(missed));
  });
});

it('content with errors is never kept', async () => {
  const broken = contentFolder({ 'strings/en.yaml': 'greet: {' });
  const data = join(broken, 'data');
  for (const _ of [1, 2]) {
    await expect(openContent(broken, { dataDir: data, from })).rejects.toBeInstanceOf(ContentError);
  }
  expect(() => readFileSync(join(data, 'content.cache'))).toThrow('ENOENT');
});
