import type { Facts } from '../../flows/facts.js';
import type { Instance, Profile } from '../../flows/learner.js';
import type { FrozenLesson } from '../../flows/lesson.js';
import { begin, inspect, step, type Env, type Flow, type FlowEvent } from '../../flows/machine.js';
import { questionIds } from '../../flows/questions/registry.js';
import { lexicalWords } from '../../flows/scoring/words.js';
import { drillLesson } from '../../flows/speech/drill-lesson.js';
import { sceneLesson } from '../../flows/tutor/scene-lesson.js';
import { reading } from '../support/ears.js';
import { facts } from './facts.js';
import { frozen } from './lesson.js';

/** An instance, and the lesson that it, or the flow it waits for, runs on. */
export interface Kept {
  instance: Instance;
  lesson?: FrozenLesson;
}

const order = "Hello! I'd like a cup of tea, please. How much is it?";

const [stored] = facts.talk.scenes.values();
if (!stored) throw new Error('the content has no scene');
const scene = sceneLesson(stored, facts.course);

const sounds = soundsOf('TH');

function soundsOf(phone: string): FrozenLesson {
  const texts = { language: 'en', spoken: true, title: 'Sounds', meet: ({ make }: { make: string }) => make };
  const found = drillLesson(facts.course, [phone], texts);
  if (!found) throw new Error('the content has no sounds');
  return found;
}

/** What a turn knows here. */
function envOf(lesson: FrozenLesson | undefined, profile: Partial<Profile>, more: Partial<Facts>): Env {
  return {
    at: Date.UTC(2026, 0, 5, 9),
    facts: {
      ...facts,
      ...more,
      words: new Set(lexicalWords(order)),
      frozen: new Map([frozen, scene, sounds].map((one) => [one.hash, one])),
    },
    phrase: (line) => facts.phrase('en', line),
    lesson,
    profile: { language: 'en', ...profile },
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

/** Learners who meet different sides of a flow: without a model, with one, before they were asked about it, aloud. */
const learners: { profile: Partial<Profile>; tutor: boolean; aloud?: true }[] = [
  { profile: {}, tutor: false },
  { profile: { age: 'adult', consent: true }, tutor: true },
  { profile: {}, tutor: true },
  { profile: {}, tutor: false, aloud: true },
];

/**
 * Goes everywhere in a flow, breadth first.
 *
 * @returns the first instance found in each state
 */
export function walk(flow: Flow): Map<string, Kept> {
  const lesson = flow.name === 'lesson' ? frozen : flow.name === 'drill' ? sounds : undefined;
  const input =
    flow.name === 'quiz'
      ? { items: [2, 3].map((at) => ({ hash: frozen.hash, step: at })) }
      : lesson
        ? { hash: lesson.hash, ...(lesson === sounds && { drill: [{ phone: 'TH', times: 0, sum: 0 }] }) }
        : {};
  const met = new Map<string, Kept>();
  for (const { profile, tutor, aloud = false } of learners) {
    const able = { listens: aloud, pronounces: aloud, speaks: aloud };
    const env = envOf(lesson, profile, { tutor, ...able });
    const first = begin(flow, 7, input, env).instance;
    const seen = new Map<string, Instance>();
    const note = (instance: Instance): void => {
      const view = inspect(flow, instance);
      const { state } = view;
      // A lesson is in the same state at many steps.
      const place = `${state} ${(view.context as { index?: number }).index ?? ''}`;
      if (instance.status !== 'open' || seen.has(place)) return;
      seen.set(place, instance);
      const runsOn = state === 'handing' ? scene : flow.name === 'quiz' ? frozen : lesson;
      if (!met.has(state)) met.set(state, { instance, ...(runsOn && { lesson: runsOn }) });
    };
    note({ ...first, ...(lesson && { frozen: lesson.hash }) });
    for (const instance of seen.values())
      for (const event of events(instance, flow, env)) note(step(flow, instance, event).instance);
  }
  return met;
}

/** Whatever a learner or a result could bring to this state. */
function events(instance: Instance, flow: Flow, env: Env): FlowEvent[] {
  const view = inspect(flow, instance);
  const request = flow.awaits?.(view);
  const springfields = ['Illinois', 'Missouri'].map((state) => ({
    name: `Springfield, ${state}, United States`,
    zone: 'America/Chicago',
  }));
  const asked = flow.position(view) !== undefined;
  const said = asked ? [{ text: order }, { option: 'scenes' }, { option: `s-${stored?.id}` }] : [];
  const expected = flow.listens?.(view, env)?.expected;
  if (asked && expected !== undefined) {
    const hard = reading(expected, { [/[\p{L}']+/u.exec(expected)?.[0] ?? '']: 20 });
    const speech = [{ from: 0.2, to: 2.8 }];
    const input = { text: '', heard: { seconds: 3, speech, transcripts: [], reading: hard } };
    return [flow.understand(view, input, env).event, { type: 'SKIP', env }];
  }
  return [
    ...said.map((input) => flow.understand(view, input, env).event),
    ...[...env.facts.talk.personas.keys()].map((persona) => ({ type: 'PERSONA', env, persona })),
    { type: 'ANSWER', env, question: 'age', value: 'adult' },
    { type: 'SKIP', env },
    { type: 'NEXT', env },
    { type: 'BACK', env, outcome: {} },
    { type: 'PLACE', env, place: 'Springfield' },
    ...(request === undefined ? [] : [{ type: 'LOCATED', env, request, places: springfields }]),
    ...questionIds.map((question) => ({ type: 'CHOOSE', env, question })),
  ];
}
