import type { Handler } from './handler.js';

/** Deletes everything about the learner; the row itself goes with it. */
export const erase: Handler = async (row, { store, channels, speech }) => {
  // The files first: once the learner is gone nobody knows them any more.
  const [files, names] = await Promise.all([store.recordings(row.learnerId), store.names(row.learnerId)]);
  await speech.forget?.(files, names);
  await store.erase(row.learnerId);
  // What was made of what they said meanwhile; what is made still later, forgetGone lets go.
  await speech.forget?.([], names);
  channels.get(row.chat.channel)?.closed?.(row.chat);
  return { kind: 'done' };
};
