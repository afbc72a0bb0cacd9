import type { z } from 'zod';
import { misnamed, parseFileName } from './file-name.js';
import { type Finding, shownPath } from './finding.js';
import { entriesOf } from './folder.js';
import type { Language } from './languages.js';
import { suggestion } from './nearest.js';
import { readYaml, type YamlFile } from './yaml/read.js';
import { checkCharacters, checkMarks } from './yaml/texts.js';
import { validate } from './yaml/validate.js';
import { fieldName, type Path } from './yaml/values.js';

/** `waiter.yaml` with its translations `waiter.es.yaml` …, as they were read; what has errors is absent. */
export interface Translated<T, S> {
  id: string;
  yaml: YamlFile;
  value?: T;
  sidecars: { language: string; yaml: YamlFile; value?: S }[];
}

/** What the files of a folder hold, and what a translator owes them. */
export interface Kind<T, S> {
  /** "persona": in messages. */
  name: string;
  schema: z.ZodType<T>;
  sidecar: z.ZodType<S>;
  /** Whether learners read what stands at this path. */
  isShown: (path: Path) => boolean;
  /** The fields that every complete language must have; none where English will do. */
  required: (value: T) => readonly string[];
  /** What does not fit between the two. */
  misfits?: (value: T, texts: S) => { path: Path; message: string }[];
}

/**
 * Reads a folder of authored files, each with a sidecar a language.
 *
 * @param languages what they may be translated to; undefined where that is not known: then none is asked for and
 *   none refused
 */
export function readTranslated<T, S extends object>(
  folder: string,
  kind: Kind<T, S>,
  languages: readonly Language[] | undefined,
): { files: Translated<T, S>[]; findings: Finding[] } {
  const entries = entriesOf(folder);
  const findings = entries.flatMap((entry) => misnamed(entry) ?? []);
  const named = entries.flatMap((entry) => {
    const name = parseFileName(entry.name);
    return name && entry.kind === 'file' && !misnamed(entry) ? [{ ...name, path: entry.path }] : [];
  });
  const ids = named.filter(({ language }) => language === undefined).map(({ id }) => id);
  for (const { id, path, language } of named) {
    if (language === undefined || ids.includes(id)) continue;
    const meant = suggestion(id, ids, `write the ${kind.name}, or rename this file`);
    const message = `there is no ${kind.name} ${id}.yaml beside this sidecar: ${meant}`;
    findings.push({ file: shownPath(path), line: 1, column: 1, severity: 'error', field: '-', message });
  }
  const files = named
    .filter(({ language }) => language === undefined)
    .map(({ id, path }) => {
      const yaml = readYaml(path);
      const file: Translated<T, S> = { id, yaml, sidecars: [] };
      const value = read(yaml, kind.schema, kind);
      if (value !== undefined) file.value = value;
      file.sidecars = named
        .filter((other) => other.id === id && other.language !== undefined)
        .map((other) => readSidecar(other.path, other.language ?? '', file, kind, languages));
      reportMissingSidecars(file, kind, languages);
      return file;
    });
  return { files, findings };
}

export function findingsOf(files: readonly Translated<unknown, unknown>[]): Finding[] {
  return files
    .flatMap(({ yaml, sidecars }) => [yaml, ...sidecars.map((sidecar) => sidecar.yaml)])
    .flatMap(({ source }) => source.findings);
}

/** The translations without errors, by language. */
export function translationsOf<S>(file: Translated<unknown, S>): Record<string, S> {
  return Object.fromEntries(
    file.sidecars.flatMap(({ language, value }) => (value === undefined ? [] : [[language, value]])),
  );
}

/** Reads one file that is held against a schema; undefined where it has errors. */
export function read<T>(
  yaml: YamlFile,
  schema: z.ZodType<T>,
  { isShown }: { isShown: (path: Path) => boolean },
): T | undefined {
  const { source, values } = yaml;
  if (!values) return undefined;
  checkCharacters(source, values);
  checkMarks(source, values, isShown);
  const value = validate(schema, values.root, { source, values });
  return source.findings.some(({ severity }) => severity === 'error') ? undefined : value;
}

function readSidecar<T, S extends object>(
  path: string,
  language: string,
  { value }: Translated<T, S>,
  kind: Kind<T, S>,
  languages: readonly Language[] | undefined,
): Translated<T, S>['sidecars'][number] {
  const yaml = readYaml(path);
  const { source, values } = yaml;
  const known = languages?.find(({ code }) => code === language);
  if (languages && !known) {
    const codes = languages.map(({ code }) => code).join(', ');
    const message = `"${language}" is not a language to translate to (${codes}): rename the file, or add the language to strings/languages.yaml`;
    source.report('error', { line: 1, column: 1 }, '-', message);
  }
  const texts = read(yaml, kind.sidecar, { isShown: () => true });
  if (!values || texts === undefined || value === undefined) return { language, yaml };
  for (const { path: at, message } of kind.misfits?.(value, texts) ?? []) {
    source.report('error', values.at(at), fieldName(at), message);
  }
  for (const field of known?.complete ? kind.required(value) : []) {
    if (Object.hasOwn(texts, field)) continue;
    source.report('error', values.at([]), field, `is missing: translate the ${kind.name}'s ${field}`);
  }
  return { language, yaml, value: texts };
}

function reportMissingSidecars<T, S>(
  { id, yaml, value, sidecars }: Translated<T, S>,
  kind: Kind<T, S>,
  languages: readonly Language[] | undefined,
): void {
  const fields = value === undefined ? [] : kind.required(value);
  if (fields.length === 0) return;
  for (const { code, complete } of languages ?? []) {
    if (!complete || sidecars.some(({ language }) => language === code)) continue;
    const message = `needs ${fields.join(', ')} in every complete language: add ${id}.${code}.yaml`;
    yaml.source.report('error', { line: 1, column: 1 }, '-', message);
  }
}
