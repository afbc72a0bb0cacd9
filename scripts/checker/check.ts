import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { everyChannel } from '../../bot/channels/capabilities/registry.js';
import { parseFileName } from '../../content/file-name.js';
import { formatFinding, inReadingOrder, oneLine } from '../../content/finding.js';
import { readContent } from '../../content/load.js';
import { checkFit } from './fit.js';
import { fix } from './fix.js';
import { listPatterns } from './patterns.js';
import { readSubject } from './subject.js';

export const usage = `npm run check                     the content folder
npm run check -- <path>           a lesson file, a unit, a course or a content folder
npm run check -- <path> --fix     adds missing step ids and sorts keys first
npm run check -- <path> --patterns   lists what the accept patterns stand for
`;

/**
 * `npm run check`: one line a finding, then a line that sums up.
 *
 * @param args the command's arguments
 * @param contentDir what is checked where they name nothing
 * @returns the exit status: 0 without errors, 1 with errors
 * @throws TypeError (ERR_PARSE_ARGS_…) for an option that does not exist
 */
export function check(args: readonly string[], contentDir: string, output: (text: string) => void): number {
  const print = (line: string): void => output(`${oneLine(line)}\n`);
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { fix: { type: 'boolean' }, patterns: { type: 'boolean' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (values.help || positionals.length > 1) {
    output(usage);
    return values.help ? 0 : 1;
  }
  const path = positionals[0] ?? contentDir;
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
    writeFileSync(path, fixed);
    changed = true;
  }
  return changed;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
