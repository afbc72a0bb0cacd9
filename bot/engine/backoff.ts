/** Waits a little longer each time, up to two seconds, with a spread so that waiters do not move in step. */
export class Backoff {
  #times = 0;

  /** It has not had to wait yet. */
  get fresh(): boolean {
    return this.#times === 0;
  }

  async wait(): Promise<void> {
    const milliseconds = Math.min(2_000, 20 * 2 ** this.#times) * (0.5 + Math.random() / 2);
    this.#times += 1;
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  reset(): void {
    this.#times = 0;
  }
}
