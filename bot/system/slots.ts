/** How much may be done at once: whoever comes when all places are taken waits in line. */
export class Slots {
  private free: number;
  private readonly line: (() => void)[] = [];

  constructor(places: number) {
    this.free = places;
  }

  /**
   * @param where in the line one waits: what is nearly done goes `first`
   * @throws the signal's reason, where it is aborted before there is a place
   */
  async hold<T>(signal: AbortSignal, run: () => Promise<T>, where: 'first' | 'last' = 'last'): Promise<T> {
    await this.enter(signal, where);
    try {
      return await run();
    } finally {
      const next = this.line.shift();
      if (next) next();
      else this.free += 1;
    }
  }

  private async enter(signal: AbortSignal, where: 'first' | 'last'): Promise<void> {
    signal.throwIfAborted();
    if (this.free > 0) {
      this.free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const turn = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.line.splice(this.line.indexOf(turn), 1);
        reject(signal.reason as Error);
      };
      if (where === 'first') this.line.unshift(turn);
      else this.line.push(turn);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
