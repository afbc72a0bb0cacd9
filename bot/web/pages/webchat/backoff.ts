/** Waits longer after each failure, up to half a minute, a little at random so that not all come at once. */
export class Backoff {
  #failures = 0;

  reset(): void {
    this.#failures = 0;
  }

  /** Milliseconds until the next try. */
  next(): number {
    this.#failures += 1;
    const most = Math.min(30_000, 500 * 2 ** (this.#failures - 1));
    return most * (0.75 + Math.random() / 4);
  }
}
