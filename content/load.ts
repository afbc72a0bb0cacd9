import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { strings } from '../flows/strings.js';
import { type Authored, plain } from './authored.js';
import { findStrays } from './checks/strays.js';
import { type Content, contentOf } from './content.js';
import { type CourseFolder, readCourse } from './courses.js';
import { ContentError, type Finding, inReadingOrder, shownPath } from './finding.js';
import { entriesOf, kindOf, lookup, packagedContent } from './folder.js';
import { readStrings, type Wordings } from './interface-strings.js';
import { type Language, readLanguages } from './languages.js';
import { Renderer } from './render.js';
import { readSounds } from './sounds.js';
import { readTalk } from './talk.js';
import { checkCast } from './talk-personas.js';

export type { Content };

/** The content folder as it was read, for the checker: with errors, there may be no content. */
export interface ContentFolder {
  content?: Content;
  /** What the content is made of. */
  authored?: Authored;
  languages: readonly Language[];
  renderer: Renderer;
  courses: readonly CourseFolder[];
  files: number;
  /** In reading order. */
  findings: Finding[];
}

/**
 * Reads the authored content at the start.
 *
 * @param folder CONTENT_DIR; what it lacks is taken from the content that comes with the engine
 * @throws ContentError where anything in it has an error
 */
export function loadContent(folder?: string): Content {
  return loadFolder(folder).content;
}

/** The same, with what it is made of. @throws ContentError */
export function loadFolder(folder?: string): { content: Content; authored: Authored } {
  const { content, authored, findings } = readContent(folder);
  if (!content || !authored) {
    throw new ContentError(findings.filter(({ severity }) => severity === 'error'));
  }
  return { content, authored };
}

/** @returns never throws, whatever the files hold */
export function readContent(folder = packagedContent(), expected: StringArguments = strings): ContentFolder {
  const packaged = packagedContent();
  const findings: Finding[] = [];
  if (kindOf(folder) !== 'folder') {
    const message = 'there is no such folder: set CONTENT_DIR to a content folder, or leave it out';
    findings.push({ file: shownPath(folder), line: 1, column: 1, severity: 'error', field: '-', message });
  }
  findings.push(...findStrays(folder));
  const own = lookup(folder, packaged);

  const { yaml, languages } = readLanguages(own('strings/languages.yaml'));
  findings.push(...yaml.source.findings);
  const texts = new Map<string, Wordings>();
  for (const language of languages) {
    const name = `strings/${language.code}.yaml`;
    const path = own(name);
    const ours = join(packaged, name);
    const base = path !== ours && existsSync(ours) ? ourWordings(ours, language, expected) : undefined;
    const { yaml: file, wordings } = readStrings(path, language, expected, base);
    findings.push(...file.source.findings);
    texts.set(language.code, wordings);
  }
  const coursesFolder = own('courses');
  const courses = entriesOf(coursesFolder)
    .filter(({ kind }) => kind === 'folder')
    .map(({ path }) => readCourse(path, languages.length > 0 ? languages : undefined));
  findings.push(...courses.flatMap((course) => course.findings));
  const {
    authored: talk,
    personas,
    ...talkFolder
  } = readTalk(folder, languages.length > 0 ? languages : undefined);
  findings.push(...talkFolder.findings);
  findings.push(...courses.flatMap(({ lessons }) => checkCast(lessons.values(), personas)));
  const sounds = readSounds(folder, languages.length > 0 ? languages : undefined);
  findings.push(...sounds.findings);
  if (courses.length === 0) {
    const message = 'holds no course: add a folder with a course.yaml';
    findings.push({
      file: shownPath(coursesFolder),
      line: 1,
      column: 1,
      severity: 'error',
      field: '-',
      message,
    });
  }

  const renderer = new Renderer(texts);
  const sorted = inReadingOrder(findings);
  const result: ContentFolder = {
    languages,
    renderer,
    courses,
    files:
      1 + languages.length + courses.reduce((sum, { files }) => sum + files, talkFolder.files + sounds.files),
    findings: sorted,
  };
  if (sorted.some(({ severity }) => severity === 'error')) return result;
  const authored = plain<Authored>({
    languages,
    wordings: [...texts].map(([language, wordings]) => [language, [...wordings]]),
    courses: courses.flatMap(({ course }) =>
      course ? [{ ...course, lessons: [...course.lessons.values()] }] : [],
    ),
    ...talk,
    sounds: sounds.guides,
    warnings: sorted,
  });
  return { ...result, authored, content: contentOf(authored, own) };
}

type StringArguments = Readonly<Record<string, readonly string[]>>;

const known = new WeakMap<StringArguments, Map<string, Wordings>>();

/** Read once: what comes with the engine does not change while it runs. */
function ourWordings(path: string, language: Language, expected: StringArguments): Wordings {
  const files = known.get(expected) ?? new Map<string, Wordings>();
  known.set(expected, files);
  const wordings = files.get(path) ?? readStrings(path, language, expected).wordings;
  files.set(path, wordings);
  return wordings;
}
