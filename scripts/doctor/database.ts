import { existsSync, statSync } from 'node:fs';
import { DatabaseUnusable } from '../../db/sqlite/driver.js';
import { openReader, type Reader } from '../../db/sqlite/reader.js';
import { size } from './disk.js';
import { counted, type Verdict } from './verdict.js';

/** How many of each kind are told one by one. */
const told = 5;

/** The file, what stands in it aside, and what could not be sent; read beside a running engine. */
export function database(path: string): Verdict[] {
  if (!existsSync(path)) {
    const message = `${path} is not there yet; the first start makes it`;
    return [{ state: 'off', name: 'database', message }];
  }
  let reader: Reader;
  try {
    reader = openReader(path);
  } catch (error) {
    if (!(error instanceof DatabaseUnusable)) throw error;
    return [{ state: 'look', name: 'database', message: error.message }];
  }
  try {
    return [file(path, reader), ...aside(reader), ...unsent(reader)];
  } finally {
    reader.close();
  }
}

function file(path: string, reader: Reader): Verdict {
  const damage = reader.damage();
  if (damage.length > 0)
    return {
      state: 'look',
      name: 'database',
      message: `${path} is damaged: ${damage[0]}`,
      remedy: 'stop the engine and restore a backup (npm run restore -- <file>)',
    };
  const { learners, eventsWaiting, outboxWaiting } = reader.counts();
  const waiting = `${counted(eventsWaiting, 'event')} and ${counted(outboxWaiting, 'send')} waiting`;
  const message = `${path} is sound, its schema is this version's; ${size(statSync(path).size)}, ${counted(learners, 'learner')}, ${waiting}`;
  return { state: 'ok', name: 'database', message };
}

function aside(reader: Reader): Verdict[] {
  const name = 'events aside';
  const { eventsAside: count } = reader.counts();
  if (count === 0) return [{ state: 'ok', name, message: 'none' }];
  const lines = reader.eventsAside(told).map(({ eventId, learnerId, kind, error, at }): Verdict => {
    const message = `event ${eventId} (${kind}) of ${learnerId} on ${moment(at)} failed twice: ${error}`;
    return { state: 'look', name, message, remedy: 'the learner was told; please report it with this line' };
  });
  return [...lines, ...rest(name, count)];
}

function unsent(reader: Reader): Verdict[] {
  const name = 'sends failed';
  const { sendsFailed: count } = reader.counts();
  if (count === 0) return [{ state: 'ok', name, message: 'none' }];
  const lines = reader.sendsFailed(told).map(({ id, kind, channel, error, at }): Verdict => {
    const message = `${kind} ${id} on ${channel} was given up on ${moment(at)}: ${error}`;
    return { state: 'look', name, message, remedy: `see whether ${channel} takes our messages` };
  });
  return [...lines, ...rest(name, count)];
}

function rest(name: string, count: number): Verdict[] {
  return count > told ? [{ state: 'look', name, message: `and ${count - told} more` }] : [];
}

function moment(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
