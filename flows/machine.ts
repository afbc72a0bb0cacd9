import { createActor, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate';
import type { Effect, Line, Say } from './effects.js';
import type { Result } from './events.js';
import type { Facts } from './facts.js';
import type { Guess, Instance, Profile } from './learner.js';
import type { FrozenLesson } from './lesson.js';
import type { FlowRecord } from './records.js';
import type { Heard } from './speech/heard.js';
import type { Hears } from './speech/hears.js';

/**
 * The only caller of XState: starts, steps, persists, rehydrates and migrates the machines of flows/machines.
 * Snapshots are plain JSON; nobody else looks into them.
 */

/** One flow: its machine and how the session talks to it. */
export interface Flow {
  name: string;
  /** Raised with every change of the machine that old snapshots cannot simply go on with. */
  version: number;
  machine: AnyStateMachine;
  /** What "Continue: …" calls it. */
  title: Say;
  /** What follows when it is over: a lesson, the questions after the first one, or a word on what is next. */
  followedBy: 'lesson' | 'details' | 'rest';
  /** The question it waits with, as button values name it; undefined while it waits for nothing. */
  position(view: View): string | undefined;
  /** Its questions have hints. */
  hints?: boolean;
  /** What it asks can be asked another day: a question that stays misunderstood is left by itself in the end. */
  letsGo?: boolean;
  /** Leaving it for something else ends it, always or in this state: there is nothing to come back to. */
  passing?: boolean | ((view: View) => boolean);
  /** What is written to it is conversation: thanks, goodbyes and what came early are part of it. */
  talks?: boolean;
  /** The flow that has to come before it can go on; when that is over this one gets `BACK`. */
  wants?(view: View): Wanted | undefined;
  /** What it hands back to the flow that waited for it. */
  outcome?(view: View): object;
  /** The text that a result it waits for is about: its words are looked up again. */
  written?(context: View['context']): string | undefined;
  /** Frozen lessons it needs beside its own, by hash. */
  lessons?(context: View['context']): readonly string[];
  /** What is listened for where the open question is answered aloud; undefined where that cannot be. */
  listens?(view: View, env: Env): Hears | undefined;
  /** What is said aloud there is judged, and recorded under this source (records.ts, Spoken). */
  spokenAs?(view: View, env: Env): string;
  /** What an answer to the open question means. */
  understand(view: View, input: Input, env: Env): Understood;
  /** The request whose result it waits for. */
  awaits?(view: View): string | undefined;
  /** What a result it waits for is to it. */
  take?(view: View, result: Result, env: Env, request: string): FlowEvent;
  /** Turns a snapshot of an older version into this one, or undefined where that cannot be done. */
  migrate?(snapshot: unknown, from: number): unknown;
}

/** What a flow may know of itself between turns. */
export interface View {
  state: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each flow knows its own context
  context: any;
}

/** A flow to begin, with its machine's input. */
export interface Wanted {
  flow: string;
  input?: object;
  /** The frozen lesson it runs on. */
  frozen?: string;
}

/**
 * `heard`: it was said aloud, and the option is the one that was heard, or the text is what was; '' where nobody but our
 * own model listened.
 */
export type Input = { option: string; heard?: Heard } | { text: string; heard?: Heard };

export interface Understood {
  event: FlowEvent;
  /** The input is an accepted answer here: it wins over plain words that are commands elsewhere. */
  certain: boolean;
}

/** Any event of any machine; `env` is what the turn knows. */
export interface FlowEvent {
  type: string;
  [field: string]: unknown;
}

/** What every event brings along: the moment and the facts. Never kept in a context. */
export interface Env {
  at: number;
  facts: Facts;
  /** A line in the learner's language, without marks. */
  phrase: (line: Line | { plain: string }) => string;
  /** The frozen lesson of the instance, if it runs on one. */
  lesson?: FrozenLesson | undefined;
  profile: Profile;
  guess: Guess;
  /** When the open question was committed. */
  askedAt: number;
  /** Turns round the wordings of strings that have several. */
  variant: number;
  /** How often in a row it was said at this question that something did not fit; turns round the wordings of that. */
  slips: number;
  /** The learner has spoken in this instance: what they say may be heard rather than read. */
  aloud?: true;
}

/** What machines emit. */
export type Emitted =
  | { type: 'effect'; effect: Effect }
  | { type: 'effects'; effects: readonly Effect[] }
  | { type: 'record'; record: FlowRecord }
  | { type: 'records'; records: readonly FlowRecord[] }
  | { type: 'profile'; patch: Partial<Profile> };

export interface Step {
  instance: Instance;
  /** The state or the context is another than before. */
  moved: boolean;
  effects: Effect[];
  records: FlowRecord[];
  patch: Partial<Profile>;
}

/** Microsteps one event may take: an eventless cycle ends as an error (DESIGN §2.6). */
export const bounds = { maxIterations: 200 };

/** A new instance in its initial state; `input` goes to the machine's context. */
export function begin(flow: Flow, id: number, input: object, env: Env): Step {
  assertBounded(flow);
  // What XState's `initialTransition` does, without the actor that it makes.
  const initial = flow.machine.getInitialSnapshot(scopeOf(flow.machine), {
    ...input,
    instance: id,
    at: env.at,
  });
  const instance: Instance = {
    id,
    flow: flow.name,
    version: flow.version,
    snapshot: flow.machine.getPersistedSnapshot(initial),
    status: 'open',
    touched: env.at,
  };
  return step(flow, instance, { type: 'START', env });
}

/**
 * Takes one event. Throws what a guard or action throws, and on an endless cycle.
 * @throws StaleSnapshot when the stored snapshot fits no state of this machine
 */
export function step(flow: Flow, instance: Instance, event: FlowEvent): Step {
  assertBounded(flow);
  const before = rehydrate(flow, migrated(flow, instance));
  const [after, actions] = stepped(flow.machine, before, event);
  const result: Step = {
    instance: {
      ...instance,
      version: flow.version,
      snapshot: flow.machine.getPersistedSnapshot(after),
      status: after.status === 'done' ? 'done' : 'open',
      touched: (event['env'] as Env | undefined)?.at ?? instance.touched,
    },
    moved: after.value !== before.value || after.context !== before.context,
    effects: [],
    records: [],
    patch: {},
  };
  // Everything a machine does is an emit (`assign` is resolved by XState); the typings know only its own kinds.
  for (const { type, params } of actions) {
    if (type === 'xstate.emit') collect(result, (params as { event: Emitted }).event);
  }
  return result;
}

/** The state and context of a stored instance. @throws StaleSnapshot */
export function inspect(flow: Flow, instance: Instance): View {
  const snapshot = migrated(flow, instance);
  if (!fits(flow, snapshot)) throw new StaleSnapshot(flow.name, instance.version);
  return { state: snapshot.value, context: snapshot.context };
}

/** A stored snapshot that no version of its flow can go on with: the flow ends, what was earned stays. */
export class StaleSnapshot extends Error {
  override name = 'StaleSnapshot';
  constructor(flow: string, version: number) {
    super(`A snapshot of ${flow} version ${version} fits none of its states`);
  }
}

function collect(result: Step, emitted: Emitted): void {
  switch (emitted.type) {
    case 'effect':
      result.effects.push(emitted.effect);
      return;
    case 'effects':
      result.effects.push(...emitted.effects);
      return;
    case 'record':
      result.records.push(emitted.record);
      return;
    case 'records':
      result.records.push(...emitted.records);
      return;
    case 'profile':
      Object.assign(result.patch, emitted.patch);
      return;
  }
}

function migrated(flow: Flow, instance: Instance): unknown {
  if (instance.version === flow.version) return renumbered(instance);
  const snapshot = instance.version < flow.version ? migrateFrom(flow, instance) : undefined;
  if (snapshot === undefined) throw new StaleSnapshot(flow.name, instance.version);
  return renumbered({ ...instance, snapshot });
}

/** A migration knows the snapshots of its version; what it stumbles over never was one. */
function migrateFrom(flow: Flow, { snapshot, version }: Instance): unknown {
  try {
    return flow.migrate?.(snapshot, version);
  } catch {
    return undefined;
  }
}

/** Merging two learners gives instances new numbers: buttons and requests made from now on carry the new one. */
function renumbered({ id, snapshot }: Instance): unknown {
  const { context } = (snapshot ?? {}) as { context?: { instance?: unknown; awaiting?: unknown } | null };
  if (context?.instance === undefined || context.instance === id) return snapshot;
  const { awaiting } = context;
  const moved = typeof awaiting === 'string' && { awaiting: awaiting.replace(/^\d+/, String(id)) };
  return { ...(snapshot as object), context: { ...context, instance: id, ...moved } };
}

/** Whether a stored value, whatever it is, can be an instance of this flow in one of its states. */
function fits(flow: Flow, snapshot: unknown): snapshot is { value: string; context: object } {
  if (typeof snapshot !== 'object' || snapshot === null) return false;
  const { status, value, context } = snapshot as Record<string, unknown>;
  const known = typeof value === 'string' && Object.hasOwn(flow.machine.root.states, value);
  return known && status !== 'error' && typeof context === 'object' && context !== null;
}

/** As an actor would, so that history states survive (FACTS, XState); resolveState loses them. */
function rehydrate({ machine, name, version }: Flow, snapshot: unknown) {
  try {
    const state = machine.restoreSnapshot(snapshot as never, scopeOf(machine));
    // Of a machine that failed: stepping that throws something unrelated.
    if (state.status === 'error') throw new StaleSnapshot(name, version);
    return state;
  } catch (error) {
    if (error instanceof StaleSnapshot) throw error;
    // An unknown stored state, or nothing that ever was a snapshot.
    throw new StaleSnapshot(name, version);
  }
}

type Scope = Parameters<AnyStateMachine['transition']>[2];

/**
 * What XState's `transition` does, without the actor that it makes, initial state and all, for each call. The one
 * of a machine is never started and never changes: machines here are peers that spawn and invoke nothing.
 */
function stepped(machine: AnyStateMachine, before: AnyMachineSnapshot, event: FlowEvent) {
  const actions: { type: string; params?: unknown }[] = [];
  const actionExecutor: Scope['actionExecutor'] = (action) => void actions.push(action);
  const after = machine.transition(before, event, { ...scopeOf(machine), actionExecutor });
  return [after, actions] as const;
}

const scopes = new WeakMap<AnyStateMachine, Scope>();

function scopeOf(machine: AnyStateMachine): Scope {
  let scope = scopes.get(machine);
  if (!scope) {
    const self = createActor(machine, { input: {} });
    const nothing = () => {};
    scope = {
      self,
      system: self.system,
      id: '',
      sessionId: '',
      logger: nothing,
      defer: nothing,
      stopChild: nothing,
      emit: nothing,
      actionExecutor: nothing,
    };
    scopes.set(machine, scope);
  }
  return scope;
}

function assertBounded(flow: Flow): void {
  if (!flow.machine.options.maxIterations) throw new Error(`${flow.name}: set options: bounds`);
}
