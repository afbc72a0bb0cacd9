import { Circuit, type CircuitSettings } from '../providers/circuit.js';
import { askInTurn, nothing } from '../providers/in-turn.js';
import type { ProviderStatus } from '../providers/models.js';
import { againAfter, ProviderError } from '../providers/provider.js';
import type { Paid } from '../providers/sound-prices.js';
import type { RawTranscript, Transcriber, Transcription } from '../providers/transcriber.js';
import type { Spender, Spending } from './spending.js';
import type { ToTranscribe, Transcribed, Transcribers } from './transcribing.js';

/** Milliseconds for all of them: the outbox ends an attempt after 27 s, fetching and decoding included. */
const usualPatience = 16_000;

export interface TranscribersSettings extends CircuitSettings {
  /** Two are asked where words are judged (STT_COMPARE). */
  compare: boolean;
  spending: Spending;
  log: { warn(what: object, message: string): void };
  patience?: number;
}

/** The transcribers that are configured, each behind its own circuit breaker, within the day's budget. */
export class VendorTranscribers implements Transcribers {
  readonly #circuits: readonly Circuit<Transcriber>[];

  constructor(
    transcribers: readonly Transcriber[],
    private readonly settings: TranscribersSettings,
  ) {
    this.#circuits = transcribers.map((transcriber) => new Circuit(transcriber, settings));
  }

  get any(): boolean {
    return this.#circuits.length > 0;
  }

  status(): ProviderStatus[] {
    return this.#circuits.map((circuit) => circuit.status());
  }

  async transcribe({ compare, ...asked }: ToTranscribe, of: Spender): Promise<Transcribed> {
    const { spending } = this.settings;
    if (!this.any) return { transcripts: [], unheard: 'none' };
    if (!(await spending.may(of))) return { transcripts: [], unheard: 'spent' };
    const lines = this.#lines(compare && this.settings.compare);
    const asking = await Promise.allSettled(lines.map(async (line) => this.#first(asked, line)));
    const heard = asking.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const errors = asking.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    const failed = errors.filter((error) => error instanceof ProviderError);
    const inVain = failed.map(({ more }) => ({ ...nothing, ...more.usage, microdollars: 0 }));
    spending.took(of, 'transcribe', [...inVain, ...heard.flatMap(({ usage }) => usage)]);
    if (heard.length > 0) return { transcripts: heard.map(({ transcript }) => transcript) };

    asked.signal.throwIfAborted();
    const [last] = failed;
    if (!last || failed.length < errors.length) throw errors.find((error) => error !== last);
    const again = failed.find((error) => error.fault !== 'refused' && againAfter(error) !== undefined);
    if (!again) return { transcripts: [], unheard: 'unavailable' };
    throw again;
  }

  /** Who is asked at once, each line in its order: all in one; with comparison the second beside the others. */
  #lines(compare: boolean): (readonly Circuit<Transcriber>[])[] {
    const [first, second, ...others] = this.#circuits;
    return compare && first && second ? [[first, ...others], [second]] : [this.#circuits];
  }

  async #first(
    asked: Transcription,
    line: readonly Circuit<Transcriber>[],
  ): Promise<{ transcript: RawTranscript; usage: Paid[] }> {
    const { log, patience = usualPatience } = this.settings;
    const { answer, before } = await askInTurn(
      line,
      async (transcriber, signal) => transcriber.transcribe({ ...asked, signal }),
      {
        patience,
        signal: asked.signal,
        // What one cannot read another may.
        passes: () => true,
        failed: ({ name }, error) => log.warn({ provider: name, fault: error.message }, 'stt'),
      },
    );
    return { transcript: answer.transcript, usage: [{ ...before, microdollars: 0 }, answer.usage] };
  }
}
