import { z } from 'zod';
import type { Handler } from './handler.js';

const payload = z.object({ text: z.string() });

/** Asks Harper what is certainly wrong in a text. There is always an answer: `failed` where it cannot tell. */
export const proofread: Handler = async (row, { proofreader, tutor, now }) => {
  const request = row.request ?? '';
  const read = (asked: unknown) => proofreader.hints(payload.parse(asked).text);
  try {
    return { kind: 'result', request, result: { kind: 'proofread', hints: await read(row.payload) } };
  } catch {
    // It was stopped with the engine: the next start reads the text again.
    if (tutor.signal.aborted) return { kind: 'retry', at: now(), error: 'stopped', free: true };
    return { kind: 'result', request, result: { kind: 'failed', reason: 'unavailable' } };
  }
};
