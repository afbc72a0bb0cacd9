import { join } from 'node:path';
import type { Learner } from './learners.js';
import { awake, dice, median, percentile, tidy } from './numbers.js';
import { Recording } from './recording.js';
import { openStage, type Stage } from './stage.js';

/** 10,000 learners in a minute. */
const perSecond = 170;
/** Messages at a stretch, about a second; then it is the other side's turn. */
const stretch = perSecond;
/** The first of them is not counted: a file that was just opened is read for the first time. */
const stretches = 4;
const rounds = 7;
const p99 = 0.99;

export interface Latency {
  /** Milliseconds from the moment a message is due until its turn is committed: state and outbox are durable. */
  turnP99: number;
  /** Milliseconds until its whole answer is delivered and in the chat's history. */
  answerP99: number;
  /** Milliseconds until it is acknowledged: it is on the disk, and the platform is told. */
  acceptP99: number;
  /** Milliseconds of one of the same durable transactions, replayed at the same pace. */
  commitP99: number;
  /** Of a turn and a commit; median of the rounds. */
  ratio: number;
}

/**
 * Messages arrive when they arrive, whether or not earlier ones are answered (an open loop), at random as people
 * come. Each round's turns are taken twice from the same file: once recorded and once timed, since noting costs
 * time and memory. Both sides are timed in stretches of a second, one beside the other.
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
  const accepts: number[] = [];
  const commits: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const copy = (what: string): string => join(folder, `latency-${what}-${round}.sqlite`);
    await engine.idle();
    await store.backup(copy('product'));
    await store.backup(copy('floor'));

    const seen: Seen = { committed: new Map(), accepted: new Map() };
    const timed = await openStage(copy('product'), {}, (store) => ({
      ...store,
      async accept(...given) {
        const accepted = await store.accept(...given);
        seen.accepted.set(accepted.eventId, performance.now());
        return accepted;
      },
      async commit(turn) {
        const outcome = await store.commit(turn);
        seen.committed.set(turn.eventId, performance.now());
        return outcome;
      },
    }));
    const same = timed.learners.alike(all);
    const seeds = Array.from({ length: stretches }, (_, n) => round * stretches + n);

    recording.start();
    const laps: number[] = [];
    for (const seed of seeds) {
      await arrivals(recorded, all, seed);
      laps.push(recording.lap());
    }
    recording.stop();

    const tape = recording.tape(copy('floor'));
    tidy();
    const took: Took & { commits: number[] } = { turns: [], answers: [], accepts: [], commits: [] };
    for (const [n, seed] of seeds.entries()) {
      const { turns, answers, accepts } = await arrivals(timed, same, seed, seen);
      const commits = await tape.playPaced(laps[n] ?? 0);
      if (n === 0) continue;
      took.turns.push(...turns);
      took.answers.push(...answers);
      took.accepts.push(...accepts);
      took.commits.push(...commits);
    }
    await tape.close();
    await timed.core.stop();
    recording.forget();
    turns.push(percentile(took.turns, p99));
    answers.push(percentile(took.answers, p99));
    accepts.push(percentile(took.accepts, p99));
    commits.push(percentile(took.commits, p99));
  }
  await recorded.core.stop();
  return {
    turnP99: median(turns),
    answerP99: median(answers),
    acceptP99: median(accepts),
    commitP99: median(commits),
    ratio: median(turns.map((turn, round) => turn / (commits[round] ?? 0))),
  };
}

/** Milliseconds of each. */
interface Took {
  turns: number[];
  answers: number[];
  accepts: number[];
}

/** When what became of which event. */
interface Seen {
  committed: Map<number, number>;
  accepted: Map<number, number>;
}

/** @param seed which stretch it is @param seen absent: nothing is timed */
async function arrivals(
  { learners }: Stage,
  all: readonly Learner[],
  seed: number,
  seen?: Seen,
): Promise<Took> {
  const roll = dice(seed);
  const took: Took = { turns: [], answers: [], accepts: [] };
  const under: Promise<void>[] = [];
  const began = performance.now();
  let due = 0;
  for (let n = 0; n < stretch; n += 1) {
    const learner = all[(seed * stretch + n) % all.length];
    if (!learner) throw new Error('there are no learners');
    const said = learners.next(learner);
    due += (-Math.log(1 - roll()) * 1000) / perSecond;
    const early = due - (performance.now() - began);
    if (early > 0) await awake(early);
    // A message that was held up by a busy process has waited: it counts.
    const from = began + due;
    under.push(
      learners.say(learner, said).then((eventId) => {
        if (!seen) return;
        const at = seen.committed.get(eventId);
        const accepted = seen.accepted.get(eventId);
        if (at === undefined || accepted === undefined)
          throw new Error(`${learner.address} was answered and nothing was committed`);
        took.turns.push(at - from);
        took.accepts.push(accepted - from);
        took.answers.push(performance.now() - from);
      }),
    );
  }
  await Promise.all(under);
  return took;
}
