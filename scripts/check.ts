import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { everyChannel } from '../bot/channels/capabilities/registry.js';
import { ConfigError, loadConfig } from '../bot/config.js';
import { parseFileName } from '../content/file-name.js';
import { formatFinding, inReadingOrder, oneLine } from '../content/finding.js';
import { packagedContent } from '../content/folder.js';
import { readContent } from '../content/load.js';
import { checkFit } from './checker/fit.js';
import { fix } from './checker/fix.js';
import { listPatterns } from './checker/patterns.js';
import { readSubject } from './checker/subject.js';

const usage = `npm run check                     the content folder
npm run check -- <path>           a lesson file, a unit, a course or a content folder
npm run check -- <path> --fix     adds missing step ids and sorts keys first
npm run check -- <path> --patterns   lists what the accept patterns stand for
`;

/** @returns the exit status: 0 without errors, 1 with errors */
function check(): number {
  const { values, positionals } = parseArgs({
    options: { fix: { type: 'boolean' }, patterns: { type: 'boolean' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (values.help || positionals.length > 1) {
    process.stdout.write(usage);
    return values.help ? 0 : 1;
  }
  const path = positionals[0] ?? loadConfig().contentDir ?? packagedContent();
  let subject = existsSync(path) ? readSubject(path) : undefined;
  if (subject && values.fix && fixFiles(subject.lessonPaths)) subject = readSubject(path);
  if (!subject) {
    const message = existsSync(path)
      ? 'is no lesson (.yaml), unit, course or content folder: name one of these'
      : 'does not exist: check the path';
    print(`${path}:1:1 error - ${message}`);
    return 1;
  }
  const { renderer } = readContent();
  const fit = subject.lessons.flatMap((lesson) => checkFit(lesson, everyChannel, renderer));
  const findings = inReadingOrder([...subject.findings, ...fit]);
  for (const finding of findings) print(formatFinding(finding));
  if (values.patterns) for (const line of subject.lessons.flatMap(listPatterns)) print(line);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const counts = [
    counted(subject.files, 'file'),
    counted(subject.lessons.length, 'lesson'),
    counted(errors, 'error'),
    counted(findings.length - errors, 'warning'),
  ];
  print(counts.join(', '));
  return errors > 0 ? 1 : 0;
}

/** @returns whether a file was changed */
function fixFiles(paths: readonly string[]): boolean {
  let changed = false;
  for (const path of paths) {
    const text = readFileSync(path, 'utf8');
    const fixed = fix(text, parseFileName(path)?.language === undefined ? 'lesson' : 'sidecar');
    if (fixed === text) continue;
    writeFileSync(resolve(path), fixed);
    changed = true;
  }
  return changed;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function print(line: string): void {
  process.stdout.write(`${oneLine(line)}\n`);
}

try {
  process.exitCode = check();
} catch (error) {
  const wrongUse =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!wrongUse && !(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n${wrongUse ? usage : ''}`);
  process.exitCode = 1;
}
