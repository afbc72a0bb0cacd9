import type { Draft, Held } from './draft.js';
import type { Thread } from './learner.js';
import type { Flow } from './machine.js';

type Back = NonNullable<Thread['backs']>[number];

/** A flow that hands over may be handed back at once and want another; nobody needs more in one turn. */
const most = 5;

/**
 * Flows are peers: none contains another (DESIGN §4). One that cannot go on before another has been there (a
 * question that must be asked first, a role-play in a lesson) says so, and gets `BACK` when that is over.
 *
 * @returns the flow that came to its end by what it was handed back
 */
export function handOver(draft: Draft): Held | undefined {
  for (let times = 0; times < most; times += 1) {
    const held = draft.active();
    const wanted = held?.flow.wants?.(held.view);
    if (!held || !wanted) return undefined;
    const to = held.instance.id;
    const { thread } = draft.learner;
    const back = thread.backs?.find((one) => one.to === to);
    if (back?.outcome) {
      // Over while the learner was elsewhere: now there is somebody to hand it to.
      if (handBack(draft, held, back)) return held;
    } else if (back && isOpen(draft, back.from)) {
      // Left half-way, it goes on where it was.
      draft.park();
      draft.learner.active = back.from;
      draft.again();
    } else {
      const from = draft.begin(draft.flow(wanted.flow), wanted.input, wanted.frozen)?.instance.id;
      const others = (thread.backs ?? []).filter((one) => one.to !== to && isOpen(draft, one.to));
      if (from !== undefined) thread.backs = [...others, { to, from }];
    }
  }
  return undefined;
}

/**
 * Begins a flow that is only looked into: when it is over, what it interrupted goes on where it was, unless that is
 * nothing to come back to (after.ts).
 */
export function interruptFor(draft: Draft, flow: Flow): void {
  const { thread } = draft.learner;
  const interrupted = draft.active();
  // Begun once more, it interrupts what it interrupted before.
  const again = interrupted?.flow === flow;
  const to = again
    ? thread.backs?.find(({ from }) => from === interrupted.instance.id)?.to
    : interrupted?.instance.id;
  const from = draft.begin(flow)?.instance.id;
  if (to === undefined || from === undefined || !isOpen(draft, to)) return;
  const others = (thread.backs ?? []).filter((one) => one.to !== to && isOpen(draft, one.to));
  thread.backs = [...others, { to, from }];
}

/**
 * The flow that waited for this one goes on, or will when the learner comes back to it.
 *
 * @returns what it was, undefined where none did
 */
export function comeBack(draft: Draft, { instance }: Held): { held: Held; over: boolean } | undefined {
  const back = draft.learner.thread.backs?.find(({ from }) => from === instance.id);
  if (!back || draft.learner.active !== undefined) return undefined;
  const held = draft.held(back.to);
  if (!held) {
    drop(draft, back);
    return undefined;
  }
  draft.learner.active = held.instance.id;
  return { held, over: handBack(draft, held, back) };
}

function handBack(draft: Draft, held: Held, back: Back): boolean {
  drop(draft, back);
  return draft.feed(held, { type: 'BACK', env: draft.env(held.instance), outcome: back.outcome ?? {} });
}

function drop({ learner: { thread } }: Draft, back: Back): void {
  thread.backs = thread.backs?.filter((one) => one !== back) ?? [];
  if (thread.backs.length === 0) delete thread.backs;
}

function isOpen(draft: Draft, id: number): boolean {
  return draft.instances.get(id)?.status === 'open';
}
