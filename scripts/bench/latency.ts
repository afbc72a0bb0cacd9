import { join } from 'node:path';
import type { Learner } from './learners.js';
import { dice, median, pause, percentile } from './numbers.js';
import { Recording } from './recording.js';
import { openStage, type Stage } from './stage.js';

/** 10,000 learners in a minute. */
const perSecond = 170;
const seconds = 10;
const rounds = 3;
const p99 = 0.99;
/** Milliseconds a timer may be late without the process being at fault. */
const timerLate = 1;

export interface Latency {
  /** Milliseconds from the moment a message is due until its whole answer is delivered and durable. */
  turnP99: number;
  /** Milliseconds of one of the same transactions, replayed at the same pace. */
  commitP99: number;
  /** Median of the rounds. */
  ratio: number;
}

/**
 * Messages arrive when they arrive, whether or not earlier ones are answered (an open loop), at random as
 * people come.
 */
export async function latency(folder: string): Promise<Latency> {
  const recording = new Recording();
  const stage = await openStage(join(folder, 'latency.sqlite'), { wrap: recording.wrap });
  const all = stage.learners.add(400, 'learner');
  for (let from = 0; from < all.length; from += 50)
    await stage.learners.turns(all.slice(from, from + 50), 12);
  const turns: number[] = [];
  const commits: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const copy = join(folder, `latency-${round}.sqlite`);
    await stage.core.engine.idle();
    await stage.core.store.backup(copy);
    recording.start();
    turns.push(percentile(await arrivals(stage, all, round), p99));
    recording.stop();
    commits.push(percentile(await recording.replayPaced(copy), p99));
  }
  await stage.core.stop();
  return {
    turnP99: median(turns),
    commitP99: median(commits),
    ratio: median(turns.map((turn, round) => turn / (commits[round] ?? 0))),
  };
}

async function arrivals({ learners }: Stage, all: readonly Learner[], seed: number): Promise<number[]> {
  const roll = dice(seed);
  const took: number[] = [];
  const under: Promise<void>[] = [];
  const began = performance.now();
  let due = 0;
  for (let n = 0; n < perSecond * seconds; n += 1) {
    due += (-Math.log(1 - roll()) * 1000) / perSecond;
    const early = due - (performance.now() - began);
    if (early > 1) await pause(early);
    const learner = all[n % all.length];
    if (!learner) throw new Error('there are no learners');
    // A timer is a millisecond late at best; a message held up longer by a busy process has waited: it counts.
    const from = Math.min(performance.now(), began + due + timerLate);
    under.push(learners.turn(learner).then(() => void took.push(performance.now() - from)));
  }
  await Promise.all(under);
  return took;
}
