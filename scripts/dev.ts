import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import pretty from 'pino-pretty';
import { startApp } from '../bot/app.js';
import { loadConfig, warnOfIgnored } from '../bot/config.js';
import { createLogger } from '../bot/log.js';

/**
 * The engine with logs for people. tsx watch runs this anew when a file it imports, authored content or a part of
 * the page changes; the browser's modules are compiled first, so that a reload shows them.
 */
async function dev(): Promise<void> {
  compilePages();
  const config = loadConfig();
  const stream = pretty({ translateTime: 'HH:MM:ss.l', ignore: 'pid,hostname', singleLine: true });
  const log = createLogger(config.logLevel, stream);
  const ignored = warnOfIgnored(config);
  if (ignored !== undefined) log.warn(ignored);
  const app = await startApp(config, log);
  process.stdout.write(`Parley is at ${app.address}\n`);
  const stop = () => {
    void app.stop().finally(() => process.exit());
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function compilePages(): void {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const project = ['-p', 'bot/web/pages/tsconfig.json', '--noEmit', 'false'];
  try {
    execFileSync(process.execPath, [tsc, ...project], { cwd: root, stdio: 'inherit' });
  } catch {
    // tsc has said what is wrong, and wrote the modules all the same.
  }
}

dev().catch((error: unknown) => {
  // The next saved change tries again.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
