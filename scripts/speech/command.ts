import { statfsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Config } from '../../bot/config.js';
import { ProviderError } from '../../bot/providers/provider.js';
import { openSpeech, type SpeechSources } from '../../bot/speech/open.js';
import { ContentError } from '../../content/finding.js';
import { readContent } from '../../content/load.js';
import { suggestion } from '../../content/nearest.js';
import { size } from '../doctor/disk.js';
import { moving, plain } from './bar.js';
import { listing, unclear, well } from './listing.js';
import { modelAudioOf } from './model-audio.js';
import { render, type Rendered, type Rendering } from './render.js';

export const usage = `npm run speech -- <course>   says everything ahead that the lessons of a course say aloud
npm run speech               names the courses
`;

export interface Terminal {
  output: (text: string) => void;
  errors: (text: string) => void;
  /** Where a bar can move: how wide the terminal is. */
  columns?: number | undefined;
  /** Aborted where somebody breaks it off. */
  signal: AbortSignal;
}

/** What tests replace. */
export interface Means extends Pick<SpeechSources, 'pronouncer' | 'espeak'>, Pick<Rendering, 'pauses'> {}

/**
 * Renders the model audio of a course into DATA_DIR (FEATURES K12), with the voices that are configured, and lists what our
 * own scorer finds unclear.
 *
 * @returns the exit status: 0 where everything is said, whatever it scores
 * @throws TypeError for options that there are not; ContentError
 */
export async function speech(
  args: readonly string[],
  config: Pick<Config, 'contentDir' | 'dataDir' | 'tts' | 'speaks'>,
  { output, errors, columns, signal }: Terminal,
  { pauses, ...means }: Means = {},
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  if (values.help) {
    output(usage);
    return 0;
  }
  const [name, ...more] = positionals;
  if (more.length > 0) {
    errors(`one course at a time, please\n${usage}`);
    return 1;
  }
  const { content, courses, findings } = readContent(config.contentDir);
  const wrong = findings.filter(({ severity }) => severity === 'error');
  if (!content) throw new ContentError(wrong);
  const ids = courses.map(({ id }) => id);
  if (name === undefined) {
    output(`${usage}courses: ${ids.join(', ')}\n`);
    return 0;
  }
  const course = courses.find(({ id }) => id === name || id === basename(resolve(name)));
  if (!course) {
    errors(`there is no course "${name}": ${suggestion(name, ids, `there is ${ids.join(', ')}`)}\n`);
    return 1;
  }
  const all = modelAudioOf(course, content.talk);
  if (all.length === 0) {
    output(`nothing in ${course.id} is said aloud\n`);
    return 0;
  }
  // An author's run counts in no learner's day; what fails is told at the end.
  const budget = { take: async () => true, took: async () => {} };
  const opened = await openSpeech(
    { ...config, stt: [], sttCompare: false },
    { budget, log: { warn() {} }, ...means },
  );
  const stop = (): void => void opened.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (!opened.able.speaks) {
      errors(`${unable(config.speaks, opened.able.listens)}\n`);
      return 1;
    }
    const bar = columns !== undefined;
    const progress = bar ? moving(all.length, columns, output) : plain(all, output);
    const rendered = await render(all, { speech: opened, progress, signal, ...(pauses && { pauses }) });
    if (bar) output('\n');
    for (const line of listing(rendered)) output(`${line}\n`);
    for (const { name: who, lastError } of opened.status().tts)
      if (lastError !== undefined) errors(`${who}: ${lastError}, at least once\n`);
    output(summary(rendered, all.length));
    if (rendered.stopped !== undefined && !signal.aborted)
      errors(`${reason(rendered.stopped, config.dataDir)}\n`);
    return rendered.said.length === all.length ? 0 : 1;
  } finally {
    signal.removeEventListener('abort', stop);
    await opened.stop();
  }
}

function summary({ said, failed }: Rendered, total: number): string {
  const seconds = Math.round(said.reduce((sum, { clip }) => sum + clip.seconds, 0));
  const bytes = said.reduce((sum, { clip }) => sum + clip.bytes, 0);
  const scored = said.filter(({ score }) => score !== undefined).length;
  const unscored = said.filter(({ score, of }) => score === undefined && !of.emphasised).length;
  const parts = [
    scored > 0 ? `${unclear(said).length} below ${well}` : undefined,
    unscored > 0 ? `${unscored} that our own scorer could not read` : undefined,
    failed.length > 0 ? `${failed.length} could not be said` : undefined,
  ].filter((part) => part !== undefined);
  const sums = `${said.length} of ${total} said, ${seconds} s, ${size(bytes)}`;
  const left = total - said.length - failed.length;
  return `${[sums, parts.join(', ')].filter((part) => part !== '').join('; ')}\n${
    left > 0 ? `${left} are left: what is said is kept, and the same command goes on from there\n` : ''
  }`;
}

function unable(speaks: boolean, listens: boolean): string {
  if (!speaks) return 'TTS_MODEL is off, so that nothing is said aloud: leave it out';
  if (!listens) return 'ffmpeg is missing: install it, or run npm ci again';
  return 'nothing here can speak: install espeak-ng, or set TTS_API_KEY or OPENAI_API_KEY';
}

/** Bytes without which nothing more can be written. */
const least = 1_000_000;

/** Why no other text would fare better, and what to do. */
function reason(error: unknown, dataDir: string): string {
  if (isFull(error, dataDir)) return `the disk of DATA_DIR (${dataDir}) is full: make room`;
  if (error instanceof ProviderError && error.fault === 'misconfigured')
    return `whoever speaks refuses us (${error.detail}): check TTS_API_KEY, TTS_BASE_URL, TTS_MODEL and TTS_VOICE`;
  if (error instanceof ProviderError) return `nobody could speak (${error.detail}): try again later`;
  return `it could not be kept in DATA_DIR (${dataDir}): ${error instanceof Error ? error.message : String(error)}`;
}

function isFull(error: unknown, dataDir: string): boolean {
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return true;
  try {
    const { bavail, bsize } = statfsSync(dataDir);
    return bavail * bsize < least;
  } catch {
    return false;
  }
}
