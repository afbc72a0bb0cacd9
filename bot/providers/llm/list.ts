import type { CircuitSettings } from '../circuit.js';
import { askInTurn, sum } from '../in-turn.js';
import type { Asked, LanguageModels, ProviderStatus } from '../models.js';
import { ProviderError, type Moderated, type Provider, type Reply } from '../provider.js';
import { isStopped, ModelCircuit } from './circuit.js';

const anHour = 3_600_000;

/** Several providers, each behind its own circuit breaker, as one. */
export class ModelList implements LanguageModels {
  readonly #circuits: readonly ModelCircuit[];
  /** When each class of moderation's failures was last logged, by provider. */
  readonly #logged = new Map<string, number>();

  constructor(
    providers: readonly Provider[],
    private readonly log: { warn(what: object, message: string): void },
    private readonly settings: CircuitSettings,
  ) {
    this.#circuits = providers.map((provider) => new ModelCircuit(provider, settings));
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
    const { answer, before } = await askInTurn(
      this.#circuits,
      (provider, signal) => provider.chat({ ...question, signal }),
      {
        patience,
        signal: question.signal,
        failed: ({ name }, error) => this.log.warn({ provider: name, fault: error.message }, 'llm'),
      },
    );
    return { ...answer, ...sum(before, answer) };
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
