import { isAbsolute, join, relative, resolve } from 'node:path';
import { type Finding, shownPath } from './finding.js';

/** Findings name files as seen from the working directory, which may be another at the next start. */

/** The same findings with files named as seen from the content folder. */
export function fromFolder(findings: readonly Finding[], folder: string): Finding[] {
  return findings.map((finding) => ({ ...finding, file: relative(resolve(folder), resolve(finding.file)) }));
}

/** What `fromFolder` gave, as seen from the working directory. */
export function fromHere(findings: readonly Finding[], folder: string): Finding[] {
  return findings.map((finding) => ({
    ...finding,
    file: shownPath(isAbsolute(finding.file) ? finding.file : join(folder, finding.file)),
  }));
}
