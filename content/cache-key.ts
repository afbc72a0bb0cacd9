import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type Entry, entriesOf, kindOf, packagedContent } from './folder.js';
import { readParts } from './parts.js';

/** `courses/english/cafe/ordering.yaml`: deeper than this nothing is read. */
const levels = 4;

/** Content has hundreds of files and a few megabytes; what has far more is something else, and is followed no further. */
const most = { files: 20_000, bytes: 64 * 1024 * 1024 };

/**
 * What the content that is read from a folder depends on, as 64 hex digits: the version of the reader, and the name, kind
 * and bytes of every file in the folder and in the content that comes with the engine, which what it lacks is taken from.
 * Where both lie together does not matter.
 *
 * @returns undefined where they cannot be read to their end
 */
export function contentKey(
  folder: string,
  version: string,
  packaged = packagedContent(),
): string | undefined {
  const hash = createHash('sha256');
  const left = { ...most };
  try {
    add(hash, version);
    // Of a folder that is not ours the reader looks at every name, and warns of what is never read.
    const foreign = resolve(folder) !== resolve(packaged);
    if (foreign) {
      for (const { name, kind } of entriesOf(folder)) add(hash, kind, name);
      // Warnings name files of ours by their way from the folder.
      add(hash, relative(resolve(folder), resolve(packaged)));
    }
    for (const root of foreign ? [folder, packaged] : [packaged]) {
      add(hash, 'root', kindOf(root));
      for (const name of readParts) {
        const path = join(root, name);
        addEntry(hash, { name, path, kind: kindOf(path) }, 1, left);
      }
    }
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

function addEntry(hash: Hash, { name, path, kind }: Entry, level: number, left: typeof most): void {
  left.files -= 1;
  if (left.files < 0) throw new RangeError('too many files');
  add(hash, kind, name, kind === 'file' ? bytesOf(path, left) : '');
  if (kind !== 'folder' || level >= levels) return;
  for (const entry of entriesOf(path)) addEntry(hash, entry, level + 1, left);
  add(hash, 'end');
}

/** One piece of memory for all files: hundreds of buffers would wait for the collector. */
const piece = Buffer.allocUnsafeSlow(64 * 1024);

function bytesOf(path: string, left: typeof most): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
      left.bytes -= read;
      if (left.bytes < 0) throw new RangeError('too long');
      hash.update(piece.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

/** A name cannot hold a NUL, so that no two lists of words come out alike. */
function add(hash: Hash, ...words: string[]): void {
  hash.update(`${words.join('\0')}\0\0`);
}
