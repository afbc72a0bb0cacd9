import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Authored } from './authored.js';
import { readCache, writeCache } from './cache-file.js';
import { contentKey } from './cache-key.js';
import { fromFolder, fromHere } from './cache-warnings.js';
import { type Content, contentOf } from './content.js';
import { lookup, packagedContent } from './folder.js';

/** What the build leaves beside this module once it is compiled. */
export interface Built {
  /** A file with the version of the reader: a hash of the code that reads content. */
  version: string;
  /** The content that comes with the engine, read. */
  cache: string;
}

export const built: Built = {
  version: fileURLToPath(new URL('reader-version', import.meta.url)),
  cache: fileURLToPath(new URL('packaged.cache', import.meta.url)),
};

/**
 * The authored content at the start. What was read once and has not changed since is taken from a cache: then neither
 * YAML nor schemas are loaded. From the sources (npm run dev, tests), where no build says which reader this is, content
 * is read anew each time.
 *
 * @param folder CONTENT_DIR; what it lacks is taken from the content that comes with the engine
 * @param dataDir where what was read now may be kept for the next start
 * @throws ContentError where anything in it has an error
 */
export async function openContent(
  folder = packagedContent(),
  { dataDir, from = built }: { dataDir?: string; from?: Built } = {},
): Promise<Content> {
  const version = versionOf(from);
  const key = version === undefined ? undefined : contentKey(folder, version);
  const ours = dataDir === undefined ? undefined : join(dataDir, 'content.cache');
  if (key !== undefined) {
    for (const path of [from.cache, ours]) {
      const kept = path === undefined ? undefined : opened(path, key, folder);
      if (kept) return kept;
    }
  }
  const { loadFolder } = await import('./load.js');
  const { content, authored } = loadFolder(folder);
  if (version !== undefined && key !== undefined && ours !== undefined) {
    keep(ours, key, folder, version, authored);
  }
  return content;
}

/** @returns whether it could be kept: not if a file was changed while it was read */
export function keep(
  path: string,
  key: string,
  folder: string,
  version: string,
  authored: Authored,
): boolean {
  if (contentKey(folder, version) !== key) return false;
  return writeCache(path, key, { ...authored, warnings: fromFolder(authored.warnings, folder) });
}

function opened(path: string, key: string, folder: string): Content | undefined {
  const kept = readCache(path, key);
  if (!kept) return undefined;
  try {
    return contentOf({ ...kept, warnings: fromHere(kept.warnings, folder) }, lookup(folder));
  } catch {
    // Somebody else's idea of content, under our key.
    return undefined;
  }
}

function versionOf({ version }: Built): string | undefined {
  try {
    return readFileSync(version, 'utf8');
  } catch {
    return undefined;
  }
}
