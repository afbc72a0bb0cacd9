import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import type { ProviderStatus } from '../models.js';
import {
  isOutage,
  ProviderError,
  type Fault,
  type Moderated,
  type Provider,
  type Question,
  type Reply,
} from '../provider.js';

export interface CircuitSettings {
  now: () => number;
  /** Failures in a row that open it. */
  opensAfter?: number;
  /** Milliseconds until one call tries whether it is well again; under 10 s by design. */
  triesAgainAfter?: number;
}

/** A provider behind a circuit breaker: one that fails again and again is left alone for some seconds. */
export class Circuit {
  readonly #breaker;
  readonly #now: () => number;
  #state: ProviderStatus['state'] = 'ok';
  #since: number;
  #lastError: Fault | undefined;
  /** What the vendor asked for with its last 429. */
  #restsUntil = 0;
  /** Since when its moderation fails; apart from the breaker, since it may answer questions all the same. */
  #unmoderatedSince: number | undefined;
  #moderates: boolean;

  constructor(
    readonly provider: Provider,
    { now, opensAfter = 5, triesAgainAfter = 8_000 }: CircuitSettings,
  ) {
    this.#now = now;
    this.#since = now();
    this.#moderates = provider.moderate !== undefined;
    this.#breaker = circuitBreaker(handleWhen(isOutage), {
      halfOpenAfter: triesAgainAfter,
      breaker: new ConsecutiveBreaker(opensAfter),
    });
    this.#breaker.onBreak(() => this.#enter('open circuit'));
    this.#breaker.onReset(() => this.#enter('ok'));
  }

  /** Milliseconds it wants to be left alone. */
  get restsFor(): number {
    return Math.max(0, this.#restsUntil - this.#now());
  }

  /** @throws ProviderError the provider's own; BrokenCircuitError at once, without a call, while it is open */
  async chat(question: Question): Promise<Reply> {
    // Others do not queue up behind the one call that tries.
    if (this.#breaker.state === CircuitState.HalfOpen)
      throw new ProviderError('unavailable', 'being tried again');
    return this.#breaker.execute(async () => {
      try {
        const reply = await this.provider.chat(question);
        this.#enter('ok');
        return reply;
      } catch (error) {
        this.#failed(error);
        throw error;
      }
    });
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
        this.#lastError = error.fault;
        this.#unmoderatedSince ??= this.#now();
      }
      throw error;
    }
  }

  status(): ProviderStatus {
    const unmoderated = this.#state === 'ok' ? this.#unmoderatedSince : undefined;
    return {
      name: this.provider.name,
      state: unmoderated === undefined ? this.#state : 'degraded',
      ...(this.#lastError !== undefined && { lastError: this.#lastError }),
      since: new Date(unmoderated ?? this.#since).toISOString(),
    };
  }

  #failed(error: unknown): void {
    if (!(error instanceof ProviderError)) return;
    this.#lastError = error.fault;
    if (!isOutage(error)) return this.#enter('ok');
    if (error.fault === 'rate-limited') this.#restsUntil = this.#now() + (error.more.retryAfterMs ?? 0);
    if (this.#state === 'ok') this.#enter('degraded');
  }

  #enter(state: ProviderStatus['state']): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#since = this.#now();
  }
}

/** Given up with the engine, which says nothing about the provider; that a time limit is over does. */
export function isStopped({ aborted, reason }: AbortSignal): boolean {
  return aborted && !(reason instanceof DOMException && reason.name === 'TimeoutError');
}
