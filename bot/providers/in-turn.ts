import type { Circuit } from './circuit.js';
import { isOutage, ProviderError, type Usage } from './provider.js';

export interface Terms<P, T> {
  /** Milliseconds for all that are asked, one after another. */
  patience: number;
  /** Ends the call, whatever it is waiting for. */
  signal: AbortSignal;
  /** What is known without asking a provider: it may be out, and nothing is spent. */
  known?(provider: P): Promise<T | undefined>;
  /** Whether the next is asked after such a failure; absent: after an outage. */
  passes?: (error: ProviderError) => boolean;
  /** Told of each that was asked and failed. */
  failed?(provider: P, error: ProviderError): void;
}

/** An answer, and what those took who were asked in vain before. */
export interface Answered<T> {
  answer: T;
  before: Usage;
}

/**
 * The first answer of several providers, each asked once at most (DESIGN §2.8). One that is out is followed by the next;
 * what is about the question itself is not asked again, unless the terms say so.
 *
 * @throws ProviderError the last one's fault, with the usage of all; `calls` is 0 where nobody could be asked
 */
export async function askInTurn<P extends { readonly name: string }, T>(
  circuits: readonly Circuit<P>[],
  question: (provider: P, signal: AbortSignal) => Promise<T>,
  terms: Terms<P, T>,
): Promise<Answered<T>> {
  const { patience, signal } = terms;
  const end = Date.now() + patience;
  const before = { ...nothing };
  let last = new ProviderError('unavailable', 'no provider is configured');
  for (const [n, circuit] of circuits.entries()) {
    const answer = await terms.known?.(circuit.provider);
    if (answer !== undefined) return { answer, before };
    if (circuit.restsFor > 0) {
      last = new ProviderError('rate-limited', 'resting', { retryAfterMs: circuit.restsFor });
      continue;
    }
    const left = end - Date.now();
    if (left <= 0 || signal.aborted) break;
    // What is left is shared with those who follow.
    const share = AbortSignal.timeout(Math.ceil(left / (circuits.length - n)));
    try {
      const bounded = AbortSignal.any([signal, share]);
      return { answer: await circuit.ask((provider) => question(provider, bounded)), before };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      last = error;
      if (last.more.usage) {
        Object.assign(before, sum(before, last.more.usage));
        terms.failed?.(circuit.provider, last);
      }
      if (!(terms.passes ?? isOutage)(last)) break;
    }
  }
  throw new ProviderError(last.fault, last.detail, { ...last.more, usage: before });
}

export const nothing: Readonly<Usage> = { model: '', calls: 0, tokensIn: 0, tokensOut: 0 };

export function sum(before: Usage, more: Usage): Usage {
  return {
    model: more.model || before.model,
    calls: before.calls + more.calls,
    tokensIn: before.tokensIn + more.tokensIn,
    tokensOut: before.tokensOut + more.tokensOut,
  };
}
