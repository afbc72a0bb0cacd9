import type { OutboxRow } from '../../db/store.js';
import type { HandlerDeps } from './handler.js';

/** Whoever was erased while something was made of what they said leaves nothing of it behind. */
export async function forgetGone(
  { learnerId }: OutboxRow,
  { store, speech }: Pick<HandlerDeps, 'store' | 'speech'>,
): Promise<void> {
  if ((await store.resolve(learnerId)) === undefined) await speech.forget?.([], [learnerId]);
}
