import { join } from 'node:path';
import type { Loaded } from '../../db/store.js';
import { median } from './numbers.js';
import { Recording } from './recording.js';
import { openStage } from './stage.js';
import { BareSteps } from './steps.js';

const atOnce = 64;
const turnsEach = 40;
const rounds = 7;

export interface Throughput {
  turnsPerSecond: number;
  floorPerSecond: number;
  /** Median over the rounds of floor time by product time. */
  ratio: number;
}

/** Durable turns a second, and the same statements and machine steps without anything around them. */
export async function throughput(folder: string): Promise<Throughput> {
  const recording = new Recording();
  let taken: Loaded[] | undefined;
  const { core, learners, content } = await openStage(
    join(folder, 'throughput.sqlite'),
    { wrap: recording.wrap },
    (store) => ({
      ...store,
      async load(learnerId) {
        const loaded = await store.load(learnerId);
        if (loaded) taken?.push(loaded);
        return loaded;
      },
    }),
  );
  const all = learners.add(atOnce, 'learner');
  await learners.turns(all, 30);
  const seconds: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const copy = join(folder, `throughput-${round}.sqlite`);
    await core.engine.idle();
    await core.store.backup(copy);
    taken = [];
    recording.start();
    const began = performance.now();
    await learners.turns(all, turnsEach);
    seconds.push((performance.now() - began) / 1000);
    recording.stop();
    const turns = taken;
    taken = undefined;
    const steps = await BareSteps.of(turns, core.store, content);
    floors.push((recording.replay(copy) + steps.run()) / 1000);
  }
  await core.stop();
  const turns = atOnce * turnsEach;
  return {
    turnsPerSecond: turns / median(seconds),
    floorPerSecond: turns / median(floors),
    ratio: median(seconds.map((took, round) => (floors[round] ?? 0) / took)),
  };
}
