// Compiles the engine and the browser's modules. Runs on `npm ci` (prepare), so it is plain JavaScript.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
for (const [project, ...flags] of [
  ['tsconfig.build.json'],
  ['bot/web/pages/tsconfig.json', '--noEmit', 'false'],
]) {
  execFileSync(process.execPath, [tsc, '-p', project, ...flags], { cwd: root, stdio: 'inherit' });
}
// Only now is there a reader. What authors got wrong stops the start, not the build.
const { buildCache } = await import(new URL('../dist/content/cache-build.js', import.meta.url).href);
if (!buildCache()) process.stdout.write('The content has errors: `npm run check` names them.\n');
