import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Authored } from './authored.js';
import { kindOf } from './folder.js';

/** A line with the key and the SHA-256 of the rest, then the content as JSON. */
const header = /^parley-content 1 ([0-9a-f]{64}) ([0-9a-f]{64})\n$/;
const headerBytes = 'parley-content 1  \n'.length + 2 * 64;

/** Far above what content comes to; a larger file is not ours. */
const mostBytes = 64 * 1024 * 1024;

/**
 * The content that was kept under this key.
 *
 * @returns undefined for whatever is not exactly what was written: another key, a part of the file, a changed byte.
 *   Never throws.
 */
export function readCache(path: string, key: string): Authored | undefined {
  let file: number | undefined;
  try {
    // A named pipe would wait for ever.
    if (kindOf(path) !== 'file' || statSync(path).size > mostBytes) return undefined;
    file = openSync(path, 'r');
    const first = Buffer.alloc(headerBytes);
    readSync(file, first);
    const [, writtenKey, checksum] = header.exec(first.toString('latin1')) ?? [];
    if (writtenKey !== key) return undefined;
    // From where the header ended.
    const body = readFileSync(file);
    if (sha256(body) !== checksum) return undefined;
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isAuthored(value) ? value : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** @returns whether it could be written: somebody who may not write starts slower, and that is all */
export function writeCache(path: string, key: string, authored: Authored): boolean {
  const partial = `${path}.${process.pid}`;
  try {
    const body = JSON.stringify(authored);
    // DATA_DIR, where what learners say will lie too: as private-folder.ts makes it.
    // Not whatever is above it: asked to make them all, Node tries for ever in places like /proc.
    if (!existsSync(dirname(path))) mkdirSync(dirname(path), { mode: 0o700 });
    // What somebody put there is not followed.
    rmSync(partial, { force: true });
    writeFileSync(partial, `parley-content 1 ${key} ${sha256(body)}\n${body}`, { flag: 'wx', mode: 0o644 });
    renameSync(partial, path);
    return true;
  } catch {
    return false;
  }
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

/** The checksum says that it is whole; this, that it is what it says it is. */
function isAuthored(value: unknown): value is Authored {
  if (typeof value !== 'object' || value === null) return false;
  const { talk, ...parts } = value as Record<string, unknown>;
  if (typeof talk !== 'object' || talk === null) return false;
  const lists = { ...parts, ...talk } as Record<string, unknown>;
  return [
    'languages',
    'wordings',
    'courses',
    'sounds',
    'personas',
    'scenes',
    'topics',
    'prompts',
    'moderation',
    'warnings',
  ].every((name) => Array.isArray(lists[name]));
}
