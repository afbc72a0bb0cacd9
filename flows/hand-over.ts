import type { Draft, Held } from './draft.js';
import type { Thread } from './learner.js';
import { inspect } from './machine.js';

type Back = NonNullable<Thread['backs']>[number];

/**
 * Flows are peers: none contains another (DESIGN §4). One that cannot go on before another has been there (a
 * question that must be asked first, a role-play in a lesson) says so, and gets `BACK` when that is over.
 */
export function handOver(draft: Draft): void {
  const held = draft.active();
  const wanted = held?.flow.wants?.(held.view);
  if (!held || !wanted) return;
  const to = held.instance.id;
  const { thread } = draft.learner;
  const back = thread.backs?.find((one) => one.to === to);
  const begun = back?.from;
  // Over while the learner was elsewhere: now there is somebody to hand it to.
  if (back?.outcome) {
    drop(draft, back);
    draft.feed(held, { type: 'BACK', env: draft.env(held.instance), outcome: back.outcome });
    return;
  }
  // Left half-way, it goes on where it was.
  if (begun !== undefined && draft.instances.get(begun)?.status === 'open') {
    draft.park();
    draft.learner.active = begun;
    draft.again();
    return;
  }
  const from = draft.begin(draft.flow(wanted.flow), wanted.input, wanted.frozen)?.instance.id;
  const others = (thread.backs ?? []).filter((back) => back.to !== to && isOpen(draft, back.to));
  if (from !== undefined) thread.backs = [...others, { to, from }];
}

/**
 * The flow that waited for this one goes on, or will when the learner comes back to it.
 *
 * @returns what it was, undefined where none did
 */
export function comeBack(draft: Draft, { instance, flow }: Held): { held: Held; over: boolean } | undefined {
  const back = draft.learner.thread.backs?.find(({ from }) => from === instance.id);
  if (!back) return undefined;
  if (draft.learner.active !== undefined) {
    noteOutcome(draft, { instance, flow });
    return undefined;
  }
  const outcome = outcomeOf(draft, { instance, flow });
  drop(draft, back);
  const held = draft.held(back.to);
  if (!held) return undefined;
  draft.learner.active = held.instance.id;
  const over = draft.feed(held, { type: 'BACK', env: draft.env(held.instance), outcome });
  return { held, over };
}

/** It is over, and the learner is elsewhere: the flow that waited for it hears of it when they come back. */
export function noteOutcome(draft: Draft, ended: Pick<Held, 'instance' | 'flow'>): void {
  const { thread } = draft.learner;
  const back = thread.backs?.find(({ from }) => from === ended.instance.id);
  if (!back) return;
  drop(draft, back);
  thread.backs = [...(thread.backs ?? []), { ...back, outcome: outcomeOf(draft, ended) }];
}

function outcomeOf(draft: Draft, { instance, flow }: Pick<Held, 'instance' | 'flow'>): object {
  const ended = draft.instances.get(instance.id) ?? instance;
  return flow.outcome?.(inspect(flow, ended)) ?? {};
}

function drop({ learner: { thread } }: Draft, back: Back): void {
  thread.backs = thread.backs?.filter((one) => one !== back) ?? [];
  if (thread.backs.length === 0) delete thread.backs;
}

function isOpen(draft: Draft, id: number): boolean {
  return draft.instances.get(id)?.status === 'open';
}
