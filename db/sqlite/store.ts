import type Database from 'better-sqlite3';
import { learnerId, learnerRow, toChat } from './rows.js';
import type { Accepted, Committed, Store } from '../store.js';
import { acceptance } from './accept.js';
import { backUp } from './backup.js';
import { chats } from './chats.js';
import { checkpoints, type StartThread } from './checkpoints.js';
import { committing } from './commit.js';
import { dropCopies } from './copies.js';
import { delivery } from './deliver.js';
import { asUnusable, driverOf, openConnection, type Driver } from './driver.js';
import { events } from './events.js';
import { groupCommit } from './group-commit.js';
import { loading } from './load.js';
import { lockDatabase, type Lock } from './lock.js';
import { logOf } from './log.js';
import { migrate } from './migrate.js';
import { people } from './people.js';
import { progressReading } from './progress.js';
import { frozenLessons } from './records.js';
import { report } from './report.js';
import { files } from './files.js';
import { soundSums } from './sounds.js';
import { talks } from './talks.js';
import { timers } from './timers.js';

export interface StoreOptions {
  /** Puts something between the store and SQLite: tests of failing disks, recordings of statements. */
  wrap?: (driver: Driver) => Driver;
  /** Epoch milliseconds. */
  now?: () => number;
  /** Lets the log be written into the database beside the turns; without it that is done in front of them. */
  startThread?: StartThread;
  /** Told when that thread could not be started or has failed: from then on it is done in front of them. */
  threadFailed?: (error: unknown) => void;
}

/** Milliseconds for which a chat is kept that was opened and that nobody writes in. */
const unwrittenLasts = 24 * 60 * 60 * 1000;

const isNew = ({ duplicate }: Accepted): boolean => !duplicate;
const isCommitted = ({ outcome }: Committed): boolean => outcome === 'committed';

/** How many timers fire in one transaction: a thousand reminders at nine o'clock must not stop the rest. */
const firedAtOnce = 100;

/**
 * Opens the store in a file, made and migrated where it has to be; `:memory:` keeps nothing.
 *
 * @throws DatabaseInUse when another process has it, DatabaseUnusable when the file cannot be used
 */
export async function openStore(file: string, options: StoreOptions = {}): Promise<Store> {
  const lock = file === ':memory:' ? undefined : lockDatabase(file);
  try {
    const db = openConnection(file);
    try {
      // A copy of before a migration is kept until a start, or an erasure, after the one that made it.
      if (migrate(db).applied.length === 0) dropCopies(db);
      const driver = driverOf(db);
      return storeOn(db, options.wrap?.(driver) ?? driver, lock, options);
    } catch (error) {
      db.close();
      throw asUnusable(file, error);
    }
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function storeOn(
  db: Database.Database,
  driver: Driver,
  lock: Lock | undefined,
  { now = Date.now, startThread, threadFailed }: StoreOptions,
): Store {
  const beside = startThread && !db.memory ? checkpoints(db.name, startThread, threadFailed) : undefined;
  const log = logOf(db, driver);
  const { together, read, kept, close } = groupCommit(driver, {
    emptied: log.emptied,
    ...(beside && { committed: beside.committed }),
  });
  const chat = chats(driver);
  const inbox = acceptance(driver);
  const event = events(driver);
  const load = loading(driver);
  const frozen = frozenLessons(driver);
  const done = progressReading(driver);
  const commit = committing(driver);
  const effects = delivery(driver);
  const timer = timers(driver);
  const person = people(driver);
  const talk = talks(driver);
  const sounds = soundSums(driver);
  const file = files(driver);
  const look = report(driver);
  // Nothing waits for this: what cannot be deleted now is at the next start.
  together(() => chat.dropUnwritten(now() - unwrittenLasts)).catch(() => {});
  // Somebody may have been erased just before the last end.
  log.empty();

  return {
    openChat: (wanted) => together(() => chat.openOnce(wanted)),
    findChat: (channel, account, address) =>
      read(() => {
        const found = chat.find({ channel, account, address });
        return found && { ...toChat(found), lastN: chat.lastN(found.id) };
      }),
    accept: (inbound, written) =>
      together(() => inbox.accept(inbound), written ? { changed: isNew, written } : { changed: isNew }),
    async accepted(chatId, externalId) {
      const found = await read(() => inbox.accepted(chatId, externalId));
      if (found) await kept();
      return found;
    },
    waiting: (limit) => read(() => event.queues(limit).map(learnerId)),
    load: (id) => read(() => load(id)),
    frozen: (hash) => read(() => frozen(hash)),
    doneLessons: (id, course) => read(() => done.doneLessons(learnerRow(id), course)),
    progress: (id, course, now) => read(() => done.progress(learnerRow(id), course, now)),
    standings: (id, course) => read(() => done.standings(learnerRow(id), course)),
    utterances: (id, instance, after, limit) =>
      read(() => talk.utterances(learnerRow(id), instance, after, limit)),
    corrected: (id, limit) => read(() => talk.corrected(learnerRow(id), limit)),
    calls: (id, since) => read(() => talk.calls(id === undefined ? undefined : learnerRow(id), since)),
    sounds: (id, course) => read(() => sounds.of(learnerRow(id), course)),
    sentFile: (channel, account, name) => read(() => file.sent(channel, account, name)),
    rememberFile: (channel, account, name, externalId) =>
      together(() => file.remember(channel, account, name, externalId)),
    recordings: (id) => read(() => file.recordings(learnerRow(id))),
    names: (id) => read(() => person.names(id).map(learnerId)),
    commit: (turn) => together(() => commit(turn), { changed: isCommitted }),
    markBegun: (id) => together(() => event.begin(id)),
    claim: (now, limit, running, lines) => read(() => effects.claim(now, limit, running, lines)),
    drafts: (id) => read(() => effects.drafts(id)),
    settle: (settlement) => together(() => effects.settle(settlement)),
    async fireTimers(now) {
      const woken = new Set<string>();
      for (let fired = firedAtOnce; fired === firedAtOnce; ) {
        try {
          const { learners, gone } = await together(() => timer.fire(now, firedAtOnce));
          for (const learner of learners) woken.add(learnerId(learner));
          fired = gone;
        } catch (error) {
          // Those that did fire must be told of; the others are still due.
          if (woken.size === 0) throw error;
          break;
        }
      }
      return [...woken];
    },
    nextDue: (running = new Set()) =>
      read(() => {
        const due = [timer.next(), effects.nextDue(running)].filter((at) => at !== undefined);
        return due.length > 0 ? Math.min(...due) : undefined;
      }),
    messages: (id, after, limit) => read(() => chat.messages(id, after, limit)),
    merge: (from, into) => together(() => person.merge(from, into)),
    resolve: (id) =>
      read(() => {
        const row = person.resolve(id);
        return row === undefined ? undefined : learnerId(row);
      }),
    async erase(id) {
      await together(() => person.erase(id));
      dropCopies(db);
      log.empty();
    },
    counts: () => read(() => look.counts()),
    eventsAside: (limit) => read(() => look.eventsAside(limit)),
    sendsFailed: (limit) => read(() => look.sendsFailed(limit)),
    backup: (target) => backUp(db, target),
    async close() {
      await close();
      await beside?.close();
      log.close();
      db.close();
      lock?.release();
    },
  };
}
