import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { budgetOf, createCore } from '../bot/app.js';
import { MediaFolder } from '../bot/media/folder.js';
import { TerminalChannel } from '../bot/channels/terminal.js';
import { ConfigError, loadConfig } from '../bot/config.js';
import { createLogger } from '../bot/log.js';
import { ContentError } from '../content/finding.js';
import { openVendors } from '../bot/providers/vendors.js';
import { openSpeech } from '../bot/speech/open.js';
import { loadContent } from '../content/load.js';
import { DatabaseUnusable } from '../db/sqlite/driver.js';
import { openStore } from '../db/sqlite/store.js';
import { endWithReader } from './closed-pipe.js';
import { unknownLesson } from './play/unknown-lesson.js';

/** A learner in the terminal, with a database of its own that is gone afterwards unless one is named. */
async function play(): Promise<void> {
  const { values } = parseArgs({
    options: { database: { type: 'string' }, lesson: { type: 'string' }, help: { type: 'boolean' } },
    strict: true,
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const config = loadConfig();
  const content = loadContent(config.contentDir);
  const [course] = content.courses.values();
  const unknown = values.lesson === undefined || !course ? undefined : unknownLesson(course, values.lesson);
  if (unknown !== undefined) {
    process.stderr.write(`${unknown}\n`);
    process.exitCode = 1;
    return;
  }
  const scratch = values.database === undefined ? mkdtempSync(join(tmpdir(), 'parley-play-')) : undefined;
  // However it ends, in the middle of a line too.
  if (scratch !== undefined) process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  // What is said and drawn goes with the database.
  const dataDir = scratch ?? config.dataDir;
  // One learner's log never gets long: no thread for it.
  const store = await openStore(values.database ?? join(scratch ?? '', 'play.sqlite'));
  const interactive = process.stdin.isTTY;
  const terminal: TerminalChannel = new TerminalChannel({
    input: process.stdin,
    output: process.stdout,
    guess: guess(process.env),
    answered: () => core.engine.idle(),
    opening: opening(values.lesson, interactive),
    now: () => Date.now(),
    colours: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    folder: new MediaFolder(dataDir),
  });
  // What goes wrong belongs on the error stream; the conversation has the other.
  const log = createLogger(
    process.env['LOG_LEVEL'] === undefined ? 'error' : config.logLevel,
    process.stderr,
  );
  const budget = budgetOf(config, store);
  const speech = await openSpeech({ ...config, dataDir }, { budget, log });
  const core = createCore({
    store,
    content,
    channels: [terminal],
    log,
    vendors: await openVendors(config, log),
    budget,
    speech,
  });
  if (interactive)
    process.stdout.write('Write and press Enter; say something with: voice <file>. Ctrl-D ends.\n\n');
  try {
    await core.start();
    await terminal.start(core.engine.receive);
    await terminal.converse();
  } finally {
    await core.stop();
  }
}

const usage = `npm run play                             a learner in the terminal
npm run play -- --lesson cafe/ordering   starts with that lesson
npm run play -- --database my.sqlite     keeps what happens

A line is a message; "voice <path>" says what is in an audio file. Voices and pictures are shown as files.
`;

/** A person at the keyboard is greeted; a file of lines speaks first, as in any chat. */
function opening(lesson: string | undefined, interactive: boolean): string[] {
  if (lesson !== undefined) return [`/lesson ${lesson}`];
  return interactive ? ['/start'] : [];
}

function guess(env: NodeJS.ProcessEnv): { language?: string; timeZone: string } {
  const language = /^([a-z]{2,3})[_.-]/.exec(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '')?.[1];
  return {
    ...(language !== undefined && { language }),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

endWithReader();
play().catch((error: unknown) => {
  const known =
    error instanceof ConfigError || error instanceof ContentError || error instanceof DatabaseUnusable;
  const wrongUse =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${known || wrongUse ? error.message : ((error as Error).stack ?? String(error))}\n`);
  if (wrongUse) process.stderr.write(usage);
  process.exitCode = known ? 78 : 1;
});
