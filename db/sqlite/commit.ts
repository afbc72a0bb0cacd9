import type { Turn } from '../store.js';
import type { Driver } from './driver.js';
import { events } from './events.js';
import { learners } from './learners.js';
import { outbox } from './outbox.js';
import { recording } from './records.js';
import { learnerRow } from './rows.js';
import { timers } from './timers.js';

/**
 * Writes a whole turn, if its learner is still as it was loaded and its event still waits. Runs in a
 * savepoint: what throws half-way leaves nothing.
 */
export function committing(db: Driver): (turn: Turn) => 'committed' | 'conflict' {
  const event = events(db);
  const learner = learners(db);
  const record = recording(db);
  const effects = outbox(db);
  const timer = timers(db);

  return (turn) => {
    const id = learnerRow(turn.learner.id);
    if (!event.waits(turn.eventId, id) || !learner.advance(turn.learner)) return 'conflict';
    event.end(turn.eventId, turn.eventState, turn.error);
    record(id, turn.at, turn.records);
    for (const instance of turn.instances) learner.write(id, instance);
    for (const request of turn.abandon) effects.abandon(id, request);
    for (const row of turn.outbox) effects.add(id, row);
    for (const name of turn.unschedule) timer.drop(id, name);
    for (const { timer: name, at } of turn.schedule) timer.set(id, name, at);
    return 'committed';
  };
}
