import type { ChatMessage, Committed, Turn } from '../store.js';
import type { Driver } from './driver.js';
import { earnedWith } from './earned.js';
import { events } from './events.js';
import { history } from './history.js';
import { learners } from './learners.js';
import { outbox } from './outbox.js';
import { recording } from './records.js';
import { learnerRow } from './rows.js';
import { timers } from './timers.js';

/**
 * Writes a whole turn, if its learner is still as it was loaded and its event still waits. Runs in a
 * savepoint: what throws half-way leaves nothing.
 */
export function committing(db: Driver): (turn: Turn) => Committed {
  const event = events(db);
  const learner = learners(db);
  const record = recording(db);
  const effects = outbox(db);
  const timer = timers(db);
  const append = history(db);

  /** @returns the lines that rows became, in order */
  function write(id: number, { outbox, now, at }: Turn): ChatMessage[] {
    const appended: ChatMessage[] = [];
    // What is appended leaves a line as it is: it is asked for once.
    const empty = new Map<number, boolean>();
    for (const row of outbox) {
      const { chatId, append: line, payload: body } = row;
      if (line && !empty.has(chatId)) empty.set(chatId, !effects.waitsInLine(chatId));
      if (line && empty.get(chatId) === true)
        appended.push(append({ chatId, from: 'bot', ...line, body, at: now ?? at }));
      else {
        effects.add(id, row);
        if (row.ordered) empty.set(chatId, false);
      }
    }
    return appended;
  }

  return (turn) => {
    const id = learnerRow(turn.learner.id);
    const gains = earnedWith(() => learner.earned(id), turn.records);
    if (!learner.advance(turn.learner, turn.eventId, gains)) return { outcome: 'conflict' };
    event.end(turn.eventId, turn.eventState, turn.error);
    record(id, turn.at, turn.records);
    for (const instance of turn.instances) learner.write(id, instance);
    for (const request of turn.abandon) effects.abandon(id, request);
    const appended = write(id, turn);
    for (const name of turn.unschedule) timer.drop(id, name);
    for (const { timer: name, at } of turn.schedule) timer.set(id, name, at);
    const queued = appended.length < turn.outbox.length;
    return { outcome: 'committed', appended, queued, more: event.anyWaits(id) };
  };
}
