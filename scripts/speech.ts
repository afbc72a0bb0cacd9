import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, loadConfig } from '../bot/config.js';
import { createLogger } from '../bot/log.js';
import { openSpeech } from '../bot/speech/open.js';
import { ContentError } from '../content/finding.js';
import { readContent } from '../content/load.js';
import { endWithReader } from './closed-pipe.js';
import { modelAudioOf } from './speech/model-audio.js';
import { render } from './speech/render.js';

const usage = `npm run speech -- <course>   says everything ahead that the lessons of a course say aloud
npm run speech               names the courses
`;

/** Renders the model audio of a course into DATA_DIR (FEATURES K12), with the voices that are configured. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { help: { type: 'boolean' } },
    allowPositionals: true,
  });
  const print = (text: string): void => void process.stdout.write(text);
  if (values.help || positionals.length > 1) {
    print(usage);
    return values.help ? 0 : 1;
  }
  const config = loadConfig();
  const { courses, findings } = readContent(config.contentDir);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new ContentError(errors);
  const [name] = positionals;
  const course = courses.find(({ id }) => id === name || (name && id === basename(resolve(name))));
  if (!course) {
    const ids = courses.map(({ id }) => id).join(', ');
    print(`${name === undefined ? usage : `there is no course ${name}\n`}courses: ${ids}\n`);
    return name === undefined ? 0 : 1;
  }
  const log = createLogger(process.env['LOG_LEVEL'] === undefined ? 'warn' : config.logLevel, process.stderr);
  // An author's run counts in no learner's day.
  const speech = await openSpeech(config, { log, budget: { take: async () => true, took: async () => {} } });
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stop.abort();
      void speech.stop();
    });
  try {
    if (!speech.able.speaks) {
      print(
        'nothing here can speak: set TTS_API_KEY or OPENAI_API_KEY, or install espeak-ng; ffmpeg is needed\n',
      );
      return 1;
    }
    const all = modelAudioOf(course);
    const said = await render(all, { speech, output: print, bar: process.stdout.isTTY, signal: stop.signal });
    return stop.signal.aborted ? 130 : said ? 0 : 1;
  } finally {
    await speech.stop();
  }
}

endWithReader();
main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    const known = error instanceof ConfigError || error instanceof ContentError;
    const wrongUse =
      error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    const message = known || wrongUse ? error.message : ((error as Error).stack ?? String(error));
    process.stderr.write(`${message}\n${wrongUse ? usage : ''}`);
    process.exitCode = known ? 78 : 1;
  },
);
