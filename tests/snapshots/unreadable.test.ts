import fc from 'fast-check';
import { assign, emit, setup } from 'xstate';
import { describe, expect, test } from 'vitest';
import type { Instance, Learner } from '../../flows/learner.js';
import { bounds, type Emitted, type Flow } from '../../flows/machine.js';
import { flows, type Flows } from '../../flows/registry.js';
import { advance, type Advanced } from '../../flows/session.js';
import { facts } from './facts.js';
import { frozen } from './lesson.js';
import { walk } from './walk.js';

/** A door that was opened by one push in version 1 and takes two in version 2. */
function door(migrate?: Flow['migrate']): Flow {
  return {
    name: 'door',
    version: 2,
    title: { say: 'settings.title' },
    followedBy: 'rest',
    position: () => 'push',
    understand: (_view, _input, env) => ({ event: { type: 'PUSH', env }, certain: true }),
    ...(migrate && { migrate }),
    machine: setup({
      types: { context: {} as { pushes: number }, emitted: {} as Emitted },
      actions: {
        count: assign({ pushes: ({ context }) => context.pushes + 1 }),
        say: emit(({ context }): Emitted => {
          const text = `pushed ${context.pushes} times`;
          const message = { lines: [{ text, role: 'note' as const }], asks: true };
          return { type: 'effect', effect: { kind: 'send', message } };
        }),
      },
    }).createMachine({
      id: 'door',
      options: bounds,
      context: { pushes: 0 },
      initial: 'shut',
      states: { shut: { on: { PUSH: { actions: ['count', 'say'] } } } },
    }),
  };
}

const oldDoor = { status: 'active', value: 'closed', context: { times: 1 }, children: {}, historyValue: {} };

describe('a snapshot of an older version', () => {
  test('goes on through migrate', () => {
    const migrate: Flow['migrate'] = (snapshot, from) => {
      expect(from).toBe(1);
      const { context, ...rest } = snapshot as typeof oldDoor;
      return { ...rest, value: 'shut', context: { pushes: context.times } };
    };
    const { effects, instances } = talk(stored('door', oldDoor), { door: door(migrate) });
    expect(effects).toMatchObject([{ message: { lines: [{ text: 'pushed 2 times' }] } }]);
    expect(instances).toMatchObject([{ version: 2, status: 'open', snapshot: { value: 'shut' } }]);
  });

  test('ends kindly where there is no migrate, or none that fits', () => {
    expectExpired(talk(stored('door', oldDoor), { door: door() }));
    expectExpired(talk(stored('door', oldDoor), { door: door(() => undefined) }));
    expectExpired(talk(stored('door', oldDoor), { door: door(() => oldDoor) }));
  });

  test('ends kindly where it is of a newer version, after a step back', () => {
    expectExpired(talk({ ...stored('door', oldDoor), version: 3 }, { door: door((snapshot) => snapshot) }));
  });
});

describe('a snapshot that nothing can go on with ends kindly', () => {
  const kept = [...walk(flows.lesson).values()][0]?.instance;
  const good = (kept?.snapshot ?? {}) as Record<string, unknown>;

  test.each<[string, unknown]>([
    ['an unknown state', { ...good, value: 'dancing' }],
    ['a nested state', { ...good, value: { asking: 'twice' } }],
    ['no state', { ...good, value: undefined }],
    ['an error', { ...good, status: 'error' }],
    ['no context', { ...good, context: undefined }],
    ['nothing', null],
    ['a number', 42],
    ['a text', 'asking'],
    ['a list', []],
    ['an empty object', {}],
    ['a state alone', { value: 'asking' }],
  ])('%s', (_, snapshot) => {
    expectExpired(talk({ ...stored('lesson', snapshot), frozen: frozen.hash }, flows));
  });

  test('a flow that is gone', () => expectExpired(talk(stored('karaoke', good), flows)));

  test('whatever is stored, in whatever flow, nothing is thrown and something is said', () => {
    const names = fc.constantFrom(...Object.keys(flows));
    fc.assert(
      fc.property(names, fc.jsonValue(), fc.integer({ min: 0, max: 3 }), (name, snapshot, version) => {
        const { effects } = talk({ ...stored(name, snapshot), version, frozen: frozen.hash }, flows);
        expect(effects.some(({ kind }) => kind === 'send')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

function stored(flow: string, snapshot: unknown): Instance {
  return { id: 7, flow, version: 1, snapshot, status: 'open', touched: 1 };
}

const before: Learner = {
  id: 'l1',
  version: 20,
  sequence: 30,
  profile: { language: 'en', name: 'Ana', level: 'A2' },
  thread: { asked: 20, askedAt: 1 },
  active: 7,
  guess: {},
  createdAt: 0,
};

function talk(instance: Instance, registry: Flows): Advanced {
  const known = { ...facts, frozen: new Map([[frozen.hash, frozen]]) };
  const event = { kind: 'message', text: 'an answer', at: 2, seen: 20 } as const;
  return advance({ learner: before, instances: [instance] }, event, known, registry);
}

/** One line says so, the instance is over, and what was earned or told is as it was. */
function expectExpired({ effects, instances, learner, records }: Advanced): void {
  expect(effects[0]).toMatchObject({ kind: 'send', message: { lines: [{ say: 'flow.expired' }] } });
  expect(instances).toMatchObject([{ id: 7, status: 'ended' }]);
  expect(learner.active).toBeUndefined();
  expect(learner.profile).toEqual(before.profile);
  expect(records).toEqual([]);
}
