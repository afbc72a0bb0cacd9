import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import type { ProviderStatus } from './models.js';
import { isOutage, ProviderError, type Fault } from './provider.js';

export interface CircuitSettings {
  now: () => number;
  /** Failures in a row that open it. */
  opensAfter?: number;
  /** Milliseconds until one call tries whether it is well again; under 10 s by design. */
  triesAgainAfter?: number;
}

/** A provider of any job behind a circuit breaker: one that fails again and again is left alone for some seconds. */
export class Circuit<P extends { readonly name: string }> {
  readonly #breaker;
  protected readonly now: () => number;
  protected lastError: Fault | undefined;
  #state: ProviderStatus['state'] = 'ok';
  #since: number;
  /** What the vendor asked for with its last 429. */
  #restsUntil = 0;

  constructor(
    readonly provider: P,
    { now, opensAfter = 5, triesAgainAfter = 8_000 }: CircuitSettings,
  ) {
    this.now = now;
    this.#since = now();
    this.#breaker = circuitBreaker(handleWhen(isOutage), {
      halfOpenAfter: triesAgainAfter,
      breaker: new ConsecutiveBreaker(opensAfter),
    });
    this.#breaker.onBreak(() => this.#enter('open circuit'));
    this.#breaker.onReset(() => this.#enter('ok'));
  }

  /** Milliseconds it wants to be left alone. */
  get restsFor(): number {
    return Math.max(0, this.#restsUntil - this.now());
  }

  /** @throws ProviderError the provider's own; at once, without a call and without usage, while it is open */
  async ask<T>(question: (provider: P) => Promise<T>): Promise<T> {
    // Others do not queue up behind the one call that tries.
    if (this.#breaker.state === CircuitState.HalfOpen)
      throw new ProviderError('unavailable', 'being tried again');
    try {
      return await this.#breaker.execute(async () => {
        const answer = await question(this.provider);
        this.#enter('ok');
        return answer;
      });
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw new ProviderError('unavailable', 'open circuit');
      this.#failed(error);
      throw error;
    }
  }

  status(): ProviderStatus {
    return {
      name: this.provider.name,
      state: this.#state,
      ...(this.lastError !== undefined && { lastError: this.lastError }),
      since: new Date(this.#since).toISOString(),
    };
  }

  #failed(error: unknown): void {
    if (!(error instanceof ProviderError)) return;
    this.lastError = error.fault;
    if (!isOutage(error)) return this.#enter('ok');
    if (error.fault === 'rate-limited') this.#restsUntil = this.now() + (error.more.retryAfterMs ?? 0);
    if (this.#state === 'ok') this.#enter('degraded');
  }

  #enter(state: ProviderStatus['state']): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#since = this.now();
  }
}
