/** Lets one at a time do something of a name; other names do not wait. */
export class InLine {
  readonly #ends = new Map<string, Promise<unknown>>();

  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#ends.get(name) ?? Promise.resolve()).then(work);
    // Whatever becomes of one, the next has its turn.
    const end = turn.then(
      () => undefined,
      () => undefined,
    );
    this.#ends.set(name, end);
    try {
      return await turn;
    } finally {
      if (this.#ends.get(name) === end) this.#ends.delete(name);
    }
  }
}
