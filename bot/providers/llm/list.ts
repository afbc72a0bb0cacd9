import { BrokenCircuitError } from 'cockatiel';
import type { Asked, LanguageModels, ProviderStatus } from '../models.js';
import {
  isOutage,
  ProviderError,
  type Moderated,
  type Provider,
  type Reply,
  type Usage,
} from '../provider.js';
import { Circuit, type CircuitSettings } from './circuit.js';

/** Several providers, each behind its own circuit breaker, as one. */
export class ModelList implements LanguageModels {
  readonly #circuits: readonly Circuit[];

  constructor(
    providers: readonly Provider[],
    private readonly log: { warn(what: object, message: string): void },
    settings: CircuitSettings,
  ) {
    this.#circuits = providers.map((provider) => new Circuit(provider, settings));
  }

  get any(): boolean {
    return this.#circuits.length > 0;
  }

  status(): ProviderStatus[] {
    return this.#circuits.map((circuit) => circuit.status());
  }

  async chat({ patience, ...question }: Asked): Promise<Reply> {
    const end = Date.now() + patience;
    const spent: Usage = { model: '', calls: 0, tokensIn: 0, tokensOut: 0 };
    let last = new ProviderError('unavailable', 'no provider is configured');
    for (const [n, circuit] of this.#circuits.entries()) {
      if (circuit.restsFor > 0) {
        last = new ProviderError('rate-limited', 'resting', { retryAfterMs: circuit.restsFor });
        continue;
      }
      const left = end - Date.now();
      if (left <= 0 || question.signal.aborted) break;
      // What is left is shared with those who follow.
      const share = AbortSignal.timeout(Math.ceil(left / (this.#circuits.length - n)));
      try {
        const reply = await circuit.chat({ ...question, signal: AbortSignal.any([question.signal, share]) });
        return { ...reply, ...sum(spent, reply) };
      } catch (error) {
        last = known(error);
        if (last.more.usage) Object.assign(spent, sum(spent, last.more.usage));
        if (last.more.usage) this.log.warn({ provider: circuit.provider.name, fault: last.message }, 'llm');
        if (!isOutage(last)) break;
      }
    }
    throw new ProviderError(last.fault, last.detail, { ...last.more, usage: spent });
  }

  async moderate(text: string, signal: AbortSignal): Promise<Moderated> {
    for (const { provider } of this.#circuits) {
      const moderated = (await provider.moderate?.(text, signal)) ?? 'none';
      if (moderated !== 'none') return moderated;
    }
    return 'none';
  }
}

function known(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof BrokenCircuitError) return new ProviderError('unavailable', 'open circuit');
  throw error;
}

function sum(before: Usage, more: Usage): Usage {
  return {
    model: more.model,
    calls: before.calls + more.calls,
    tokensIn: before.tokensIn + more.tokensIn,
    tokensOut: before.tokensOut + more.tokensOut,
  };
}
