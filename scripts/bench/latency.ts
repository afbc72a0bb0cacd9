import { join } from 'node:path';
import type { Learner } from './learners.js';
import { dice, median, pause, percentile, tidy } from './numbers.js';
import { Recording } from './recording.js';
import { openStage, type Stage } from './stage.js';

/** 10,000 learners in a minute. */
const perSecond = 170;
const seconds = 7;
/** Milliseconds at the beginning that are not counted: a file that was just opened is read for the first time. */
const warmUp = 1_000;
const rounds = 3;
const p99 = 0.99;
/** Milliseconds a timer may be late without the process being at fault. */
const timerLate = 1;

export interface Latency {
  /** Milliseconds from the moment a message is due until its turn is committed: state and outbox are durable. */
  turnP99: number;
  /** Milliseconds until its whole answer is delivered and in the chat's history. */
  answerP99: number;
  /** Milliseconds of one of the same transactions, replayed at the same pace. */
  commitP99: number;
  /** Of a turn and a commit; median of the rounds. */
  ratio: number;
}

/**
 * Messages arrive when they arrive, whether or not earlier ones are answered (an open loop), at random as people
 * come. Each round's turns are taken twice from the same file: once recorded and once timed, since noting costs
 * time and memory.
 */
export async function latency(folder: string): Promise<Latency> {
  const recording = new Recording();
  const recorded = await openStage(join(folder, 'latency.sqlite'), { wrap: recording.wrap });
  const { store, engine } = recorded.core;
  const all = recorded.learners.add(400, 'learner');
  for (let from = 0; from < all.length; from += 50)
    await recorded.learners.turns(all.slice(from, from + 50), 12);
  const turns: number[] = [];
  const answers: number[] = [];
  const commits: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const copy = (what: string): string => join(folder, `latency-${what}-${round}.sqlite`);
    await engine.idle();
    await store.backup(copy('product'));
    await store.backup(copy('floor'));

    const committed = new Map<number, number>();
    const timed = await openStage(copy('product'), {}, (store) => ({
      ...store,
      async commit(turn) {
        const outcome = await store.commit(turn);
        committed.set(turn.eventId, performance.now());
        return outcome;
      },
    }));
    tidy();
    const took = await arrivals(timed, timed.learners.alike(all), round, committed);
    turns.push(percentile(took.turns, p99));
    answers.push(percentile(took.answers, p99));
    await timed.core.stop();

    recording.start();
    await arrivals(recorded, all, round);
    recording.stop();
    tidy();
    commits.push(percentile(await recording.replayPaced(copy('floor'), warmUp), p99));
    recording.forget();
  }
  await recorded.core.stop();
  return {
    turnP99: median(turns),
    answerP99: median(answers),
    commitP99: median(commits),
    ratio: median(turns.map((turn, round) => turn / (commits[round] ?? 0))),
  };
}

/** @param committed when the turn of which event was committed */
async function arrivals(
  { learners }: Stage,
  all: readonly Learner[],
  seed: number,
  committed: ReadonlyMap<number, number> = new Map(),
): Promise<{ turns: number[]; answers: number[] }> {
  const roll = dice(seed);
  const took = { turns: [] as number[], answers: [] as number[] };
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
    under.push(
      learners.turn(learner).then((eventId) => {
        if (from - began < warmUp) return;
        took.turns.push((committed.get(eventId) ?? Number.NaN) - from);
        took.answers.push(performance.now() - from);
      }),
    );
  }
  await Promise.all(under);
  return took;
}
