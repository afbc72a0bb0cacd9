import type { ProofHint } from '../../flows/events.js';

/** Finds what is certainly wrong in an English text, without anybody outside. */
export interface Proofreader {
  /** In the order of the text, without overlaps. @throws when it takes too long or cannot be done */
  hints(text: string): Promise<ProofHint[]>;
  /** `degraded` while the newest text could not be read. */
  status(): { state: 'ok' | 'degraded'; detail?: string };
  /** Frees what it holds; whoever waits is refused. */
  stop(): Promise<void>;
}
