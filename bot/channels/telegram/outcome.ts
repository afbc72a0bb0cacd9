import type { SendOutcome } from '../channel.js';
import type { ApiFailure } from './api.js';

/** On top of what the server tells to wait: its clock and ours count seconds differently. */
const aLittle = 300;
const unsaid = 5_000;

/** What a failed send means for the outbox. */
export function outcomeOf(failure: ApiFailure): SendOutcome {
  const { code, message: error } = failure;
  if (failure.tokenRefused) return { kind: 'misconfigured', error };
  if (code === 429) return { kind: 'retry', afterMs: (failure.retryAfterMs ?? unsaid) + aLittle, error };
  // Blocked, deactivated, or we were never written to.
  if (code === 403) return { kind: 'gone', error };
  if (code === 400) return { kind: isGone(failure) ? 'gone' : 'rejected', error };
  if (code !== undefined && code < 500 && code !== 408 && code !== 409) return { kind: 'rejected', error };
  return { kind: 'retry', error };
}

/** The same as 403, told another way. */
export function isGone({ description }: ApiFailure): boolean {
  return /chat not found|user is deactivated|PEER_ID_INVALID|USER_IS_BLOCKED|group chat was upgraded/i.test(
    description,
  );
}

/** Our marks are not what the server reads: worth one try as plain text. */
export function isUnparsed({ code, description }: ApiFailure): boolean {
  return code === 400 && /can't parse entities/i.test(description);
}
