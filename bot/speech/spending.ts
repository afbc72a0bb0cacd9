import type { Cost } from '../../flows/events.js';
import type { Budget } from '../providers/budget.js';
import { sum } from '../providers/in-turn.js';
import type { Paid } from '../providers/sound-prices.js';

/** Whose call it is: an outbox row of a learner. */
export interface Spender {
  learnerId: string;
  row: number;
}

/**
 * What rows of the outbox ask of vendors for hearing and speaking: whether the day still has calls, and what they took
 * until the row's result takes it on record. In memory: a kill loses a little bookkeeping.
 */
export class Spending {
  readonly #costs = new Map<number, Cost>();

  constructor(private readonly budget: Pick<Budget, 'take' | 'took'>) {}

  /** Whether a vendor may be asked now; counted at once, so that `took` has to follow. */
  async may({ learnerId }: Spender): Promise<boolean> {
    return this.budget.take(learnerId);
  }

  took({ learnerId, row }: Spender, prompt: 'transcribe' | 'speak', paid: readonly Paid[]): void {
    const cost = { ...(this.#costs.get(row) ?? { ...nothing, prompt }) };
    let calls = 0;
    for (const usage of paid) {
      calls += usage.calls;
      Object.assign(cost, sum(cost, usage), { microdollars: cost.microdollars + usage.microdollars });
    }
    // Bookkeeping of a day that is over, or of a store that is away, holds nobody up.
    this.budget.took(learnerId, calls).catch(() => undefined);
    if (calls === 0) return;
    if (this.#costs.size > 1_000) this.#costs.clear();
    this.#costs.set(row, cost);
  }

  /** What a row took in all its attempts, for its result; undefined where no vendor was asked. */
  of(row: number): Cost | undefined {
    const cost = this.#costs.get(row);
    this.#costs.delete(row);
    return cost;
  }
}

const nothing = { promptHash: '', model: '', calls: 0, tokensIn: 0, tokensOut: 0, microdollars: 0 };
