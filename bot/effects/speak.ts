import type { Speak } from '../../flows/effects.js';
import { given, type Handler } from './handler.js';

/** Says a text aloud. Nobody waits in line behind it: the clip comes as an event whose turn sends it (DESIGN §2.7). */
export const speak: Handler = async (row, { speech, tutor, now }) => {
  const request = row.request ?? '';
  if (!speech.speak) return { kind: 'result', request, result: { kind: 'failed', reason: 'unavailable' } };
  try {
    return {
      kind: 'result',
      request,
      result: { kind: 'spoken', clip: await speech.speak(given<Speak>(row)) },
    };
  } catch (error) {
    if (tutor.signal.aborted) return { kind: 'retry', at: now(), error: 'stopped', free: true };
    if (row.attempts === 0) return { kind: 'retry', at: now() + 1_000, error: String(error) };
    return { kind: 'result', request, result: { kind: 'failed', reason: 'unavailable' } };
  }
};
