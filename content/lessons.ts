import { basename } from 'node:path';
import { exerciseOf } from '../flows/exercises/registry.js';
import { lesson } from '../flows/lesson.js';
import { checkSkipped } from './checks/skipped.js';
import { checkSteps } from './checks/steps.js';
import { parseFileName } from './file-name.js';
import { isShown, type LessonFile, needsTranslation } from './lesson-file.js';
import { readLessonSidecar } from './lesson-sidecar.js';
import type { Language } from './languages.js';
import { readYaml } from './yaml/read.js';
import { checkCharacters, checkMarks } from './yaml/texts.js';
import { validate } from './yaml/validate.js';

/**
 * Reads one lesson and its sidecars.
 *
 * @param path of the author's file
 * @param sidecarPaths of the files beside it, `<lesson>.<language>.yaml`
 * @param translations the languages a lesson may be translated to; those marked complete it must be translated to.
 *   Undefined where they are not known.
 */
export function readLesson(
  path: string,
  sidecarPaths: readonly string[],
  translations: readonly Language[] | undefined,
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
  checkSkipped(file, translations);
  return file;
}

function reportMissingSidecars(
  { name, yaml, lesson, sidecars }: LessonFile,
  translations: readonly Language[] | undefined,
): void {
  if (!lesson || !needsTranslation(lesson)) return;
  const steps = lesson.steps.filter((step) => exerciseOf(step).required(step).length > 0).length;
  for (const { code } of translations?.filter(({ complete }) => complete) ?? []) {
    if (sidecars.some(({ language }) => language === code)) continue;
    const file = `${name}.${code}.yaml`;
    const message = `${lesson.level} lessons are complete with every language: add ${file} (${steps} steps to translate)`;
    yaml.source.report('error', { line: 1, column: 1 }, '-', message);
  }
}
