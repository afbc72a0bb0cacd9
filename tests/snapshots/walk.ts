import { begin, inspect, step, type Env, type Flow, type FlowEvent } from '../../flows/machine.js';
import type { Facts } from '../../flows/facts.js';
import type { Instance } from '../../flows/learner.js';
import type { FrozenLesson } from '../../flows/lesson.js';
import { questionIds } from '../../flows/questions/registry.js';

/** What a turn knows here. */
export function envOf(facts: Facts, lesson: FrozenLesson | undefined): Env {
  return {
    at: Date.UTC(2026, 0, 5, 9),
    facts,
    phrase: (line) => facts.phrase('en', line),
    lesson,
    profile: { language: 'en' },
    guess: {},
    askedAt: 0,
    variant: 0,
    slips: 0,
  };
}

/** States a learner can be found in between two turns. */
export function restingStates({ machine }: Flow): string[] {
  return Object.entries(machine.root.states)
    .filter(([name, state]) => name !== 'idle' && state.type !== 'final' && !state.always)
    .map(([name]) => name);
}

/**
 * Goes everywhere in a flow, breadth first.
 *
 * @returns the first instance found in each state
 */
export function walk(flow: Flow, env: Env): Map<string, Instance> {
  const input = env.lesson ? { hash: env.lesson.hash } : {};
  const first = begin(flow, 7, input, env).instance;
  const begun: Instance = { ...first, ...(env.lesson && { frozen: env.lesson.hash }) };
  const met = new Map([[inspect(flow, begun).state, begun]]);
  for (const instance of met.values()) {
    for (const event of events(instance, flow, env)) {
      const next = step(flow, instance, event).instance;
      const { state } = inspect(flow, next);
      if (next.status === 'open' && !met.has(state)) met.set(state, next);
    }
  }
  return met;
}

/** Whatever a learner or a result could bring to this state. */
function events(instance: Instance, flow: Flow, env: Env): FlowEvent[] {
  const request = flow.awaits?.(inspect(flow, instance));
  const springfields = ['Illinois', 'Missouri'].map((state) => ({
    name: `Springfield, ${state}, United States`,
    zone: 'America/Chicago',
  }));
  return [
    { type: 'SKIP', env },
    { type: 'NEXT', env },
    { type: 'PLACE', env, place: 'Springfield' },
    ...(request === undefined ? [] : [{ type: 'LOCATED', env, request, places: springfields }]),
    ...questionIds.map((question) => ({ type: 'CHOOSE', env, question })),
  ];
}
