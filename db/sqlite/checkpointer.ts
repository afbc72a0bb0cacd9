import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { ToCheckpointer } from './checkpoints.js';

/** The thread that writes the log into the database (checkpoints.ts). It waits for nobody and nobody waits for it. */

/** What was committed meanwhile is written as well, so that the log can begin anew; but not for ever. */
const passes = 3;

const db = new Database(workerData as string, { fileMustExist: true, timeout: 0 });
db.pragma('synchronous = FULL');
const checkpoint = db.prepare<[], { log: number }>('pragma wal_checkpoint(passive)');

function write(): void {
  let before = -1;
  for (let pass = 0; pass < passes; pass += 1) {
    const log = checkpoint.get()?.log ?? 0;
    if (log === before) return;
    before = log;
  }
}

parentPort?.on('message', (what: ToCheckpointer) => {
  if (what === 'close') {
    db.close();
    parentPort?.close();
    return;
  }
  try {
    write();
  } catch {
    // A full disk, say: what is in the log is safe there, and is written the next time.
  }
});
