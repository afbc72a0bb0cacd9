import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Line, Message } from '../flows/effects.js';
import type { Concern } from '../flows/events.js';
import type { Course } from '../flows/lesson.js';
import { strings } from '../flows/strings.js';
import type { TalkContent } from '../flows/talk-content.js';
import type { PromptName } from '../flows/tutor/prompts.js';
import { findStrays } from './checks/strays.js';
import { type CourseFolder, readCourse } from './courses.js';
import { ContentError, type Finding, inReadingOrder, shownPath } from './finding.js';
import { entriesOf, kindOf, packagedContent } from './folder.js';
import { readStrings, type Wordings } from './interface-strings.js';
import { type Language, readLanguages } from './languages.js';
import type { Helplines } from './helplines.js';
import type { StoredPrompt } from './prompts.js';
import { Renderer } from './render.js';
import type { RenderedMessage } from './rendered.js';
import { readTalk } from './talk.js';
import { checkCast } from './talk-personas.js';

/** Everything authored, validated. Immutable. */
export interface Content {
  /** In their order; learners are offered the complete ones. */
  languages: readonly Language[];
  courses: ReadonlyMap<string, Course>;
  talk: TalkContent;
  /** How a language model is asked, by the question. */
  prompts: ReadonlyMap<PromptName, StoredPrompt>;
  /** What a text may not be answered like any other; by the word lists of every language. */
  flag(text: string): Concern | undefined;
  /** Where somebody who wants to harm themselves is heard. */
  helplines(language: string): Helplines;
  /** The words of a language, lower case: what is not in it may be a slip of the keyboard. Empty if there is no list. */
  lexicon(language: string): ReadonlySet<string>;
  render(language: string, message: Message): RenderedMessage;
  /** A line in a language without marks. */
  phrase(language: string, line: Line): string;
  /** What authors should look at; no errors. */
  warnings: readonly Finding[];
}

/** The content folder as it was read, for the checker: with errors, there may be no content. */
export interface ContentFolder {
  content?: Content;
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
  const { content, findings } = readContent(folder);
  if (!content) throw new ContentError(findings.filter(({ severity }) => severity === 'error'));
  return content;
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
  const own = (path: string): string =>
    [join(folder, path), join(packaged, path)].find(existsSync) ?? join(folder, path);

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
  const { talk, prompts, flag, helplines, personas, ...talkFolder } = readTalk(
    folder,
    languages.length > 0 ? languages : undefined,
  );
  findings.push(...talkFolder.findings);
  findings.push(...courses.flatMap(({ lessons }) => checkCast(lessons.values(), personas)));
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
    files: 1 + languages.length + courses.reduce((sum, { files }) => sum + files, talkFolder.files),
    findings: sorted,
  };
  if (sorted.some(({ severity }) => severity === 'error')) return result;
  const lexicons = new Map<string, ReadonlySet<string>>();
  return {
    ...result,
    content: {
      languages,
      courses: new Map(courses.flatMap(({ id, course }) => (course ? [[id, course]] : []))),
      talk,
      prompts,
      flag,
      helplines,
      lexicon: (language) => {
        const known = lexicons.get(language) ?? readLexicon(own(`lexicons/${language}.txt`));
        lexicons.set(language, known);
        return known;
      },
      render: (language, message) => renderer.message(language, message),
      phrase: (language, line) => renderer.phrase(language, line),
      warnings: sorted,
    },
  };
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

/** One word a line. */
function readLexicon(path: string): ReadonlySet<string> {
  if (!existsSync(path)) return new Set();
  return new Set(
    readFileSync(path, 'utf8')
      .split(/\r?\n/)
      .filter((word) => word !== '' && !word.startsWith('#')),
  );
}
