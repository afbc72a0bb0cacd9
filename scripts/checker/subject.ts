import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { type CourseFolder, readCourse, readUnit } from '../../content/courses.js';
import { parseFileName } from '../../content/file-name.js';
import { type Finding, inReadingOrder, shownPath } from '../../content/finding.js';
import { entriesOf, kindOf, packagedContent } from '../../content/folder.js';
import { type Language, readLanguages } from '../../content/languages.js';
import { type LessonFile, lessonFindings } from '../../content/lesson-file.js';
import { readContent } from '../../content/load.js';

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
  if (isFolder && ['courses', 'strings'].some((name) => kindOf(join(absolute, name)) === 'folder')) {
    return wholeFolder(absolute);
  }
  if (isFolder && basename(absolute) === 'courses') return within(wholeFolder(dirname(absolute)), absolute);
  if (!isFolder && basename(dirname(absolute)) === 'strings') {
    return within(wholeFolder(dirname(dirname(absolute))), absolute);
  }
  const folder = isFolder ? absolute : dirname(absolute);
  const name = parseFileName(basename(absolute));
  if (!isFolder && !name) return undefined;
  if (existsSync(join(folder, 'course.yaml'))) {
    const course = ofCourse(readCourse(folder, languagesFor(folder)));
    return isFolder ? course : within(course, absolute);
  }
  const courseFolder = dirname(folder);
  // Any other folder is content of which everything is still taken from ours.
  const holdsLessons = entriesOf(folder).some((entry) => parseFileName(entry.name));
  if (isFolder && !holdsLessons && !existsSync(join(courseFolder, 'course.yaml')))
    return wholeFolder(absolute);
  const all = existsSync(join(courseFolder, 'course.yaml'))
    ? ofCourse(readCourse(courseFolder, languagesFor(courseFolder)))
    : ofUnit(folder);
  return within(all, isFolder ? folder : join(folder, `${name?.id ?? ''}.`));
}

function wholeFolder(folder: string): Subject {
  const { files, findings, courses } = readContent(folder);
  const lessons = courses.flatMap((course) => [...course.lessons.values()]);
  return { files, findings, lessons, lessonPaths: pathsOf(lessons) };
}

function ofCourse({ files, findings, lessons }: CourseFolder): Subject {
  const all = [...lessons.values()];
  return { files, findings: inReadingOrder(findings), lessons: all, lessonPaths: pathsOf(all) };
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

/** Of the content folder that the course lies in, else those that come with the engine. */
function languagesFor(course: string): readonly Language[] | undefined {
  const own = join(dirname(dirname(course)), 'strings', 'languages.yaml');
  const { languages } = readLanguages(
    existsSync(own) ? own : join(packagedContent(), 'strings/languages.yaml'),
  );
  return languages.length > 0 ? languages : undefined;
}
