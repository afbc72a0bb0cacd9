import type { Logger } from 'pino';
import type { OutboxRow, Settlement, Store } from '../../db/store.js';
import type { Channel } from '../channels/channel.js';
import type { Places } from '../providers/places.js';
import type { Proofreader } from '../providers/proofreader.js';
import type { SpeechDeps } from './speech.js';
import type { TutorDeps } from './tutor/deps.js';

export type Outcome = Settlement['outcome'];

export interface HandlerDeps {
  store: Store;
  channels: ReadonlyMap<string, Channel>;
  places: Places;
  tutor: TutorDeps;
  proofreader: Proofreader;
  speech: SpeechDeps;
  log: Pick<Logger, 'warn'>;
  now: () => number;
  /** Aborts when the attempt has had its time. */
  signal: AbortSignal;
}

/**
 * Carries out one outbox row: the I/O of its effect and nothing else. What it resolves to is settled; a throw
 * is a retry.
 */
export type Handler = (row: OutboxRow, deps: HandlerDeps) => Promise<Outcome>;

/** Between tries: 1 s, 2 s, 4 s … up to five minutes. */
export function retryAt(row: OutboxRow, now: number): number {
  return now + Math.min(300_000, 1_000 * 2 ** Math.min(row.attempts, 10));
}

/** What an asking row asks: written by our own turn and committed with it, so that its shape is known. */
export function given<E extends { kind: string; request: string }>(
  row: OutboxRow,
): Omit<E, 'kind' | 'request'> {
  return row.payload as Omit<E, 'kind' | 'request'>;
}
