import { learnerId } from './rows.js';
import type { OutboxRow, Settled, Settlement } from '../store.js';
import { chats } from './chats.js';
import type { Driver } from './driver.js';
import { events } from './events.js';
import { history } from './history.js';
import { learners } from './learners.js';
import { atOnce, outbox, type EffectRow } from './outbox.js';
import { toChat } from './rows.js';

/** Taking rows out of the outbox and saying what became of them. */
export function delivery(db: Driver) {
  const rows = outbox(db);
  const chat = chats(db);
  const event = events(db);
  const append = history(db);
  const people = learners(db);

  function claim(now: number, limit: number, running: ReadonlySet<number>, lines = false): OutboxRow[] {
    return rows
      .due(now, limit + running.size, lines)
      .filter(({ id }) => !running.has(id))
      .slice(0, limit)
      .map(toOutboxRow);
  }

  function toOutboxRow(row: EffectRow): OutboxRow {
    return {
      id: row.id,
      chatId: row.chat_id,
      learnerId: learnerId(row.learner_id),
      kind: row.kind,
      payload: JSON.parse(row.payload) as unknown,
      ordered: row.ordered === 1,
      attempts: row.attempts,
      chat: toChat(chat.existing(row.chat_id)),
      ...(row.request === null ? {} : { request: row.request }),
      ...(row.due_at === atOnce ? {} : { dueAt: row.due_at }),
      ...(row.not_after === null ? {} : { notAfter: row.not_after }),
    };
  }

  function settle(settlement: Settlement): Settled {
    const { id, at, outcome } = settlement;
    const row = rows.waiting(id);
    if (!row) return late(settlement);
    switch (outcome.kind) {
      case 'done':
        return done(row, at, outcome);
      case 'result': {
        const { result } = outcome;
        // As the row has it now: it is another since a merge.
        const request = row.request ?? outcome.request;
        rows.done(row);
        const queued = { chat: row.chat_id, learner: row.learner_id, key: `r:${id}`, at };
        event.add({ ...queued, kind: 'result', body: { request, result } });
        return { applied: true, learnerId: learnerId(row.learner_id) };
      }
      case 'retry':
        rows.retry(row, outcome.at, outcome.error, outcome.free === true ? 0 : 1);
        return { applied: true };
      case 'rejected':
        rows.fail(row, at, outcome.error);
        return { applied: true };
      case 'gone':
        rows.fail(row, at, outcome.error);
        rows.close(row.chat_id);
        return { applied: true };
    }
  }

  /** A request that was abandoned while it ran. Of somebody who is gone nothing is kept. */
  function late({ id, at, outcome, of }: Settlement): Settled {
    const spent =
      outcome.kind === 'result' && 'cost' in outcome.result && (outcome.result.cost?.calls ?? 0) > 0;
    const learner = spent && of ? people.resolve(of.learnerId) : undefined;
    if (!spent || !of || learner === undefined) return { applied: false };
    const { request, result } = outcome;
    const body = { request, result, late: true };
    const added = event.add({ chat: of.chatId, learner, key: `r:${id}`, at, kind: 'result', body });
    return added === 0 ? { applied: false } : { applied: true, learnerId: learnerId(learner) };
  }

  function done(
    row: EffectRow,
    at: number,
    outcome: Extract<Settlement['outcome'], { kind: 'done' }>,
  ): Settled {
    const { append: line, externalId } = outcome;
    rows.done(row);
    if (!line) return { applied: true };
    const named = externalId === undefined ? {} : { externalId };
    return { applied: true, message: append({ chatId: row.chat_id, from: 'bot', ...line, at, ...named }) };
  }

  /** When the next row that is not running may leave. */
  function nextDue(running: ReadonlySet<number>): number | undefined {
    return rows.next(running.size + 1).find(({ id }) => !running.has(id))?.due_at;
  }

  return { claim, settle, nextDue, drafts: rows.isAlone };
}
