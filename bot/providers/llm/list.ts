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
import { Circuit, isStopped, type CircuitSettings } from './circuit.js';

const anHour = 3_600_000;

/** Several providers, each behind its own circuit breaker, as one. */
export class ModelList implements LanguageModels {
  readonly #circuits: readonly Circuit[];
  /** When each class of moderation's failures was last logged, by provider. */
  readonly #logged = new Map<string, number>();

  constructor(
    providers: readonly Provider[],
    private readonly log: { warn(what: object, message: string): void },
    private readonly settings: CircuitSettings,
  ) {
    this.#circuits = providers.map((provider) => new Circuit(provider, settings));
  }

  get any(): boolean {
    return this.#circuits.length > 0;
  }

  get moderates(): boolean {
    return this.#circuits.some((circuit) => circuit.moderates);
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
    for (const circuit of this.#circuits) {
      try {
        const moderated = await circuit.moderate(text, signal);
        if (moderated !== 'none') return moderated;
      } catch (error) {
        if (!isStopped(signal)) this.#noteUnmoderated(circuit.provider.name, error);
        throw error;
      }
    }
    return 'none';
  }

  /** Every text is moderated twice: a line an hour says as much as thousands. */
  #noteUnmoderated(provider: string, error: unknown): void {
    if (!(error instanceof ProviderError)) return;
    const kind = `${provider} ${error.fault}`;
    const now = this.settings.now();
    if (now - (this.#logged.get(kind) ?? Number.NEGATIVE_INFINITY) < anHour) return;
    this.#logged.set(kind, now);
    this.log.warn({ provider, fault: error.message }, 'llm: moderation fails, the word list decides');
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
