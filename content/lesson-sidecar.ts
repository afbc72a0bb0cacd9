import { basename } from 'node:path';
import { z } from 'zod';
import { exerciseOf } from '../flows/exercises/registry.js';
import { type Lesson, type LessonSidecar, lessonSidecar } from '../flows/lesson.js';
import { parseFileName } from './file-name.js';
import { isShown, type LessonFile, needsTranslation, type SidecarFile } from './lesson-file.js';
import { nearest, suggestion } from './nearest.js';
import type { Language } from './languages.js';
import { readYaml } from './yaml/read.js';
import type { Source } from './yaml/source.js';
import { checkCharacters, checkMarks } from './yaml/texts.js';
import { validate } from './yaml/validate.js';
import { fieldName, type Path, type Values } from './yaml/values.js';

/** The sidecar without its steps' texts, which are held against the schema of their step's own kind. */
const outline = lessonSidecar.extend({ steps: z.record(z.string(), z.unknown()).optional() });

interface Place {
  source: Source;
  values: Values;
}

/** Reads one sidecar and holds it against its lesson. Without a valid lesson only the file itself is checked. */
export function readLessonSidecar(
  path: string,
  { lesson, yaml: { source: lessonSource } }: LessonFile,
  translations: readonly Language[] | undefined,
): SidecarFile {
  const language = parseFileName(basename(path))?.language ?? '';
  const yaml = readYaml(path);
  const file: SidecarFile = { language, yaml };
  const { source, values } = yaml;
  const known = translations?.find(({ code }) => code === language);
  if (translations && !known) {
    source.report('error', { line: 1, column: 1 }, '-', unknownLanguage(language, translations));
  }
  if (!values) return file;
  checkCharacters(source, values);
  checkMarks(source, values, isShown);
  const checked = validate(outline, values.root, { source, values });
  if (!checked || !lesson) return file;

  const place = { source, values };
  const steps: Record<string, unknown> = {};
  for (const [id, texts] of Object.entries(checked.steps ?? {})) {
    const step = lesson.steps.find((candidate) => candidate.id === id);
    if (step) steps[id] = readStep(step, texts, place);
    else {
      const ids = lesson.steps.map((candidate) => candidate.id);
      const message = `${basename(lessonSource.file)} has no step "${id}": ${suggestion(id, ids)}`;
      source.report('error', values.atKey(['steps', id]), fieldName(['steps', id]), message);
      const meant = nearest(id, ids);
      if (meant !== undefined) source.excuse(fieldName(['steps', meant]));
    }
  }
  if (known?.complete && needsTranslation(lesson)) reportMissingTexts(lesson, values.root, place);
  if (source.findings.every((finding) => finding.severity !== 'error')) {
    file.sidecar = { ...checked, steps } as LessonSidecar;
  }
  return file;
}

function readStep(step: Lesson['steps'][number], texts: unknown, { source, values }: Place): unknown {
  const exercise = exerciseOf(step);
  const under = ['steps', step.id];
  const checked = validate(exercise.sidecar, texts, { source, values, under });
  if (checked === undefined) return undefined;
  for (const { path, message } of exercise.misfits(step, checked)) {
    const at: Path = [...under, ...path];
    source.report('error', values.at(at), fieldName(at), message);
  }
  return checked;
}

function reportMissingTexts(lesson: Lesson, root: unknown, { source, values }: Place): void {
  const written = root as { steps?: Record<string, Record<string, unknown> | undefined> } & Record<
    string,
    unknown
  >;
  for (const field of ['title', 'can_do']) {
    if (written[field] === undefined && !source.isFaulty(field)) {
      source.report('error', values.at([]), field, `is missing: translate the lesson's ${field}`);
    }
  }
  for (const step of lesson.steps) {
    const texts = written.steps?.[step.id];
    const lacking = exerciseOf(step)
      .required(step)
      .filter((field) => texts?.[field] === undefined);
    if (lacking.length === 0) continue;
    const path = ['steps', step.id];
    if (
      source.isFaulty(fieldName(path)) ||
      lacking.some((field) => source.isFaulty(fieldName([...path, field])))
    )
      continue;
    const message = `${texts ? 'lacks' : 'is missing: translate'} ${lacking.join(', ')}`;
    source.report('error', values.at(path), fieldName(path), texts ? `${message}: translate it` : message);
  }
}

function unknownLanguage(language: string, translations: readonly Language[]): string {
  const codes = translations.map(({ code }) => code);
  return `"${language}" is not a language to translate to (${codes.join(', ')}): rename the file, or add the language to strings/languages.yaml`;
}
