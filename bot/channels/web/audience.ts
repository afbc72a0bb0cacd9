/** What can happen to a chat that somebody is looking at. */
export type Glimpse = 'shown' | 'typing' | 'draft' | 'closed';

/** Everybody who is looking at a web chat right now: long polls and event streams, by the chat's address. */
export class Audience {
  readonly #watches = new Map<string, Set<Watch>>();

  /** Starts looking; what happens from here on is not missed. End it when done. */
  watch(address: string): Watch {
    const watches = this.#watches.get(address) ?? new Set();
    this.#watches.set(address, watches);
    const watch = new Watch(() => {
      watches.delete(watch);
      if (watches.size === 0 && this.#watches.get(address) === watches) this.#watches.delete(address);
    });
    watches.add(watch);
    return watch;
  }

  tell(address: string, what: Glimpse): void {
    for (const watch of this.#watches.get(address) ?? []) watch.note(what);
  }

  /** An answer that is being made, as far as it is. Only those who look now see it. */
  draft(address: string, text: string): void {
    for (const watch of this.#watches.get(address) ?? []) watch.noteDraft(text);
  }

  /** How many are looking at one chat, or at all of them. */
  size(address?: string): number {
    if (address !== undefined) return this.#watches.get(address)?.size ?? 0;
    return [...this.#watches.values()].reduce((sum, watches) => sum + watches.size, 0);
  }
}

/** One who looks. Keeps what happened between two looks, each thing once. */
export class Watch {
  #seen = new Set<Glimpse>();
  #draft = '';
  #wake: (() => void) | undefined;
  readonly #leave: () => void;

  constructor(leave: () => void) {
    this.#leave = leave;
  }

  note(what: Glimpse): void {
    this.#seen.add(what);
    this.#wake?.();
  }

  noteDraft(text: string): void {
    this.#draft = text;
    this.note('draft');
  }

  /** What was on its way has come: it was read before whoever stored it could say so. */
  answered(): void {
    this.#seen.delete('typing');
    this.#seen.delete('draft');
  }

  /** The newest state of an answer that is being made; whoever reads slowly misses those before it. */
  get draft(): string {
    return this.#draft;
  }

  /**
   * What happened since the last look; waits for the first thing when nothing did.
   *
   * @returns an empty set after `ms` milliseconds, or at once when the signal is aborted
   */
  async next(ms: number, signal: AbortSignal): Promise<ReadonlySet<Glimpse>> {
    if (this.#seen.size === 0 && !signal.aborted && ms > 0) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          this.#wake = undefined;
          resolve();
        };
        const timer = setTimeout(done, ms);
        signal.addEventListener('abort', done);
        this.#wake = done;
      });
    }
    const seen = this.#seen;
    this.#seen = new Set();
    return seen;
  }

  end(): void {
    this.#leave();
    this.#wake?.();
  }
}
