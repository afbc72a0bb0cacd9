import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentKey } from './cache-key.js';
import { packagedContent } from './folder.js';
import { readContent } from './load.js';
import { built, keep } from './open.js';

/**
 * The last step of the build: says which reader this is, and keeps the content that comes with the engine, so that the
 * first start finds it read. Content with errors is left for the start to complain of.
 *
 * @returns whether the content was kept
 */
export function buildCache(): boolean {
  const version = readerVersion();
  writeFileSync(built.version, version);
  const folder = packagedContent();
  const key = contentKey(folder, version);
  const { authored } = readContent(folder);
  return key !== undefined && authored !== undefined && keep(built.cache, key, folder, version, authored);
}

/** A hash over the compiled reader, the schemas and strings it goes by, and the versions of what they are made with. */
function readerVersion(): string {
  const hash = createHash('sha256');
  for (const part of ['.', '../flows']) {
    const folder = fileURLToPath(new URL(part, import.meta.url));
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.js'),
    );
    for (const name of names.sort()) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  }
  hash.update(readFileSync(join(packagedContent(), '../package-lock.json')));
  return hash.digest('hex');
}
