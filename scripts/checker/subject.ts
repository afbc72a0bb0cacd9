import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { readCourse, readUnit } from '../../content/courses.js';
import { parseFileName } from '../../content/file-name.js';
import { type Finding, inReadingOrder, shownPath } from '../../content/finding.js';
import { entriesOf, kindOf, packagedContent } from '../../content/folder.js';
import { type Language, readLanguages } from '../../content/languages.js';
import { type LessonFile, lessonFindings } from '../../content/lesson-file.js';
import { readContent } from '../../content/load.js';
import { talkFolders, topicsName } from '../../content/talk.js';
import { checkCast, personaIds } from '../../content/talk-personas.js';

/** What the author asked to be checked. */
export interface Subject {
  files: number;
  lessons: LessonFile[];
  findings: Finding[];
  /** The YAML files themselves, absolute, as far as `--fix` may change them. */
  lessonPaths: string[];
}

/**
 * Reads a lesson file, a unit, a course or a whole content folder. A unit or lesson that lies in a course is read with
 * it, so that `after` and the course's list are checked too; one that lies anywhere else is checked alone.
 *
 * @returns undefined where the path is none of these
 */
export function readSubject(path: string): Subject | undefined {
  const absolute = resolve(path);
  const isFolder = kindOf(absolute) === 'folder';
  if (isFolder && isContent(absolute)) return wholeFolder(absolute);
  if (isFolder && basename(absolute) === 'courses') return within(wholeFolder(dirname(absolute)), absolute);
  if (!isFolder && basename(dirname(absolute)) === 'strings') {
    return within(wholeFolder(dirname(dirname(absolute))), absolute);
  }
  const talk = ofTalk(absolute, isFolder);
  if (talk) return talk;
  const folder = isFolder ? absolute : dirname(absolute);
  const name = parseFileName(basename(absolute));
  if (!isFolder && !name) return undefined;
  if (existsSync(join(folder, 'course.yaml'))) {
    const course = ofCourse(folder);
    return isFolder ? course : within(course, absolute);
  }
  const courseFolder = dirname(folder);
  // Any other folder is content of which everything is still taken from ours.
  const holdsLessons = entriesOf(folder).some((entry) => parseFileName(entry.name));
  if (isFolder && !holdsLessons && !existsSync(join(courseFolder, 'course.yaml')))
    return wholeFolder(absolute);
  const all = existsSync(join(courseFolder, 'course.yaml')) ? ofCourse(courseFolder) : ofUnit(folder);
  return within(all, isFolder ? folder : join(folder, `${name?.id ?? ''}.`));
}

function isContent(folder: string): boolean {
  if (existsSync(join(folder, 'course.yaml'))) return false;
  const parts = ['courses', 'strings', ...talkFolders];
  return (
    kindOf(join(folder, topicsName)) === 'file' ||
    parts.some((name) => kindOf(join(folder, name)) === 'folder')
  );
}

function wholeFolder(folder: string): Subject {
  const { files, findings, courses } = readContent(folder);
  const lessons = courses.flatMap((course) => [...course.lessons.values()]);
  return { files, findings, lessons, lessonPaths: pathsOf(lessons) };
}

/** A persona, a scene, a prompt or a word list, with its sidecars; a folder of them; the topics. */
function ofTalk(path: string, isFolder: boolean): Subject | undefined {
  const isTalk = (name: string, at: string): boolean =>
    talkFolders.includes(name) && !existsSync(join(dirname(at), 'course.yaml'));
  if (isFolder) return isTalk(basename(path), path) ? within(wholeFolder(dirname(path)), path) : undefined;
  const folder = dirname(path);
  if (basename(path) === topicsName) return within(wholeFolder(folder), path);
  if (!isTalk(basename(folder), folder)) return undefined;
  const name = parseFileName(basename(path));
  return name && within(wholeFolder(dirname(folder)), join(folder, `${name.id}.`));
}

function ofCourse(folder: string): Subject {
  const { files, findings, lessons } = readCourse(folder, languagesFor(folder));
  const all = [...lessons.values()];
  const cast = checkCast(all, castFor(folder));
  return { files, findings: inReadingOrder([...findings, ...cast]), lessons: all, lessonPaths: pathsOf(all) };
}

function ofUnit(folder: string): Subject {
  const languages = languagesFor(dirname(folder))?.filter(({ code }) => code !== 'en');
  const { lessons, findings } = readUnit(folder, languages);
  const all = inReadingOrder([...findings, ...lessons.flatMap(lessonFindings)]);
  return { files: pathsOf(lessons).length, findings: all, lessons, lessonPaths: pathsOf(lessons) };
}

/** The part of a subject that lies at or below a path; `unit/ordering.` stands for a lesson and its sidecars. */
function within(subject: Subject, path: string): Subject {
  const isBelow = (file: string): boolean =>
    file === path || file.startsWith(path.endsWith('.') ? path : path + sep);
  const shown = shownPath(path);
  const isShownBelow = (file: string): boolean =>
    file === shown || file.startsWith(path.endsWith('.') ? shown : shown + sep);
  const lessons = subject.lessons.filter(({ yaml }) => isBelow(yaml.source.path));
  const paths = pathsOf(lessons);
  return {
    files: Math.max(1, paths.length),
    lessons,
    findings: subject.findings.filter(({ file }) => isShownBelow(file)),
    lessonPaths: paths,
  };
}

function pathsOf(lessons: readonly LessonFile[]): string[] {
  return lessons.flatMap(({ yaml, sidecars }) =>
    [yaml, ...sidecars.map((sidecar) => sidecar.yaml)].map(({ source }) => source.path),
  );
}

/** Who can play in the lessons of a course: the personas of its content folder, and those that come with the engine. */
function castFor(course: string): string[] {
  return [dirname(dirname(course)), packagedContent()].flatMap((folder) =>
    personaIds(join(folder, 'personas')),
  );
}

/** Of the content folder that the course lies in, else those that come with the engine. */
function languagesFor(course: string): readonly Language[] | undefined {
  const own = join(dirname(dirname(course)), 'strings', 'languages.yaml');
  const { languages } = readLanguages(
    existsSync(own) ? own : join(packagedContent(), 'strings/languages.yaml'),
  );
  return languages.length > 0 ? languages : undefined;
}
