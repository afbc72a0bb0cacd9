import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Whether this is the source itself (tests, `npm run dev`), which runs through tsx. */
export const fromSource = import.meta.url.endsWith('.ts');

/** The folder of package.json: what is not compiled lies there, for the source and for dist. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw new Error('package.json was not found above the engine');
    folder = dirname(folder);
  }
  return folder;
}

/** @param compiled `new URL('./x.js', import.meta.url)` @returns the one that is there: the source where nothing is compiled */
export function asItLies(compiled: URL): URL {
  return fromSource ? new URL(compiled.href.replace(/\.js$/, '.ts')) : compiled;
}
