import { formatFinding } from '../../content/finding.js';
import type { Speech } from '../../bot/speech/open.js';
import type { Clip } from '../../flows/speech/recording.js';
import type { ModelAudio } from './model-audio.js';

/** Of 100, under which our own scorer would find fault with a learner who spoke like this. */
const well = 90;

/** Texts that are said at once: vendors take several, and ffmpeg has two places. */
const atOnce = 3;

export interface Rendering {
  speech: { speaker: Pick<Speech['speaker'], 'say'>; score: Speech['score'] };
  output: (text: string) => void;
  /** A bar that moves; a line a lesson otherwise. */
  bar: boolean;
  signal: AbortSignal;
}

/**
 * Says everything ahead; what was said before is there already, so that it can be broken off and taken up again.
 *
 * @returns whether all of it could be said
 */
export async function render(all: readonly ModelAudio[], rendering: Rendering): Promise<boolean> {
  const { speech, signal } = rendering;
  const show = rendering.bar ? moving(all.length, rendering.output) : plain(all, rendering.output);
  const listed: { of: ModelAudio; message: string; failed: boolean }[] = [];
  const waiting = [...all];
  let bytes = 0;
  let seconds = 0;
  const work = async (): Promise<void> => {
    for (let of = waiting.shift(); of && !signal.aborted; of = waiting.shift()) {
      try {
        const clip = await speech.speaker.say(of);
        bytes += clip.bytes;
        seconds += clip.seconds;
        const score = of.emphasised ? undefined : await scored(speech.score, clip, of.text);
        if (score !== undefined && score < well)
          listed.push({ of, failed: false, message: `scores ${Math.round(score)}: ${of.text}` });
      } catch (error) {
        if (signal.aborted) return;
        const why = error instanceof Error ? error.message : String(error);
        listed.push({ of, failed: true, message: `could not be said (${why}): ${of.text}` });
      }
      show(of);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (rendering.bar) rendering.output('\n');
  for (const { of, message, failed } of listed.sort((a, b) => all.indexOf(a.of) - all.indexOf(b.of)))
    rendering.output(`${lineOf(of, failed, message)}\n`);
  const failures = listed.filter(({ failed }) => failed).length;
  const size = `${Math.round(seconds)} s, ${(bytes / 1e6).toFixed(1)} MB`;
  const found = `${listed.length - failures} below ${well}, ${failures} could not be said`;
  if (!signal.aborted) rendering.output(`${all.length} texts, ${size}; ${found}\n`);
  return failures === 0 && !signal.aborted;
}

/** A clip that our own scorer cannot read at all is no fault of the text's. */
async function scored(score: Speech['score'], clip: Clip, text: string): Promise<number | undefined> {
  try {
    return await score(clip, text);
  } catch {
    return undefined;
  }
}

function lineOf({ file, line, speed }: ModelAudio, failed: boolean, message: string): string {
  const severity = failed ? 'error' : 'warning';
  const at = speed === 1 ? message : `${message} (speed ${speed.toFixed(2)})`;
  return formatFinding({ file, line, column: 1, severity, field: '-', message: at });
}

const width = 30;

function moving(total: number, output: (text: string) => void): (done: ModelAudio) => void {
  let done = 0;
  return ({ lesson }) => {
    done += 1;
    const full = Math.round((width * done) / total);
    const bar = '█'.repeat(full) + '░'.repeat(width - full);
    output(`\r\u001B[2K${bar} ${done}/${total}  ${lesson}`);
  };
}

/** A line for each lesson that is through. */
function plain(all: readonly ModelAudio[], output: (text: string) => void): (done: ModelAudio) => void {
  const left = new Map<string, number>();
  for (const { lesson } of all) left.set(lesson, (left.get(lesson) ?? 0) + 1);
  let done = 0;
  return ({ lesson }) => {
    done += 1;
    const still = (left.get(lesson) ?? 1) - 1;
    left.set(lesson, still);
    if (still === 0) output(`${done}/${all.length}  ${lesson}\n`);
  };
}
