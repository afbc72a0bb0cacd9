import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Entry {
  name: string;
  path: string;
  kind: 'file' | 'folder' | 'other';
}

/**
 * What a folder holds, by name, without hidden entries. Links are followed (mounted configuration is made of them);
 * a broken one, a device or a pipe is `other`.
 */
export function entriesOf(folder: string): Entry[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => !name.startsWith('.'))
    .sort()
    .map((name) => {
      const path = join(folder, name);
      return { name, path, kind: kindOf(path) };
    });
}

export function kindOf(path: string): Entry['kind'] {
  try {
    const stat = statSync(path);
    return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other';
  } catch {
    return 'other';
  }
}

/** Where a file of a content folder is: in the folder itself, or else in the content that comes with the engine. */
export function lookup(folder: string, packaged = packagedContent()): (path: string) => string {
  return (path) => [join(folder, path), join(packaged, path)].find(existsSync) ?? join(folder, path);
}

/** The content folder that comes with the engine: beside package.json, from the sources as from what is compiled. */
export function packagedContent(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, 'content');
}
