import type { Driver } from '../../db/sqlite/driver.js';

export type Fault = { kind: 'none' } | { kind: 'full' } | { kind: 'flaky'; chance: number; seed: number };

export function faulty(struck?: () => void): { wrap(inner: Driver): Driver; set(next: Fault): void };

/** Numbers in [0, 1), the same for the same seed. */
export function seeded(seed: number): () => number;
