import { ConfigError, loadConfig } from '../bot/config.js';
import { packagedContent } from '../content/folder.js';
import { check, usage } from './checker/check.js';
import { endWithReader } from './closed-pipe.js';

endWithReader();
try {
  const contentDir = loadConfig().contentDir ?? packagedContent();
  process.exitCode = check(process.argv.slice(2), contentDir, (text) => process.stdout.write(text));
} catch (error) {
  const wrongUse =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!wrongUse && !(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n${wrongUse ? usage : ''}`);
  process.exitCode = 1;
}
