import type { Handler } from './handler.js';

/** Deletes everything about the learner; the row itself goes with it. */
export const erase: Handler = async (row, { store, channels, speech }) => {
  // The files first: once the learner is gone nobody knows them any more.
  await speech.forget?.(await store.recordings(row.learnerId), row.learnerId);
  await store.erase(row.learnerId);
  channels.get(row.chat.channel)?.closed?.(row.chat);
  return { kind: 'done' };
};
