import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { ToCheckpointer } from './checkpoints.js';

/** The thread that writes the log into the database (checkpoints.ts). It waits for nobody and nobody waits for it: log.ts tries again. */

/**
 * The log begins anew with a transaction that finds all of it written, and under load another has been committed meanwhile:
 * it is looked again until that has happened.
 */
const looks = 20;
/** Milliseconds from one look to the next: about as long as the turns between two transactions take. */
const apart = 2;

const db = new Database(workerData as string, { fileMustExist: true, timeout: 0 });
db.pragma('synchronous = FULL');
const checkpoint = db.prepare<[], { log: number }>('pragma wal_checkpoint(passive)');

const clock = new Int32Array(new SharedArrayBuffer(4));

function write(): void {
  let before = 0;
  for (let look = 0; look < looks; look += 1) {
    const log = checkpoint.get()?.log ?? 0;
    if (log < before) return;
    before = log;
    Atomics.wait(clock, 0, 0, apart);
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
