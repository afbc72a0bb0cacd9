import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Effect } from '../../flows/effects.js';
import type { Instance, Learner } from '../../flows/learner.js';
import type { FrozenLesson } from '../../flows/lesson.js';
import { inspect, type Flow } from '../../flows/machine.js';
import { flows, type Flows } from '../../flows/registry.js';
import { advance } from '../../flows/session.js';
import { definitionOf, type Definition } from './definition.js';
import { facts } from './facts.js';
import { restingStates, walk } from './walk.js';

const here = new URL('.', import.meta.url);
const known = JSON.parse(readFileSync(new URL('definitions.json', here), 'utf8')) as Record<
  string,
  Definition
>;

describe('a machine that changed has a new version (npx tsx tests/snapshots/age.ts)', () => {
  test.each(Object.values<Flow>(flows))('$name', (flow) => {
    expect(definitionOf(flow)).toEqual(known[flow.name]);
  });

  test('a state, a guard or a field of the context more is a change; another wording is none', () => {
    const { machine } = flows.lesson;
    const changed = (config: object) =>
      definitionOf({ version: 1, machine: { config: { ...machine.config, ...config } } as Flow['machine'] })
        .hash;
    const { hash } = definitionOf(flows.lesson);
    expect(changed({})).toBe(hash);
    expect(changed({ states: { ...machine.config.states, more: {} } })).not.toBe(hash);
    expect(changed({ states: { ...machine.config.states, read: { always: [{ guard: 'over' }] } } })).not.toBe(
      hash,
    );
    expect(changed({ context: () => ({ instance: 1, more: [] }) })).not.toBe(hash);
  });
});

interface Fixture {
  instance: Instance;
  lesson?: FrozenLesson;
}

/** `lesson-v1/asking`: every instance that was ever kept. */
const aged = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: folder }) =>
    readdirSync(new URL(folder, here)).map((file) => {
      const fixture = JSON.parse(readFileSync(new URL(`${folder}/${file}`, here), 'utf8')) as Fixture;
      return { name: `${folder}/${file.replace('.json', '')}`, ...fixture };
    }),
  );

describe('an instance of last year', () => {
  test.each(aged)('in $name loads and goes on', ({ instance, lesson }) => {
    const flow = (flows as Flows)[instance.flow];
    if (!flow) throw new Error(`a flow that is gone needs its last fixtures gone too: ${instance.flow}`);
    const view = inspect(flow, instance);
    expect(restingStates(flow)).toContain(view.state);
    if (flow.wants?.(view)) {
      // It waits for another flow, which begins as soon as the learner is back.
      const after = talk(instance, 'c.continue', flows, lesson);
      expect(says(after.effects)).not.toContain('flow.expired');
      expect(after.instances.map(({ flow: name }) => name)).toContain(flow.wants(view)?.flow);
      return;
    }
    const option = view.state === 'menu' ? 'close' : 'skip';
    const after = talk(instance, `${instance.id}.${flow.position(view)}.${option}`, flows, lesson);
    expect(says(after.effects)).not.toContain('flow.expired');
    expect(says(after.effects).length).toBeGreaterThan(0);
    const [next] = after.instances.filter(({ id }) => id === instance.id);
    expect(JSON.stringify(next?.snapshot)).not.toBe(JSON.stringify(instance.snapshot));
  });

  test.each(Object.values<Flow>(flows))('is kept for every state of $name', (flow) => {
    const folder = new URL(`${flow.name}-v${flow.version}/`, here);
    const kept = existsSync(folder) ? readdirSync(folder).map((file) => file.replace('.json', '')) : [];
    expect(kept.sort()).toEqual(restingStates(flow).sort());
  });

  test('can be in every state of its flow', () => {
    for (const flow of Object.values<Flow>(flows)) {
      const met = walk(flow);
      expect([...met.keys()].sort()).toEqual(restingStates(flow).sort());
    }
  });
});

function talk(instance: Instance, value: string, registry: Flows, lesson?: FrozenLesson) {
  const learner: Learner = {
    id: 'l1',
    version: 20,
    sequence: 30,
    profile: { language: 'en' },
    thread: { asked: 20, askedAt: 1 },
    active: instance.id,
    guess: {},
    createdAt: 0,
  };
  const known = { ...facts, ...(lesson && { frozen: new Map([[lesson.hash, lesson]]) }) };
  const at = instance.touched + 1;
  return advance({ learner, instances: [instance] }, { kind: 'tap', value, at, seen: 20 }, known, registry);
}

function says(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) =>
    effect.kind === 'send' ? effect.message.lines.map((line) => ('say' in line ? line.say : line.text)) : [],
  );
}
