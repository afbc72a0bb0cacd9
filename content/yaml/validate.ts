import type { z } from 'zod';
import { nearest, suggestion } from '../nearest.js';
import { keysAt, schemaAt } from './schema-keys.js';
import type { Source } from './source.js';
import { fieldName, type Path, type Values } from './values.js';

type Issue = z.core.$ZodIssue;

/**
 * Validates what a YAML file (or a part of it, at `under`) holds and reports every mismatch at its place.
 *
 * @returns the validated value, or undefined where there was an error
 */
export function validate<T>(
  schema: z.ZodType<T>,
  value: unknown,
  { source, values, under = [] }: { source: Source; values: Values; under?: Path },
): T | undefined {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fault = { source, values, under, schema: schema as z.core.$ZodType, root: value };
  // Unknown keys first: what one was meant to be is then not missing.
  const unknownKeys = (issue: Issue): boolean => issue.code === 'unrecognized_keys';
  const { issues } = result.error;
  for (const issue of [...issues.filter(unknownKeys), ...issues.filter((issue) => !unknownKeys(issue))]) {
    reportIssue(issue, issue.path as Path, fault);
  }
  return undefined;
}

interface Fault {
  source: Source;
  values: Values;
  under: Path;
  schema: z.core.$ZodType;
  root: unknown;
}

function reportIssue(issue: Issue, path: Path, fault: Fault): void {
  const { source, values, under } = fault;
  const full = [...under, ...path];
  const report = (at: Path, message: string, atKey = false): void => {
    const field = fieldName(at);
    // Two rules may dislike one text.
    if (source.isFaulty(field)) return;
    source.report('error', atKey ? values.atKey(at) : values.at(at), field, message);
  };
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(fault.schema, path, fault.root);
    const unused = known.filter((key) => !hasKey(valueAt(fault.root, path), key));
    for (const key of issue.keys) {
      report([...full, key], `unknown key "${key}": ${suggestion(key, unused)}`, true);
      const meant = nearest(key, unused);
      if (meant !== undefined) source.excuse(fieldName([...full, meant]));
    }
    return;
  }
  if (issue.code === 'invalid_key') {
    const why = issue.issues.map((inner) => inner.message).join('; ');
    report(full, `the key "${String(path.at(-1))}" does not fit: ${why}`, true);
    return;
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const likely = likeliest(issue.errors);
    if (likely) {
      for (const inner of likely) reportIssue(inner, [...path, ...(inner.path as Path)], fault);
      return;
    }
  }
  const value = valueAt(fault.root, path);
  if (value === undefined && isMissing(issue)) {
    report(full, missing(path, fault, issue));
  } else {
    report(full, explain(issue, value));
  }
}

/** Of the forms a value may take, the one it has; undefined where it has none of them. */
function likeliest(errors: readonly Issue[][]): Issue[] | undefined {
  return (
    errors.find((issues) => issues.length > 0 && issues.every((issue) => issue.path.length > 0)) ??
    errors.find((issues) => issues.every((issue) => !['invalid_type', 'invalid_value'].includes(issue.code)))
  );
}

function isMissing(issue: Issue): boolean {
  return ['invalid_type', 'invalid_value', 'invalid_union'].includes(issue.code);
}

function missing(path: Path, fault: Fault, issue: Issue): string {
  const about = schemaAt(fault.schema, path, fault.root)?.description;
  const choices = issue.code === 'invalid_union' ? discriminators(issue) : [];
  const remedy = choices.length > 0 ? `one of ${choices.join(', ')}` : (about ?? '');
  return `is missing: add "${String(path.at(-1))}"${remedy === '' ? '' : ` (${remedy.replace(/\.$/, '')})`}`;
}

function explain(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, value);
    case 'too_big':
      return `${size(issue.origin, value)}, ${ownMessage(issue) ?? `at most ${issue.maximum}${remedy(issue.origin)}`}`;
    case 'too_small':
      return ownMessage(issue) ?? tooSmall(issue.origin, issue.minimum, value);
    case 'invalid_value':
      return ownMessage(issue) ?? oneOf(value, issue.values);
    case 'invalid_union':
      return discriminators(issue).length > 0
        ? oneOf(value, discriminators(issue))
        : `found ${describe(value)}, which is none of the forms allowed here: ${forms(issue)}`;
    case 'invalid_format':
      return typeof value === 'string' && value.length <= 60 ? `"${value}": ${issue.message}` : issue.message;
    case 'invalid_key':
    case 'invalid_element':
    case 'unrecognized_keys':
    case 'not_multiple_of':
    case 'custom':
      return issue.message;
  }
}

function wrongType(expected: string, value: unknown): string {
  const wanted = names[expected] ?? expected;
  if (expected === 'string' && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return 'write text here, not a mapping: a text with a colon and a space in it must be in quotes';
  }
  if (value === null) return `is empty: write ${wanted}, or remove it`;
  if (expected === 'string' && ['number', 'boolean', 'bigint'].includes(typeof value)) {
    return `${describe(value)} is not text: put it in quotes: "${written(value)}"`;
  }
  return `write ${wanted} here, not ${describe(value)}`;
}

const names: Record<string, string> = {
  string: 'text',
  array: 'a list (- one line each)',
  object: 'a mapping (key: value)',
  record: 'a mapping (key: value)',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a mapping';
  if (typeof value === 'string') return value.length <= 60 ? `the text "${value}"` : 'a text';
  return typeof value === 'number' ? `the number ${value}` : written(value);
}

/** A scalar as its author wrote it, near enough. */
function written(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
    ? String(value)
    : 'nothing';
}

function size(origin: string, value: unknown): string {
  if (typeof value === 'string') return `is ${value.length} characters long`;
  if (Array.isArray(value)) return `has ${value.length} entries`;
  return origin === 'number' || origin === 'int' ? `is ${written(value)}` : 'is too big';
}

function remedy(origin: string): string {
  if (origin === 'string') return ': shorten it';
  return origin === 'array' ? ': split it or leave some out' : '';
}

function tooSmall(origin: string, minimum: number | bigint, value: unknown): string {
  if (origin === 'string' && value === '') return 'is empty: write a text, or remove it';
  return `${size(origin, value)}, at least ${minimum}`;
}

function oneOf(value: unknown, allowed: readonly z.core.util.Primitive[]): string {
  const found = typeof value === 'string' ? `"${value.slice(0, 60)}"` : describe(value);
  const names = allowed.map(String);
  // What is either so or not written at all.
  const single = names.length === 1 && names[0] === 'true' ? 'write true, or leave it out' : undefined;
  const hint = typeof value === 'string' ? suggestion(value, names) : `allowed here: ${names.join(', ')}`;
  return `${found} is not known: ${single ?? hint}`;
}

function discriminators(issue: Issue): string[] {
  return issue.code === 'invalid_union' && 'options' in issue
    ? ((issue.options ?? []) as unknown[]).map(String)
    : [];
}

function forms(issue: z.core.$ZodIssueInvalidUnion): string {
  const wanted = issue.errors
    .flat()
    .flatMap((inner) => ('expected' in inner ? [names[inner.expected] ?? inner.expected] : []));
  return [...new Set(wanted)].join(' or ');
}

/** Messages that a schema gives itself are in an author's words; the library's own are not. */
function ownMessage(issue: Issue): string | undefined {
  return /^(Too (big|small)|Invalid)\b/.test(issue.message) ? undefined : issue.message;
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (hasKey(value, part) ? Reflect.get(value, part) : undefined),
    root,
  );
}

function hasKey(value: unknown, key: string | number): value is object {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}
