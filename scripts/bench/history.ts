import { join } from 'node:path';
import { median } from './numbers.js';
import { openStage } from './stage.js';

const learnersAtOnce = 24;
const early = 10;
const late = 1_000;
/** About a lesson, so that both see the same turns. */
const measured = 24;
/** One round lies between 0.9 and 1.4, as garbage and neighbours have it; the median of so many, within a few hundredths. */
const rounds = 21;

export interface History {
  /** Microseconds of a turn after ten, and after a thousand. */
  tenth: number;
  thousandth: number;
  /** Median of the rounds. */
  ratio: number;
}

/** What a turn costs at a learner's tenth and at their thousandth, in one file, now these first, now those. */
export async function history(folder: string): Promise<History> {
  const { core, learners } = await openStage(join(folder, 'history.sqlite'));
  const cost = async (group: ReturnType<typeof learners.add>): Promise<number> => {
    const began = performance.now();
    await learners.turns(group, measured);
    return ((performance.now() - began) * 1000) / (group.length * measured);
  };
  const old = learners.add(learnersAtOnce, 'old');
  await learners.turns(old, late);
  const tenths: number[] = [];
  const thousandths: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const fresh = learners.add(learnersAtOnce, `fresh-${round}`);
    await learners.turns(fresh, early);
    const ofFresh = async (): Promise<void> => void tenths.push(await cost(fresh));
    const ofOld = async (): Promise<void> => void thousandths.push(await cost(old));
    for (const measure of round % 2 === 0 ? [ofFresh, ofOld] : [ofOld, ofFresh]) await measure();
  }
  await core.stop();
  return {
    tenth: median(tenths),
    thousandth: median(thousandths),
    ratio: median(thousandths.map((cost, round) => cost / (tenths[round] ?? 0))),
  };
}
