import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../../config.js';
import { makeFolder } from '../../media/private-folder.js';

const bytes = 32;

/**
 * The key that media addresses are signed with: made at the first start, kept in DATA_DIR for nobody but us. Whoever
 * deletes it makes every address that was given out worthless, and nothing else.
 *
 * @throws ConfigError where it can neither be read nor made
 */
export async function openKey(dataDir: string): Promise<Uint8Array> {
  try {
    return await keptOrMade(dataDir);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new ConfigError(
      `DATA_DIR must be a folder that can be written, ${dataDir} cannot (${code}): for example data`,
    );
  }
}

async function keptOrMade(dataDir: string): Promise<Uint8Array> {
  const path = join(dataDir, 'media.key');
  const kept = await readFile(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  // One that was cut off is no key.
  if (kept?.length === bytes) return kept;
  const key = randomBytes(bytes);
  await makeFolder(dataDir);
  const part = `${path}.part`;
  await rm(part, { force: true });
  const handle = await open(part, 'wx', 0o600);
  try {
    await handle.writeFile(key);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, path);
  return key;
}
