import type { Loaded } from '../store.js';
import { chats } from './chats.js';
import type { Driver } from './driver.js';
import { events } from './events.js';
import { learners } from './learners.js';
import { learnerRow, toChat, toEvent } from './rows.js';

/** All that the next turn of a learner starts from. */
export function loading(db: Driver): (learnerId: string) => Loaded | undefined {
  const event = events(db);
  const person = learners(db);
  const chat = chats(db);

  return (id) => {
    const row = learnerRow(id);
    const next = event.oldestOf(row);
    const learner = next && person.find(row);
    if (!next || !learner) return undefined;
    const latest = next.kind === 'timer' ? chat.latestOf(row) : undefined;
    return {
      event: toEvent(next),
      eventId: next.id,
      learner,
      instances: person.instances(row, learner.active),
      chat: toChat(latest ?? { ...next, id: next.chat_id }),
    };
  };
}
