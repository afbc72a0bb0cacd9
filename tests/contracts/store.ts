import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../db/store.js';
import { acceptContract } from './store/accept.js';
import { closingContract, durabilityContract } from './store/durability.js';
import { eraseContract } from './store/erase.js';
import { mergeContract } from './store/merge.js';
import { outboxContract } from './store/outbox.js';
import { recordContract } from './store/records.js';
import { speechContract } from './store/speech.js';
import { talkContract } from './store/talks.js';
import { timerContract } from './store/timers.js';
import { turnContract } from './store/turns.js';

export interface StoreUnderTest {
  store: Store;
  /** What a new process finds after this one has ended; a promise of lasting stores only. */
  reopen?: () => Promise<Store>;
  end: () => Promise<void>;
}

/** What every store promises (db/store.ts). `open` gives an empty one for each test; a lasting one can reopen. */
export function storeContract(
  name: string,
  lasts: 'lasting' | 'passing',
  open: () => Promise<StoreUnderTest>,
): void {
  describe(`store: ${name}`, () => {
    let under: StoreUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.end());
    const current = () => under;
    acceptContract(current);
    turnContract(current);
    recordContract(current);
    speechContract(current);
    talkContract(current);
    outboxContract(current);
    timerContract(current);
    mergeContract(current);
    eraseContract(current);
    closingContract(current);
    if (lasts === 'lasting') durabilityContract(current);
  });
}
