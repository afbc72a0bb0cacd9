import { Circuit, type CircuitSettings } from '../circuit.js';
import type { ProviderStatus } from '../models.js';
import { ProviderError, type Moderated, type Provider } from '../provider.js';

/** A language model's circuit. Its moderation has no breaker: it may fail while questions are answered. */
export class ModelCircuit extends Circuit<Provider> {
  /** Since when its moderation fails. */
  #unmoderatedSince: number | undefined;
  #moderates: boolean;

  constructor(provider: Provider, settings: CircuitSettings) {
    super(provider, settings);
    this.#moderates = provider.moderate !== undefined;
  }

  /** False where there is no such endpoint, as far as is known. */
  get moderates(): boolean {
    return this.#moderates;
  }

  /** @throws ProviderError the provider's own */
  async moderate(text: string, signal: AbortSignal): Promise<Moderated> {
    try {
      const moderated = (await this.provider.moderate?.(text, signal)) ?? 'none';
      this.#moderates = moderated !== 'none';
      this.#unmoderatedSince = undefined;
      return moderated;
    } catch (error) {
      if (error instanceof ProviderError && !isStopped(signal)) {
        this.lastError = error.fault;
        this.#unmoderatedSince ??= this.now();
      }
      throw error;
    }
  }

  override status(): ProviderStatus {
    const status = super.status();
    if (status.state !== 'ok' || this.#unmoderatedSince === undefined) return status;
    return { ...status, state: 'degraded', since: new Date(this.#unmoderatedSince).toISOString() };
  }
}

/** Given up with the engine, which says nothing about the provider; that a time limit is over does. */
export function isStopped({ aborted, reason }: AbortSignal): boolean {
  return aborted && !(reason instanceof DOMException && reason.name === 'TimeoutError');
}
