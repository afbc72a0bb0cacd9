import type { ModelAudio } from './model-audio.js';

/** Told of each text that is through. */
export type Progress = (done: ModelAudio) => void;

/** Characters of the bar, and those that are left for the rest of its line. */
const width = { least: 5, most: 30, rest: 40 };

/** A bar that moves in its line. @param columns of the terminal: a line that is longer would not be taken back */
export function moving(total: number, columns: number, output: (text: string) => void): Progress {
  const wide = Math.max(width.least, Math.min(width.most, columns - width.rest));
  let done = 0;
  return ({ lesson }) => {
    done += 1;
    const full = Math.round((wide * done) / total);
    const bar = '█'.repeat(full) + '░'.repeat(wide - full);
    output(`\r\u001B[2K${`${bar} ${done}/${total}  ${lesson}`.slice(0, Math.max(1, columns - 1))}`);
  };
}

/** Where nothing moves, a line for each lesson that is through. */
export function plain(all: readonly ModelAudio[], output: (text: string) => void): Progress {
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
