import type { Logger } from 'pino';
import type { App } from './app.js';

/** The promise to whoever stops us is 10 s; what is not finished by then goes on at the next start. */
const patience = 9_000;

/** Until the engine is up nothing is accepted, so that there is nothing to finish. */
let stop = (_signal: string): void => process.exit(0);
process.on('SIGTERM', (signal) => stop(signal));
process.on('SIGINT', (signal) => stop(signal));

// Imported only now: whoever stops us while modules are loaded is heard too.
async function main(): Promise<void> {
  const [{ loadConfig, warnOfIgnored }, { createLogger }, { startApp }] = await Promise.all([
    import('./config.js'),
    import('./log.js'),
    import('./app.js'),
  ]);
  const config = loadConfig();
  const log = createLogger(config.logLevel);
  const ignored = warnOfIgnored(config);
  if (ignored !== undefined) log.warn(ignored);
  const app = await startApp(config, log);
  stop = stopping(app, log);
  // Whoever reads this may stop us at once.
  log.info({ address: app.address }, 'Parley is listening');
  process.stdout.write(`Parley is at ${app.address}\n`);
}

/** Stops once, however often it is asked to. */
function stopping(app: App, log: Logger): (signal: string) => void {
  let asked = false;
  return (signal) => {
    if (asked) return;
    asked = true;
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
}

main().catch(async (error: unknown) => {
  const { exitStatus, explain } = await import('./failed-start.js');
  process.stderr.write(`${explain(error)}\n`);
  process.exit(exitStatus(error));
});
