import { relative } from 'node:path';

/** Something an author should know about a file: an error keeps the content from being used, a warning does not. */
export interface Finding {
  /** As a person in the working directory would type it. */
  file: string;
  /** Both count from 1. */
  line: number;
  column: number;
  severity: 'error' | 'warning';
  /** Dotted path of the value (`steps.2.hints.0`), or `-` for the whole file. */
  field: string;
  /** One line: what is wrong and what to write instead. */
  message: string;
}

export type Severity = Finding['severity'];

/** `file:line:column severity field message`: always one line, whatever the file's name or text holds. */
export function formatFinding(finding: Finding): string {
  const { file, line, column, severity, field, message } = finding;
  return oneLine(`${file}:${line}:${column} ${severity} ${field} ${message}`);
}

/** Replaces what would break or disguise a line of output by visible escapes. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** How an author would name the file: relative to the working directory where it lies below it. */
export function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere === '' || fromHere.startsWith('..') ? path : fromHere;
}

/** In the order of reading: by file, line and column. */
export function inReadingOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      a.line - b.line ||
      a.column - b.column ||
      (a.message < b.message ? -1 : 1),
  );
}

/** Thrown where content with errors was about to be used. Its message lists the first findings, a line each. */
export class ContentError extends Error {
  override readonly name = 'ContentError';
  readonly findings: readonly Finding[];

  /** @param findings errors, in reading order; at least one */
  constructor(findings: readonly Finding[]) {
    const shown = findings.slice(0, 5).map(formatFinding);
    const more = findings.length - shown.length;
    super(
      [...shown, ...(more > 0 ? [`… and ${more} more: run \`npm run check\` to see all.`] : [])].join('\n'),
    );
    this.findings = findings;
  }
}
