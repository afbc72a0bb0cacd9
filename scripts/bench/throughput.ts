import { join } from 'node:path';
import type { Loaded } from '../../db/store.js';
import { median, tidy } from './numbers.js';
import { Recording } from './recording.js';
import { openStage } from './stage.js';
import { BareSteps } from './steps.js';

const atOnce = 64;
/**
 * Turns of each learner before the clock starts: a file that was just opened is read for the first time, and what was
 * compiled for objects that are gone is compiled anew. The floor begins as late.
 */
const warmUp = 20;
/** Turns of each learner that are timed at a stretch: a tenth of a second, then it is the other side's turn. */
const stretch = 4;
const stretches = 10;
const rounds = 7;

export interface Throughput {
  turnsPerSecond: number;
  floorPerSecond: number;
  /** Median of the rounds of floor time by product time. */
  ratio: number;
}

/** What was recorded in one stretch. */
interface Stretch {
  /** Groups of the recording until its end. */
  until: number;
  turns: Loaded[];
}

/**
 * Durable turns a second, and the same statements and machine steps without anything around them. Each round's
 * turns are taken twice from the same file: once recorded and once timed, since noting costs time and memory. Both
 * sides are timed in short stretches, one beside the other: a machine that is shared is now fast and now slow.
 */
export async function throughput(folder: string): Promise<Throughput> {
  const recording = new Recording();
  let taken: Loaded[] = [];
  const recorded = await openStage(join(folder, 'throughput.sqlite'), { wrap: recording.wrap }, (store) => ({
    ...store,
    async load(learnerId) {
      const loaded = await store.load(learnerId);
      if (loaded) taken.push(loaded);
      return loaded;
    },
  }));
  const { store, engine } = recorded.core;
  const all = recorded.learners.add(atOnce, 'learner');
  await recorded.learners.turns(all, 30);

  async function record(each: number): Promise<Stretch> {
    taken = [];
    await recorded.learners.turns(all, each);
    return { until: recording.groups, turns: taken };
  }

  const seconds: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const copy = (what: string): string => join(folder, `throughput-${what}-${round}.sqlite`);
    await engine.idle();
    await store.backup(copy('product'));
    await store.backup(copy('floor'));
    const timed = await openStage(copy('product'));
    const same = timed.learners.alike(all);

    recording.start();
    const { until: warm } = await record(warmUp);
    const noted: Stretch[] = [];
    while (noted.length < stretches) noted.push(await record(stretch));
    recording.stop();
    const steps = [];
    for (const { turns } of noted) steps.push(await BareSteps.of(turns, store, recorded.content));
    const tape = recording.tape(copy('floor'));
    tidy();
    await timed.learners.turns(same, warmUp);
    tape.play(warm);
    let [took, floor] = [0, 0];
    for (const [at, { until }] of noted.entries()) {
      const began = performance.now();
      await timed.learners.turns(same, stretch);
      took += performance.now() - began;
      floor += tape.play(until) + (steps[at]?.run() ?? 0);
    }
    seconds.push(took / 1000);
    floors.push(floor / 1000);
    await tape.close();
    await timed.core.stop();
    recording.forget();
  }
  await recorded.core.stop();
  const turns = atOnce * stretch * stretches;
  return {
    turnsPerSecond: turns / median(seconds),
    floorPerSecond: turns / median(floors),
    ratio: median(seconds.map((took, at) => (floors[at] ?? 0) / took)),
  };
}
