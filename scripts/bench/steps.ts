import { createActor, transition, type Snapshot } from 'xstate';
import { FactSource } from '../../bot/engine/facts.js';
import type { Content } from '../../content/load.js';
import type { Loaded, Store } from '../../db/store.js';
import { parseValue } from '../../flows/commands.js';
import { Draft } from '../../flows/draft.js';
import type { Instance } from '../../flows/learner.js';
import type { Flow, FlowEvent } from '../../flows/machine.js';
import { flows } from '../../flows/registry.js';
import { needs } from '../../flows/session.js';

interface BareStep {
  flow: Flow;
  instance: Instance;
  /** As it is stored. */
  snapshot: string;
  event: FlowEvent;
}

/** The machine's part of turns that were taken: everything around it is prepared beforehand. */
export class BareSteps {
  readonly #steps: BareStep[];

  private constructor(steps: BareStep[]) {
    this.#steps = steps;
  }

  static async of(turns: readonly Loaded[], store: Store, content: Content): Promise<BareSteps> {
    const source = new FactSource(store, content);
    const steps: BareStep[] = [];
    for (const { learner, instances, event } of turns) {
      const wanted = needs({ learner, instances }, event, source.basics);
      const facts = await source.gather(learner, wanted, event.at);
      const draft = new Draft(learner, instances, flows, facts, event);
      const held = draft.active();
      const value = event.kind === 'tap' ? parseValue(event.value) : undefined;
      const input =
        value?.kind === 'answer'
          ? { option: value.option }
          : event.kind === 'message' && !event.text.startsWith('/')
            ? { text: event.text }
            : undefined;
      if (!held || !input) continue;
      const { flow, instance, view } = held;
      const meant = flow.understand(view, input, draft.env(instance)).event;
      steps.push({ flow, instance, snapshot: JSON.stringify(instance.snapshot), event: meant });
    }
    return new BareSteps(steps);
  }

  /**
   * Restore, transition, persist, one after another, with what XState offers everybody for it. The engine has a
   * cheaper way to restore (flows/machine.ts); that is the engine's merit and no part of the floor.
   *
   * @returns milliseconds
   */
  run(): number {
    const began = performance.now();
    let written = 0;
    for (const { flow, snapshot, event } of this.#steps) {
      const restored = { snapshot: JSON.parse(snapshot) as Snapshot<unknown>, input: {} };
      const [after] = transition(flow.machine, createActor(flow.machine, restored).getSnapshot(), event);
      written += JSON.stringify(flow.machine.getPersistedSnapshot(after)).length;
    }
    if (written === 0) throw new Error('no turn had a machine step');
    return performance.now() - began;
  }
}
