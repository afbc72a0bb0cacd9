import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Compiles the page's modules if they are older than their source, as `npm run build` does. */
export function compilePages(): void {
  const source = join(root, 'bot/web/pages/webchat');
  const compiled = join(root, 'dist/bot/web/pages/webchat');
  const stale = readdirSync(source)
    .filter((name) => name.endsWith('.ts'))
    .some((name) => {
      const module = join(compiled, name.replace(/\.ts$/, '.js'));
      return !existsSync(module) || statSync(module).mtimeMs < statSync(join(source, name)).mtimeMs;
    });
  if (!stale) return;
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'bot/web/pages/tsconfig.json', '--noEmit', 'false'], {
    cwd: root,
  });
}
