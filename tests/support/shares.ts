import { vi } from 'vitest';

/**
 * AbortSignal.timeout without a clock of its own: the first time that is asked for passes at once, the others never do.
 * The test fakes Date, and restores its mocks.
 *
 * @returns the milliseconds that were asked for
 */
export function firstTimePasses(): number[] {
  const asked: number[] = [];
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    const passing = new AbortController();
    if (asked.push(milliseconds) === 1)
      setImmediate(() => {
        vi.setSystemTime(Date.now() + milliseconds);
        passing.abort(new DOMException('', 'TimeoutError'));
      });
    return passing.signal;
  });
  return asked;
}
