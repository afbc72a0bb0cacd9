import { join } from 'node:path';
import { median } from './numbers.js';
import type { Learner } from './learners.js';
import { openStage } from './stage.js';

const learnersAtOnce = 24;
const early = 10;
const late = 1_000;
/** Turns of each at a stretch; then it is the others' turn. */
const stretch = 4;
/** In all about a lesson. A fifth of the fresh ones' turns are questions after the first lesson, which cost less: that counts against us. */
const stretches = 6;
const rounds = 21;

export interface History {
  /** Microseconds of a turn after ten, and after a thousand. */
  tenth: number;
  thousandth: number;
  /** Median of the rounds. */
  ratio: number;
}

/**
 * What a turn costs at a learner's tenth and at their thousandth, in one file, in short alternating stretches: a machine
 * that is shared is now fast and now slow.
 */
export async function history(folder: string): Promise<History> {
  const { core, learners } = await openStage(join(folder, 'history.sqlite'));
  const took = async (group: Learner[]): Promise<number> => {
    const began = performance.now();
    await learners.turns(group, stretch);
    return ((performance.now() - began) * 1000) / (group.length * stretch * stretches);
  };
  const old = learners.add(learnersAtOnce, 'old');
  await learners.turns(old, late);
  const tenths: number[] = [];
  const thousandths: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const fresh = learners.add(learnersAtOnce, `fresh-${round}`);
    await learners.turns(fresh, early);
    let [tenth, thousandth] = [0, 0];
    for (let n = 0; n < stretches; n += 1) {
      tenth += await took(fresh);
      thousandth += await took(old);
    }
    tenths.push(tenth);
    thousandths.push(thousandth);
  }
  await core.stop();
  return {
    tenth: median(tenths),
    thousandth: median(thousandths),
    ratio: median(thousandths.map((cost, round) => cost / (tenths[round] ?? 0))),
  };
}
