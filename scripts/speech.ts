import { constants } from 'node:os';
import { ConfigError, loadConfig } from '../bot/config.js';
import { ContentError } from '../content/finding.js';
import { endWithReader } from './closed-pipe.js';
import { speech, usage } from './speech/command.js';

endWithReader();
const stop = new AbortController();
let broken: NodeJS.Signals | undefined;
// The second one ends it at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    broken = signal;
    stop.abort();
  });
try {
  const { stdout, stderr } = process;
  const status = await speech(process.argv.slice(2), loadConfig(), {
    output: (text) => stdout.write(text),
    errors: (text) => stderr.write(text),
    // Some terminals do not say how wide they are.
    columns: stdout.isTTY ? stdout.columns || 80 : undefined,
    signal: stop.signal,
  });
  process.exitCode = broken ? 128 + constants.signals[broken] : status;
} catch (error) {
  const known = error instanceof ConfigError || error instanceof ContentError;
  const wrongUse =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!known && !wrongUse) throw error;
  process.stderr.write(`${error.message}\n${wrongUse ? usage : ''}`);
  process.exitCode = known ? 78 : 1;
}
