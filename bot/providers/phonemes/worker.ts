import { parentPort, workerData } from 'node:worker_threads';
import type { Picked, Reading } from '../../../flows/speech/heard.js';
import { lowerThread } from '../../system/threads.js';
import { Assessor } from './assessor.js';
import type { Files } from './files.js';
import type { Answered, Asked } from './tasks.js';

/** The thread that the model runs in, so that turns go on meanwhile. It loads everything at its first task. */

// Who writes shall not wait for who speaks.
lowerThread();

let assessor: Promise<Assessor> | undefined;

let last: Promise<void> = Promise.resolve();

let leaving = false;

parentPort?.on('message', (asked: Asked) => {
  if ('leave' in asked) {
    leaving = true;
    // Nothing is left to do then, and the thread ends by itself.
    void last.then(() => parentPort?.close());
    return;
  }
  const { id, task } = asked;
  assessor ??= Assessor.open(workerData as Files);
  last = assessor
    .then(async (loaded): Promise<Reading | Picked | undefined> => {
      // Loading takes longest, and nobody may wait any more.
      if (leaving) return undefined;
      return task.kind === 'read'
        ? loaded.read(task.samples, task.text)
        : loaded.pick(task.samples, task.options);
    })
    .then(
      (answer) => parentPort?.postMessage({ id, answer } satisfies Answered),
      // Our own code's and the run time's words: neither repeats the text.
      (error: unknown) => parentPort?.postMessage({ id, failed: String(error) } satisfies Answered),
    );
});
