import type { AlignmentGraph } from './alignment-graph.js';

/** A score never counts less in one frame: one sound that was not heard shall not bend the whole path. */
const lowest = -9;
/** Frames times states that are looked at; a minute of the longest text that fits into it has less. */
const mostCells = 40_000_000;

export interface Path {
  /** A state for each frame. */
  states: Int32Array;
  /** Sum of the scores along it. */
  score: number;
}

/**
 * The best path through a graph, all frames long (Viterbi 1967; ties and bounds as in RUNTIME.md, 4).
 *
 * @param scores frames x width, log-posteriors of the phones in the first 40 columns
 * @returns undefined where the sound is too short for the graph, or both together are too large
 */
export function bestPath(scores: Float32Array, width: number, graph: AlignmentGraph): Path | undefined {
  const { entry, label, lasts, junctions } = graph;
  const frames = Math.floor(scores.length / width);
  const states = label.length;
  if (frames === 0 || frames * states > mostCells) return undefined;
  /** Whether a state was in itself the frame before; which state a junction was reached from. */
  const stayed = new Uint8Array(frames * states);
  const reachedFrom = new Int32Array((frames + 1) * junctions.length);
  const reach = new Float64Array(junctions.length);
  let now = new Float64Array(states).fill(-Infinity);
  let next = new Float64Array(states);

  const gather = (frame: number) => {
    for (const [index, members] of junctions.entries()) {
      let best = -Infinity;
      let from = -1;
      for (const member of members) {
        const value = member < 0 ? (frame === 0 ? 0 : -Infinity) : (now[member] ?? -Infinity);
        if (value > best) [best, from] = [value, member];
      }
      reach[index] = best;
      reachedFrom[frame * junctions.length + index] = from;
    }
  };

  for (let frame = 0; frame < frames; frame++) {
    gather(frame);
    for (let state = 0; state < states; state++) {
      const junction = entry[state] as number;
      let best = junction < 0 ? (now[state - 1] as number) : (reach[junction] as number);
      if (lasts[state] === 1 && (now[state] as number) >= best) {
        best = now[state] as number;
        stayed[frame * states + state] = 1;
      }
      next[state] = best + Math.max(lowest, scores[frame * width + (label[state] as number)] as number);
    }
    [now, next] = [next, now];
  }
  gather(frames);
  const score = reach[graph.end] ?? -Infinity;
  if (!Number.isFinite(score)) return undefined;

  const path = new Int32Array(frames);
  let state = reachedFrom[frames * junctions.length + graph.end] ?? -1;
  for (let frame = frames - 1; frame >= 0; frame--) {
    path[frame] = state;
    if (stayed[frame * states + state] === 1) continue;
    const junction = entry[state] ?? -1;
    state = junction < 0 ? state - 1 : (reachedFrom[frame * junctions.length + junction] ?? -1);
  }
  return { states: path, score };
}
