import type { Handler } from './handler.js';

/** Deletes everything about the learner; the row itself goes with it. */
export const erase: Handler = async (row, { store, channels }) => {
  await store.erase(row.learnerId);
  channels.get(row.chat.channel)?.closed?.(row.chat);
  return { kind: 'done' };
};
