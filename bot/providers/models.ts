import { ProviderError, type Fault, type Moderated, type Question, type Reply } from './provider.js';

/** The language models that are configured, in their order. Within one attempt each is asked once at most. */
export interface LanguageModels {
  /** Anything is configured. */
  readonly any: boolean;
  status(): ProviderStatus[];
  /** A provider has an endpoint for moderation, or nobody knows yet: false once each was found to have none. */
  readonly moderates: boolean;
  /**
   * The first answer. A provider that is out is followed by the next; what is about the question itself is not asked
   * again.
   *
   * @throws ProviderError the last one's fault, with the usage of all; `calls` is 0 where nobody could be asked
   */
  chat(asked: Asked): Promise<Reply>;
  /** By the first provider that has an endpoint for it. @throws ProviderError */
  moderate(text: string, signal: AbortSignal): Promise<Moderated>;
}

export interface Asked extends Question {
  /** Milliseconds for all that are asked, one after another. */
  patience: number;
}

/** How one provider is (INTERFACE, /orchestrator/llm-status). */
export interface ProviderStatus {
  name: string;
  state: 'ok' | 'degraded' | 'open circuit' | 'off';
  /** Class of the last failure, of a question or of a moderation; absent where there was none since the start. */
  lastError?: Fault;
  /** When this state began, ISO 8601. */
  since: string;
}

/** Nothing is configured. */
export const noModels: LanguageModels = {
  any: false,
  moderates: false,
  status: () => [],
  chat: async () => {
    const usage = { model: '', calls: 0, tokensIn: 0, tokensOut: 0 };
    throw new ProviderError('unavailable', 'no provider is configured', { usage });
  },
  moderate: async () => 'none',
};
