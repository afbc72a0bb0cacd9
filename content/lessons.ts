import { basename } from 'node:path';
import { exerciseOf } from '../flows/exercises/registry.js';
import { type Lesson, type LessonSidecar, lesson } from '../flows/lesson.js';
import { checkSteps } from './checks/steps.js';
import { parseFileName } from './file-name.js';
import type { Finding } from './finding.js';
import { readLessonSidecar } from './lesson-sidecar.js';
import type { Language } from './languages.js';
import { readYaml, type YamlFile } from './yaml/read.js';
import { checkCharacters, checkMarks } from './yaml/texts.js';
import { validate } from './yaml/validate.js';
import type { Path } from './yaml/values.js';

/** A lesson with its sidecars as they were read; what has errors is absent. */
export interface LessonFile {
  /** `ordering`. */
  name: string;
  yaml: YamlFile;
  lesson?: Lesson;
  sidecars: SidecarFile[];
}

export interface SidecarFile {
  language: string;
  yaml: YamlFile;
  sidecar?: LessonSidecar;
}

/**
 * Reads one lesson and its sidecars.
 *
 * @param path of the author's file
 * @param sidecarPaths of the files beside it, `<lesson>.<language>.yaml`
 * @param translations the languages a lesson may be translated to, those that must be among them marked complete
 */
export function readLesson(
  path: string,
  sidecarPaths: readonly string[],
  translations: readonly Language[],
): LessonFile {
  const yaml = readYaml(path);
  const file: LessonFile = { name: parseFileName(basename(path))?.id ?? basename(path), yaml, sidecars: [] };
  const { source, values } = yaml;
  if (values) {
    checkCharacters(source, values);
    checkMarks(source, values, isShown);
    const checked = validate(lesson, values.root, { source, values });
    if (checked) checkSteps(checked, { source, values });
    if (checked && source.findings.every((finding) => finding.severity !== 'error')) file.lesson = checked;
  }
  file.sidecars = sidecarPaths.map((sidecarPath) => readLessonSidecar(sidecarPath, file, translations));
  reportMissingSidecars(file, translations);
  return file;
}

export function lessonFindings({ yaml, sidecars }: LessonFile): Finding[] {
  return [yaml, ...sidecars.map((sidecar) => sidecar.yaml)].flatMap(({ source }) => source.findings);
}

/** Patterns, ids and what stands before a colon are not shown. */
export function isShown(path: Path): boolean {
  return !path.some((part) => part === 'accept' || part === 'when' || part === 'id' || part === 'ipa');
}

/** Learners at these levels cannot be expected to read instructions in English. */
export function needsTranslation({ level }: Lesson): boolean {
  return level === 'A0' || level === 'A1' || level === 'A2';
}

function reportMissingSidecars(
  { name, yaml, lesson, sidecars }: LessonFile,
  translations: readonly Language[],
): void {
  if (!lesson || !needsTranslation(lesson)) return;
  const steps = lesson.steps.filter((step) => exerciseOf(step).required(step).length > 0).length;
  for (const { code } of translations.filter(({ complete }) => complete)) {
    if (sidecars.some(({ language }) => language === code)) continue;
    const file = `${name}.${code}.yaml`;
    const message = `${lesson.level} lessons are complete with every language: add ${file} (${steps} steps to translate)`;
    yaml.source.report('error', { line: 1, column: 1 }, '-', message);
  }
}
