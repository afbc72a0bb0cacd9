import { join } from 'node:path';
import type { Loaded } from '../../db/store.js';
import { median, tidy } from './numbers.js';
import { Recording } from './recording.js';
import { openStage } from './stage.js';
import { BareSteps } from './steps.js';

const atOnce = 64;
const turnsEach = 40;
/**
 * Turns of each learner before the clock starts: a file that was just opened is read for the first time, and what was
 * compiled for objects that are gone is compiled anew. The floor begins as late.
 */
const warmUp = 20;
const rounds = 7;

export interface Throughput {
  turnsPerSecond: number;
  floorPerSecond: number;
  /** Median over the rounds of floor time by product time. */
  ratio: number;
}

/**
 * Durable turns a second, and the same statements and machine steps without anything around them. Each round's
 * turns are taken twice from the same file: once recorded and once timed, since noting costs time and memory.
 */
export async function throughput(folder: string): Promise<Throughput> {
  const recording = new Recording();
  let taken: Loaded[] | undefined;
  const recorded = await openStage(join(folder, 'throughput.sqlite'), { wrap: recording.wrap }, (store) => ({
    ...store,
    async load(learnerId) {
      const loaded = await store.load(learnerId);
      if (loaded) taken?.push(loaded);
      return loaded;
    },
  }));
  const { store, engine } = recorded.core;
  const all = recorded.learners.add(atOnce, 'learner');
  await recorded.learners.turns(all, 30);
  const seconds: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const copy = (what: string): string => join(folder, `throughput-${what}-${round}.sqlite`);
    await engine.idle();
    await store.backup(copy('product'));
    await store.backup(copy('floor'));

    const timed = await openStage(copy('product'));
    const same = timed.learners.alike(all);
    tidy();
    await timed.learners.turns(same, warmUp);
    const began = performance.now();
    await timed.learners.turns(same, turnsEach);
    seconds.push((performance.now() - began) / 1000);
    await timed.core.stop();

    recording.start();
    await recorded.learners.turns(all, warmUp);
    const warm = recording.groups;
    taken = [];
    await recorded.learners.turns(all, turnsEach);
    recording.stop();
    const turns = taken;
    taken = undefined;
    const steps = await BareSteps.of(turns, store, recorded.content);
    tidy();
    floors.push((recording.replay(copy('floor'), warm) + steps.run()) / 1000);
    recording.forget();
  }
  await recorded.core.stop();
  const turns = atOnce * turnsEach;
  return {
    turnsPerSecond: turns / median(seconds),
    floorPerSecond: turns / median(floors),
    ratio: median(seconds.map((took, round) => (floors[round] ?? 0) / took)),
  };
}
