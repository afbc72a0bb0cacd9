import type { Listen } from '../../flows/effects.js';
import { given, type Handler } from './handler.js';

/** Listens to a recording. What is wrong with it is an answer too; only what may be better later is tried again. */
export const listen: Handler = async (row, { speech, tutor, now }) => {
  const request = row.request ?? '';
  if (!speech.listen) return { kind: 'result', request, result: { kind: 'failed', reason: 'unavailable' } };
  try {
    const of = { chat: row.chat, learnerId: row.learnerId, row: row.id };
    const heard = await speech.listen(given<Listen>(row), of);
    return { kind: 'result', request, result: { kind: 'listened', heard } };
  } catch (error) {
    // It was stopped with the engine: the next start listens again.
    if (tutor.signal.aborted) return { kind: 'retry', at: now(), error: 'stopped', free: true };
    if (row.attempts === 0) return { kind: 'retry', at: now() + 1_000, error: String(error) };
    return { kind: 'result', request, result: { kind: 'failed', reason: 'unavailable' } };
  }
};
