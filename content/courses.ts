import { basename, join } from 'node:path';
import type { Course } from '../flows/lesson.js';
import { checkListing } from './checks/listing.js';
import { checkOrder } from './checks/order.js';
import { assembleCourse, type CourseSidecarFile } from './course-assembly.js';
import { type CourseFile, courseFile, courseSidecar } from './course-file.js';
import { misnamed, parseFileName } from './file-name.js';
import { type Finding, shownPath } from './finding.js';
import { type Entry, entriesOf } from './folder.js';
import type { Language } from './languages.js';
import { type LessonFile, lessonFindings } from './lesson-file.js';
import { readLesson } from './lessons.js';
import { suggestion } from './nearest.js';
import { readYaml, type YamlFile } from './yaml/read.js';
import { checkCharacters, checkMarks } from './yaml/texts.js';
import { validate } from './yaml/validate.js';
import { fieldName, type Path } from './yaml/values.js';

/** A course's folder as it was read. */
export interface CourseFolder {
  id: string;
  /** Without errors in any of its files. */
  course?: Course;
  yaml: YamlFile;
  /** By `unit/lesson`. */
  lessons: Map<string, LessonFile>;
  files: number;
  findings: Finding[];
}

/**
 * Reads `course.yaml`, its sidecars and every lesson of every unit.
 *
 * @param languages undefined where they are not known: then none is asked for and none refused
 */
export function readCourse(folder: string, languages: readonly Language[] | undefined): CourseFolder {
  const id = basename(folder);
  const entries = entriesOf(folder);
  const findings = entries.flatMap((entry) => misnamed(entry) ?? []);
  const yaml = readYaml(join(folder, 'course.yaml'));
  const written = read(yaml, courseFile);
  const translations = languages?.filter(({ code }) => code !== (written?.language ?? 'en'));
  const sidecars = courseSidecars(entries, written, translations);

  const lessons = new Map<string, LessonFile>();
  for (const unit of entries.filter(
    ({ kind, name }) => kind === 'folder' && !misnamed({ kind, name, path: name }),
  )) {
    const unitFolder = readUnit(unit.path, translations);
    findings.push(...unitFolder.findings);
    for (const lesson of unitFolder.lessons) lessons.set(`${unit.name}/${lesson.name}`, lesson);
  }
  if (written) {
    checkListing(yaml, written, lessons);
    checkOrder(written, lessons);
  }
  findings.push(
    ...[yaml, ...sidecars.map((sidecar) => sidecar.yaml)].flatMap(({ source }) => source.findings),
  );
  findings.push(...[...lessons.values()].flatMap(lessonFindings));
  const files =
    1 +
    sidecars.length +
    [...lessons.values()].reduce((sum, { sidecars: { length } }) => sum + 1 + length, 0);
  const sound = written && findings.every(({ severity }) => severity !== 'error');
  return {
    id,
    ...(sound ? { course: assembleCourse(id, written, sidecars, lessons) } : {}),
    yaml,
    lessons,
    files,
    findings,
  };
}

/** Reads every lesson of a unit's folder, whether the course lists it or not. */
export function readUnit(
  folder: string,
  translations: readonly Language[] | undefined,
): { lessons: LessonFile[]; findings: Finding[] } {
  const entries = entriesOf(folder);
  const findings = entries.flatMap((entry) => misnamed(entry) ?? []);
  const files = entries.flatMap((entry) => {
    const name = parseFileName(entry.name);
    return name && entry.kind === 'file' && !misnamed(entry) ? [{ ...name, path: entry.path }] : [];
  });
  const authored = files.filter(({ language }) => language === undefined);
  const lessons = authored.map(({ id, path }) => {
    const sidecars = files.filter((file) => file.id === id && file.language !== undefined);
    return readLesson(
      path,
      sidecars.map((sidecar) => sidecar.path),
      translations,
    );
  });
  const ids = authored.map(({ id }) => id);
  for (const { id, path, language } of files) {
    if (language === undefined || ids.includes(id)) continue;
    const meant = suggestion(id, ids, 'write the lesson, or rename this file');
    const message = `there is no lesson ${id}.yaml beside this sidecar: ${meant}`;
    findings.push({ file: shownPath(path), line: 1, column: 1, severity: 'error', field: '-', message });
  }
  return { lessons, findings };
}

function courseSidecars(
  entries: readonly Entry[],
  written: CourseFile | undefined,
  translations: readonly Language[] | undefined,
): CourseSidecarFile[] {
  return entries.flatMap((entry) => {
    const name = parseFileName(entry.name);
    if (entry.kind !== 'file' || name?.id !== 'course' || name.language === undefined) return [];
    const { language } = name;
    const yaml = readYaml(entry.path);
    const sidecar = read(yaml, courseSidecar);
    const report = (path: Path, message: string): void =>
      yaml.source.report(
        'error',
        yaml.values?.atKey(path) ?? { line: 1, column: 1 },
        fieldName(path),
        message,
      );
    if (translations && !translations.some(({ code }) => code === language)) {
      report(
        [],
        `"${language}" is not a language to translate to: add it to strings/languages.yaml, or rename the file`,
      );
    }
    const units = written?.units.map(({ id }) => id) ?? [];
    for (const unit of Object.keys(sidecar?.units ?? {})) {
      if (written && !units.includes(unit))
        report(['units', unit], `no such unit: ${suggestion(unit, units)}`);
    }
    return [{ language, yaml, ...(sidecar ? { sidecar } : {}) }];
  });
}

function read<T>(yaml: YamlFile, schema: Parameters<typeof validate<T>>[0]): T | undefined {
  const { source, values } = yaml;
  if (!values) return undefined;
  checkCharacters(source, values);
  checkMarks(source, values, () => true);
  return validate(schema, values.root, { source, values });
}
