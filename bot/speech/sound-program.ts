import type { Program } from './audio-program.js';
import { Scratch } from './audio-scratch.js';
import { Audio } from './audio.js';
import { hear } from './hear.js';
import type { Answered, Asked, Failed, Tasks, Kind } from './sound-tasks.js';

/**
 * The process for sounds (sound-process.ts): ffmpeg is started from here, and what is done with samples is done here. It
 * ends with its parent, however that ends, and takes what it started with it.
 */

const { dataDir, programs } = JSON.parse(process.argv[2] ?? '{}') as {
  dataDir: string;
  programs: readonly Program[];
};
const audio = new Audio(programs, new Scratch(dataDir));
const underWay = new Map<number, { gone: AbortController; ended: Promise<void> }>();

process.on('message', (asked: Asked) => {
  const { id } = asked;
  if (asked.kind === 'cancel') {
    underWay.get(id)?.gone.abort(new Error('cancelled'));
    return;
  }
  const gone = new AbortController();
  const ended = run(asked, gone.signal)
    .then(
      (came) => answer({ id, came }),
      (error: unknown) => answer({ id, failed: failedOf(error) }),
    )
    .finally(() => underWay.delete(id));
  underWay.set(id, { gone, ended });
});

process.on('disconnect', () => {
  const running = [...underWay.values()];
  for (const { gone } of running) gone.abort(new Error('the parent ended'));
  // Their files go with them.
  void Promise.all(running.map(async ({ ended }) => ended)).then(() => process.exit(0));
});

async function run(task: Exclude<Asked, { kind: 'cancel' }>, signal: AbortSignal): Promise<Tasks[Kind][1]> {
  switch (task.kind) {
    case 'hear':
      return hear(audio, task.asked, signal);
    case 'decode':
      return audio.decode(task.asked.file, { limit: task.asked.limit, signal });
    case 'toVoice':
      return audio.toVoice(task.asked.sound, task.asked.limit, signal);
  }
}

/** A parent that is gone wants no answer. */
function answer(answered: Answered): void {
  if (process.connected) process.send?.(answered, undefined, undefined, () => undefined);
}

function failedOf(error: unknown): Failed {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, code, path } = error as NodeJS.ErrnoException;
  return { message, ...(code !== undefined && { code }), ...(path !== undefined && { path }) };
}
