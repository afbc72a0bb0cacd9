import { resolve } from 'node:path';
import { type Finding, shownPath } from '../finding.js';
import { type Entry, entriesOf, packagedContent } from '../folder.js';
import { nearest } from '../nearest.js';
import { soundsFolder, talkFolders, topicsName } from '../parts.js';

/** What a content folder may hold. */
const folders = ['courses', 'strings', 'lexicons', 'schemas', soundsFolder, ...talkFolders];

/** What people put beside their work, for people. */
const forPeople = /^(readme|license|licence|contributing|changelog|notice)\b/i;

/** Warns of what lies in a content folder and is never read: as a rule, a name that was mistyped. */
export function findStrays(folder: string): Finding[] {
  // Ours lies among the code that reads it.
  if (resolve(folder) === packagedContent()) return [];
  return [
    ...entriesOf(folder).flatMap((entry) => stray(entry, entry.kind === 'folder', folders)),
    ...entriesOf(`${folder}/courses`).flatMap((entry) => stray(entry, false, [])),
    ...entriesOf(`${folder}/strings`).flatMap((entry) =>
      entry.name.endsWith('.yaml') && entry.kind === 'file' ? [] : stray(entry, true, []),
    ),
  ];
}

/** @param known the names that are read there, if any are */
function stray({ name, path, kind }: Entry, isFolderJudged: boolean, known: readonly string[]): Finding[] {
  if (known.includes(name) && kind === 'folder') return [];
  if (known.length > 0 && name === topicsName && kind === 'file') return [];
  if (kind === 'folder' ? !isFolderJudged : forPeople.test(name)) return [];
  if (isCode({ name, path, kind })) return [];
  const meant = nearest(name, known);
  const remedy = meant === undefined ? 'move it elsewhere' : `did you mean ${meant}/?`;
  const message = `is not read: ${remedy}`;
  return [{ file: shownPath(path), line: 1, column: 1, severity: 'warning', field: '-', message }];
}

/** The code that reads content, and folders of nothing else: they come along when the whole of ours is copied. */
function isCode({ name, path, kind }: Entry): boolean {
  if (kind === 'file') return name.endsWith('.ts');
  if (kind !== 'folder') return false;
  const held = entriesOf(path);
  return held.length > 0 && held.every((one) => one.kind === 'file' && one.name.endsWith('.ts'));
}
