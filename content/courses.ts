import { basename, join } from 'node:path';
import type { Course, FrozenLesson, OutlineEntry } from '../flows/lesson.js';
import { checkOrder } from './checks/order.js';
import { type CourseFile, type CourseSidecar, courseFile, courseSidecar } from './course-file.js';
import { misnamed, parseFileName } from './file-name.js';
import { type Finding, shownPath } from './finding.js';
import { type Entry, entriesOf } from './folder.js';
import { contentHash } from './hash.js';
import type { Language } from './languages.js';
import { type LessonFile, lessonFindings, readLesson } from './lessons.js';
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

/** Reads `course.yaml`, its sidecars and every lesson of every unit. */
export function readCourse(folder: string, languages: readonly Language[]): CourseFolder {
  const id = basename(folder);
  const entries = entriesOf(folder);
  const findings = entries.flatMap((entry) => misnamed(entry) ?? []);
  const yaml = readYaml(join(folder, 'course.yaml'));
  const written = read(yaml, courseFile);
  const translations = languages.filter(({ code }) => code !== (written?.language ?? 'en'));
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
    ...(sound ? { course: assemble(id, written, sidecars, lessons) } : {}),
    yaml,
    lessons,
    files,
    findings,
  };
}

/** Reads every lesson of a unit's folder, whether the course lists it or not. */
export function readUnit(
  folder: string,
  translations: readonly Language[],
): { lessons: LessonFile[]; findings: Finding[] } {
  const entries = entriesOf(folder).filter(({ kind }) => kind !== 'folder');
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
    const meant = suggestion(id, ids).replace(/^allowed here.*/, 'write the lesson, or rename this file');
    const message = `there is no lesson ${id}.yaml beside this sidecar: ${meant}`;
    findings.push({ file: shownPath(path), line: 1, column: 1, severity: 'error', field: '-', message });
  }
  return { lessons, findings };
}

interface CourseSidecarFile {
  language: string;
  yaml: YamlFile;
  sidecar?: CourseSidecar;
}

function courseSidecars(
  entries: readonly Entry[],
  written: CourseFile | undefined,
  translations: readonly Language[],
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
    if (!translations.some(({ code }) => code === language)) {
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

/** Every lesson on disk is listed, every listed one is on disk, and each once. */
function checkListing(
  { source, values }: YamlFile,
  written: CourseFile,
  lessons: Map<string, LessonFile>,
): void {
  const listed = new Set<string>();
  const units = new Set<string>();
  for (const [u, unit] of written.units.entries()) {
    const complain = (path: Path, message: string): void =>
      source.report('error', values?.at(path) ?? { line: 1, column: 1 }, fieldName(path), message);
    if (units.has(unit.id)) complain(['units', u, 'id'], `"${unit.id}" is here twice: remove one`);
    units.add(unit.id);
    for (const [l, name] of unit.lessons.entries()) {
      const id = `${unit.id}/${name}`;
      const path = ['units', u, 'lessons', l];
      if (listed.has(id)) complain(path, `"${name}" is here twice: remove one`);
      listed.add(id);
      if (lessons.has(id)) continue;
      const beside = [...lessons.keys()]
        .filter((key) => key.startsWith(`${unit.id}/`))
        .map((key) => key.slice(unit.id.length + 1));
      const meant = suggestion(name, beside).replace(
        /^(allowed here.*|remove it)$/,
        'write it or remove it here',
      );
      complain(path, `there is no file ${id}.yaml: ${meant}`);
    }
  }
  for (const [id, lesson] of lessons) {
    if (listed.has(id)) continue;
    const message = `is not listed in course.yaml: add it to the lessons of unit "${id.split('/')[0] ?? ''}"`;
    lesson.yaml.source.report('error', { line: 1, column: 1 }, '-', message);
  }
}

function assemble(
  id: string,
  written: CourseFile,
  sidecars: readonly CourseSidecarFile[],
  files: Map<string, LessonFile>,
): Course {
  const outline: OutlineEntry[] = [];
  const lessons = new Map<string, FrozenLesson>();
  for (const unit of written.units) {
    for (const name of unit.lessons) {
      const key = `${unit.id}/${name}`;
      const file = files.get(key);
      if (!file?.lesson) continue;
      const { lesson } = file;
      const content = {
        course: id,
        id: key,
        lesson,
        sidecars: Object.fromEntries(
          file.sidecars.flatMap(({ language, sidecar }) => (sidecar ? [[language, sidecar]] : [])),
        ),
      };
      lessons.set(key, { hash: contentHash(content), ...content });
      outline.push({
        id: key,
        unit: unit.id,
        title: lesson.title,
        titles: titlesOf(file.sidecars),
        level: lesson.level,
        minutes: lesson.minutes,
        after: lesson.after ?? [],
      });
    }
  }
  const { language, title, samples } = written;
  return { id, language, title, titles: titlesOf(sidecars), samples, outline, lessons };
}

function titlesOf(
  files: readonly { language: string; sidecar?: { title?: string | undefined } }[],
): Record<string, string> {
  return Object.fromEntries(
    files.flatMap(({ language, sidecar }) =>
      sidecar?.title === undefined ? [] : [[language, sidecar.title]],
    ),
  );
}
