import { slug } from '../flows/lesson.js';
import type { Entry } from './folder.js';
import { type Finding, shownPath } from './finding.js';

/** `ordering.yaml` is a lesson, `ordering.es.yaml` its sidecar in Spanish. */
export interface FileName {
  id: string;
  /** BCP 47; absent for the author's own file. */
  language?: string;
}

/** @returns undefined for what is not a YAML file */
export function parseFileName(name: string): FileName | undefined {
  const match = /^(.*?)(?:\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*))?\.yaml$/.exec(name);
  if (!match) return undefined;
  const [, id = '', language] = match;
  return language === undefined ? { id } : { id, language };
}

/** What keeps a file or folder from being found as what its author meant it to be; undefined if nothing does. */
export function misnamed({ name, path, kind }: Entry): Finding | undefined {
  const error = (message: string): Finding => ({
    file: shownPath(path),
    line: 1,
    column: 1,
    severity: 'error',
    field: '-',
    message,
  });
  const rule = 'use small letters, digits and single hyphens, at most 40, for example say-it';
  if (kind === 'folder') {
    return slug.safeParse(name).success ? undefined : error(`a folder's name is an id: ${rule}`);
  }
  if (/\.(yml|YAML|YML)$/.test(name)) return error('is not read: rename it to end in .yaml');
  const parsed = parseFileName(name);
  if (!parsed) return undefined;
  if (kind === 'other') return error('cannot be opened as a file: check where the link leads');
  return slug.safeParse(parsed.id).success ? undefined : error(`a file's name is an id: ${rule}, then .yaml`);
}
