import { parentPort, workerData } from 'node:worker_threads';
import { openHarper } from './lints.js';

/** The thread that Harper blocks instead of the engine's. */
const { rules } = workerData as { rules: string[] };
const reader = openHarper(rules);

parentPort?.on('message', ({ id, text }: { id: number; text: string }) => {
  reader
    .then((harper) => harper.read(text))
    .then(
      (found) => parentPort?.postMessage({ id, hints: found.filter(({ rule }) => rules.includes(rule)) }),
      // Only that it failed: the reason could hold the text.
      () => parentPort?.postMessage({ id }),
    );
});
