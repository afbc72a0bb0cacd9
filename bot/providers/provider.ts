import type { Concern } from '../../flows/events.js';

/**
 * What a vendor can be asked, whoever it is. One call is one attempt: no provider repeats anything by itself
 * (DESIGN §2.8). Every failure is a ProviderError.
 */
export interface Provider {
  /** For people: `gpt-4.1-mini at api.openai.com`. Never holds a secret. */
  readonly name: string;
  /** @throws ProviderError */
  chat(question: Question): Promise<Reply>;
  /**
   * What is wrong with a text; undefined where nothing is. Answers `none` where this server has no such endpoint.
   *
   * @throws ProviderError
   */
  moderate?(text: string, signal: AbortSignal): Promise<Moderated>;
}

export interface Question {
  system: string;
  messages: readonly ChatLine[];
  /** JSON Schema of the answer, an object at its root. */
  schema: Readonly<Record<string, unknown>>;
  /** Letters, digits, - and _; 64 at most. */
  schemaName: string;
  /** 0..2 */
  temperature: number;
  /** Tokens of the answer, its JSON included. */
  maxTokens: number;
  /** Ends the call, whatever it is waiting for. */
  signal: AbortSignal;
  /** Streams: all that has come of the answer's JSON so far, again and again. */
  onText?: (json: string) => void;
}

export interface ChatLine {
  role: 'user' | 'assistant';
  content: string;
}

export interface Usage {
  /** As the vendor names it. */
  model: string;
  /** Requests made. */
  calls: number;
  tokensIn: number;
  tokensOut: number;
}

/** JSON that was parsed and not checked against the schema. */
export interface Reply extends Usage {
  json: unknown;
}

export type Moderated = { concern: Concern | undefined } | 'none';

/**
 * Why there is no answer. A closed set:
 * `unavailable` nobody there, too slow, broken or cut off; `rate-limited` not now; `misconfigured` our key, address,
 * model or request is wrong, so that asking again is in vain; `refused` the model or its filter will not answer this, or the
 * recording cannot be read; `unparsed` the answer is not JSON or was cut off at its limit.
 */
export type Fault = 'unavailable' | 'rate-limited' | 'misconfigured' | 'refused' | 'unparsed';

export class ProviderError extends Error {
  override name = 'ProviderError';

  /** @param detail in our own words: what vendors write may repeat keys and texts */
  constructor(
    readonly fault: Fault,
    readonly detail: string,
    readonly more: { retryAfterMs?: number; usage?: Usage } = {},
  ) {
    super(`${fault}: ${detail}`);
  }
}

/** Faults of the provider, which another one may not have; the others are about this one question. */
export function isOutage(error: unknown): error is ProviderError {
  return (
    error instanceof ProviderError &&
    (error.fault === 'unavailable' || error.fault === 'rate-limited' || error.fault === 'misconfigured')
  );
}

/** Milliseconds between two attempts: a second, or what the vendor asks for; who asks for longer is not waited for. */
const pause = { usual: 1_000, longest: 5_000 };

/**
 * Milliseconds after which another attempt may go better; undefined where it would be in vain: the settings are wrong, or
 * nobody could be asked at all, since every circuit is open or every vendor wants to be left alone.
 */
export function againAfter({ fault, more }: ProviderError): number | undefined {
  const wait = more.retryAfterMs ?? pause.usual;
  if (more.usage?.calls === 0 || fault === 'misconfigured' || wait > pause.longest) return undefined;
  return Math.max(wait, pause.usual);
}

/** Tokens of a text where nobody counted them: a third of its UTF-8 bytes, which is high for English and fair elsewhere. */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text, 'utf8') / 3);
}
