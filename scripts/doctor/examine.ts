import { ConfigError, loadConfig, warnOfIgnored, type Config } from '../../bot/config.js';
import { Espeak } from '../../bot/providers/tts/espeak.js';
import { formatFinding } from '../../content/finding.js';
import { readContent } from '../../content/load.js';
import { database } from './database.js';
import { disk } from './disk.js';
import { ffmpeg } from './ffmpeg.js';
import { modelServers } from './model-servers.js';
import { telegram } from './telegram.js';
import { counted, type Verdict } from './verdict.js';

/** Everything the doctor looks at on this machine, in the order it is told. Never throws. */
export function examine(env: Readonly<Record<string, string | undefined>>): Verdict[] {
  const config = configuration(env);
  if (!('config' in config)) return [...config.verdicts, ...attempt('ffmpeg', () => [ffmpeg(env)])];
  const { contentDir, databasePath, dataDir } = config.config;
  return [
    ...config.verdicts,
    ...attempt('content', () => [content(contentDir)]),
    ...attempt('disk', () => disk({ DATABASE_PATH: databasePath, DATA_DIR: dataDir })),
    ...attempt('ffmpeg', () => [ffmpeg(env)]),
    ...attempt('database', () => database(databasePath)),
    ...vendors(),
  ];
}

function configuration(
  env: Readonly<Record<string, string | undefined>>,
): { verdicts: Verdict[]; config: Config } | { verdicts: Verdict[] } {
  try {
    const config = loadConfig(env);
    const address = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`;
    const message = `every setting can be read; the web chat is at ${address}`;
    const ignored = warnOfIgnored(config);
    const verdicts: Verdict[] = [{ state: 'ok', name: 'configuration', message }];
    if (ignored !== undefined) verdicts.push({ state: 'off', name: 'configuration', message: ignored });
    return { verdicts, config };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // A line for each variable; it names what is wrong and an example.
    const verdicts = error.message
      .split('\n')
      .map((message): Verdict => ({ state: 'look', name: 'configuration', message }));
    return { verdicts };
  }
}

function content(folder: string | undefined): Verdict {
  const { findings, courses, languages, files } = readContent(folder);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first) {
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
    return {
      state: 'look',
      name: 'content',
      message: formatFinding(first) + more,
      remedy: 'npm run check shows all',
    };
  }
  const lessons = courses.reduce((sum, { course }) => sum + (course?.lessons.size ?? 0), 0);
  const spoken = languages.filter(({ complete }) => complete).map(({ name }) => name);
  const message = `${counted(lessons, 'lesson')} in ${counted(files, 'file')}; speaks ${spoken.join(', ')}`;
  return { state: 'ok', name: 'content', message };
}

/** What this version can be connected to beside the web chat, once that is built: nothing is, and that is well. */
function vendors(): Verdict[] {
  const off = (name: string, message: string): Verdict => ({ state: 'off', name, message });
  return [off('whatsapp', 'not part of this version')];
}

/** What is asked over the network; nothing where the settings cannot be read. Never rejects. */
export async function examineVendors(env: Readonly<Record<string, string | undefined>>): Promise<Verdict[]> {
  const config = configuration(env);
  if (!('config' in config)) return [];
  const { telegram: bot, llm, stt, tts } = config.config;
  const { from } = new Espeak();
  const espeak: Pick<Verdict, 'state' | 'message'> = from
    ? { state: 'ok', message: `espeak-ng (of the ${from}) says texts aloud` }
    : { state: 'off', message: 'no espeak-ng either: nothing is said aloud' };
  const verdicts = await Promise.all([
    telegram(bot).then((verdict) => [verdict]),
    modelServers('LLM', llm, { state: 'off', message: 'lessons need none' }),
    modelServers('STT', stt, { state: 'off', message: 'what is read aloud is scored without' }),
    modelServers('TTS', tts, espeak),
  ]);
  return verdicts.flat();
}

/** What nobody foresaw is a line as well. */
function attempt(name: string, look: () => Verdict[]): Verdict[] {
  try {
    return look();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ state: 'look', name, message }];
  }
}
