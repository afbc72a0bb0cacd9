/** The part of its time that work may take once more to say what it came to, after it was told that its time is up. */
const grace = 0.1;

/**
 * Runs work that may not take long. When its time is up `signal` aborts: who heeds it can still say what it came to.
 *
 * @throws TimeOut where the work goes on regardless; its result is ignored then
 */
export async function inTime<T>(work: (signal: AbortSignal) => Promise<T>, milliseconds: number): Promise<T> {
  const bound = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new TimeOut(`took longer than ${milliseconds} ms`);
      timer = setTimeout(() => reject(error), milliseconds * grace);
      bound.abort(error);
    }, milliseconds);
  });
  try {
    return await Promise.race([work(bound.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

export class TimeOut extends Error {
  override name = 'TimeOut';
}
