import type { Counts, Store } from '../../db/store.js';
import type { ProviderStatus } from '../providers/models.js';

/** How one channel or provider is. What is not configured is `off`, and that is no fault. */
export interface Part {
  state: 'ok' | 'degraded' | 'off';
  detail?: string;
}

export interface Parts {
  channels: Record<string, Part>;
  providers: Record<string, Part>;
}

export interface Health extends Parts {
  status: 'ok' | 'degraded';
  database: Part;
  /** Absent when the database does not answer. */
  counts?: Counts;
}

/** Several providers as one part: `degraded` as soon as one is, since the list is shorter than it was meant to be. */
export function summed(providers: readonly ProviderStatus[]): Part {
  if (providers.length === 0) return { state: 'off' };
  const ill = providers.filter(({ state }) => state !== 'ok');
  if (ill.length === 0) return { state: 'ok' };
  const detail = ill.map(({ name, state, lastError }) => `${name}: ${state} (${lastError ?? 'unknown'})`);
  return { state: 'degraded', detail: detail.join('; ') };
}

/** Milliseconds a database may take before it counts as not answering. */
const patience = 2000;

/** Asks the database and sums up. `degraded` as soon as one part is; the database decides over 503. */
export async function health(store: Store, parts: Parts): Promise<Health> {
  const counts = await countsOf(store);
  const database: Part = counts ? { state: 'ok' } : { state: 'degraded', detail: 'does not answer' };
  const states = [database, ...Object.values(parts.channels), ...Object.values(parts.providers)];
  return {
    status: states.some(({ state }) => state === 'degraded') ? 'degraded' : 'ok',
    database,
    ...parts,
    ...(counts && { counts }),
  };
}

/** The store's counts, or undefined when it fails or takes longer than `patience`. */
export function countsOf(store: Store): Promise<Counts | undefined> {
  return inTime(store.counts());
}

/** Whether the store answers at all: its cheapest question that reads the file. */
export async function answers(store: Store): Promise<boolean> {
  return (await inTime(store.nextDue().then(() => true))) ?? false;
}

async function inTime<T>(asked: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  try {
    return await Promise.race([asked, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
