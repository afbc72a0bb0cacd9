import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** @param values at least one */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which that share of them lies. @param share 0..1 @param values at least one */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

/** Numbers 0..1 that are the same in every run: mulberry32. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Collects what earlier spans left behind, so that no span that is timed pays for another's. */
export function tidy(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** Keeps the event loop free between two spans that are measured. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Milliseconds for which `awake` lets nobody else run. */
const atATime = 0.01;
/** Between two looks at the clock, a microsecond of it: a clock that is read leaves a number for the collector each time. */
const counts = 100;
const cell = new Int32Array(new SharedArrayBuffer(4));

/**
 * The same without letting the processor sleep. A virtual one that slept is woken when its host pleases, here up to 5 ms later
 * and in one of fifty waits, so that a percentile of small spans would be the host's and not ours.
 */
export function awake(milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  return new Promise((resolve) => {
    const look = (): void => {
      const until = Math.min(end, performance.now() + atATime);
      while (performance.now() < until) for (let n = 0; n < counts; n += 1) Atomics.add(cell, 0, 1);
      if (until < end) setImmediate(look);
      else resolve();
    };
    look();
  });
}
