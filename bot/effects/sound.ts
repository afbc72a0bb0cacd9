import type { OutboxRow } from '../../db/store.js';
import type { Result } from '../../flows/events.js';
import { againAfter, ProviderError } from '../providers/provider.js';
import type { HandlerDeps, Outcome } from './handler.js';

/** Milliseconds between the two attempts where no vendor says otherwise. */
const pause = 1_000;

/**
 * One attempt to hear or to say something, settled with what it took of vendors. What fails is tried once more where that
 * may help, and then is `failed`, so that the learner gets an honest sentence.
 */
export async function attempt(
  row: OutboxRow,
  { speech, tutor, now, log }: Pick<HandlerDeps, 'speech' | 'tutor' | 'now' | 'log'>,
  ask: () => Promise<Extract<Result, { kind: 'listened' | 'spoken' }>>,
): Promise<Outcome> {
  try {
    return end(row, speech, await ask());
  } catch (error) {
    // It was stopped with the engine: the next start asks again.
    if (tutor.signal.aborted) return { kind: 'retry', at: now(), error: 'stopped', free: true };
    // Faults of vendors are told by whoever asks them; anything else is ours, and nobody else would ever hear of it.
    if (!(error instanceof ProviderError)) log.warn({ error, effect: row.id }, 'hearing or speaking failed');
    const wait = error instanceof ProviderError ? againAfter(error) : pause;
    if (row.attempts === 0 && wait !== undefined)
      return { kind: 'retry', at: now() + wait, error: String(error) };
    return end(row, speech, { kind: 'failed', reason: 'unavailable' });
  }
}

function end(
  { id, request = '' }: OutboxRow,
  speech: HandlerDeps['speech'],
  result: Extract<Result, { kind: 'listened' | 'spoken' | 'failed' }>,
): Outcome {
  const cost = speech.spent?.(id);
  return { kind: 'result', request, result: cost ? { ...result, cost } : result };
}
