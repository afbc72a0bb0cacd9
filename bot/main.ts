import { ContentError } from '../content/finding.js';
import { DatabaseUnusable } from '../db/sqlite/driver.js';
import { DatabaseInUse } from '../db/sqlite/lock.js';
import { startApp } from './app.js';
import { ConfigError, loadConfig } from './config.js';
import { createLogger } from './log.js';

/** Bad configuration, or something else the settings must mend (sysexits.h: EX_CONFIG). */
const EX_CONFIG = 78;

/** The promise to whoever stops us is 10 s; what is not finished by then goes on at the next start. */
const patience = 9_000;

async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLogger(config.logLevel);
  const app = await startApp(config, log);
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.warn('not everything was finished in time; it goes on at the next start');
      process.exit(0);
    }, patience).unref();
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Whoever reads this may stop us at once.
  log.info({ address: app.address }, 'Parley is listening');
  process.stdout.write(`Parley is at ${app.address}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(isSetting(error) ? EX_CONFIG : 1);
});

function isSetting(error: unknown): boolean {
  return (
    error instanceof ConfigError ||
    error instanceof ContentError ||
    error instanceof DatabaseInUse ||
    error instanceof DatabaseUnusable ||
    listenCode(error) !== undefined
  );
}

/** One clear line with the remedy; a stack only for what nobody foresaw. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  switch (listenCode(error)) {
    case 'EADDRINUSE':
      return 'PORT is taken by another program: stop that one, or set another, for example PORT=3001';
    case 'EACCES':
      return 'PORT needs rights this user lacks: set one above 1023, for example PORT=3000';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'HOST is no address of this machine: set one that is, for example HOST=127.0.0.1';
    case undefined:
      return isSetting(error) ? error.message : (error.stack ?? error.message);
  }
}

function listenCode(error: unknown): 'EADDRINUSE' | 'EACCES' | 'EADDRNOTAVAIL' | 'ENOTFOUND' | undefined {
  const { code, syscall } = error as { code?: string; syscall?: string };
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') return undefined;
  return (['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND'] as const).find((one) => one === code);
}
