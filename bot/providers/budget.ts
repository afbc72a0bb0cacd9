import type { Store } from '../../db/store.js';

const day = 86_400_000;

export interface Limits {
  /** Calls in a UTC day; 0 switches the limit off. */
  perLearner: number;
  total: number;
}

/**
 * How many calls to vendors the day still has. What was on record when somebody was first seen on this day comes
 * from the store; after that every call goes through here, those that are under way too.
 */
export class Budget {
  #day = -1;
  /** By learner; under '' everybody together. */
  #used = new Map<string, Promise<{ calls: number }>>();

  constructor(
    private readonly store: Pick<Store, 'calls'>,
    private readonly limits: Limits,
    private readonly now: () => number,
  ) {}

  /** Whether this learner may ask now; the call is counted at once, so that those under way count. */
  async take(learnerId: string): Promise<boolean> {
    const { perLearner, total } = this.limits;
    const own = perLearner > 0 ? await this.#of(learnerId) : undefined;
    const all = total > 0 ? await this.#of('') : undefined;
    if ((own && own.calls >= perLearner) || (all && all.calls >= total)) return false;
    if (own) own.calls += 1;
    if (all) all.calls += 1;
    return true;
  }

  /** How many calls it came to, after `take`. */
  async took(learnerId: string, calls: number): Promise<void> {
    const { perLearner, total } = this.limits;
    if (perLearner > 0) (await this.#of(learnerId)).calls += calls - 1;
    if (total > 0) (await this.#of('')).calls += calls - 1;
  }

  #of(learnerId: string): Promise<{ calls: number }> {
    const today = Math.floor(this.now() / day);
    if (today !== this.#day) {
      this.#day = today;
      this.#used = new Map();
    }
    let used = this.#used.get(learnerId);
    if (!used) {
      used = this.store
        .calls(learnerId === '' ? undefined : learnerId, today * day)
        .then((calls) => ({ calls }));
      this.#used.set(learnerId, used);
      // A store that could not answer is asked again.
      used.catch(() => this.#used.delete(learnerId));
    }
    return used;
  }
}
