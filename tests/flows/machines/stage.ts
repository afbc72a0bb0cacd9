import {
  begin,
  inspect,
  step,
  type Env,
  type Flow,
  type Input,
  type Step as Stepped,
} from '../../../flows/machine.js';
import type { Facts } from '../../../flows/facts.js';
import type { Profile } from '../../../flows/learner.js';
import type { FrozenLesson } from '../../../flows/lesson.js';
import { lesson as lessonSchema } from '../../../flows/lesson.js';
import type { Message } from '../../../flows/effects.js';
import type { FlowRecord } from '../../../flows/records.js';
import { englishIn } from '../scoring/english.js';

/** One flow on its own, with a learner who hears and speaks, and content of the test's own. */

/** A lesson of these steps, as their author writes them. */
export function lessonOf(...steps: object[]): FrozenLesson {
  const lesson = lessonSchema.parse({ title: 'Test', level: 'A1', can_do: 'do this', minutes: 5, steps });
  return { hash: 'h', course: 'english', id: 'unit/test', lesson, sidecars: {} };
}

export const everything = {
  listens: true,
  transcribes: true,
  pronounces: true,
  speaks: true,
  draws: true,
  tutor: false,
} satisfies Partial<Facts>;

export function envOf(lesson: FrozenLesson, facts: Partial<Facts> = {}, profile: Partial<Profile> = {}): Env {
  return {
    at: Date.UTC(2026, 0, 5, 9),
    facts: {
      ...everything,
      course: { id: 'english', language: 'en' },
      languages: [{ code: 'en', name: 'English' }],
      phrase: (_: string, line: object) => JSON.stringify(line),
      frozen: new Map([[lesson.hash, lesson]]),
      ...facts,
    } as Facts,
    phrase: (line) => JSON.stringify(line),
    lesson,
    profile: { language: 'en', age: 'adult', consent: true, ...profile },
    guess: {},
    askedAt: 0,
    variant: 0,
    slips: 0,
  };
}

/** A learner in one instance of a flow. */
export class Stage {
  readonly records: FlowRecord[] = [];
  /** What was said to the last thing that happened. */
  messages: Message[] = [];
  #at: Stepped;

  constructor(
    private readonly flow: Flow,
    public env: Env,
    input: object,
  ) {
    this.#at = this.#note(begin(flow, 1, input, env));
  }

  get state(): string {
    return this.view.state;
  }

  get view() {
    return inspect(this.flow, this.#at.instance);
  }

  /** The learner writes, says or taps something. */
  does(input: Input): void {
    const english = 'text' in input ? englishIn(input.text) : new Set<string>();
    this.env = { ...this.env, facts: { ...this.env.facts, words: english } };
    const { event } = this.flow.understand(this.view, input, this.env);
    this.#at = this.#note(step(this.flow, this.#at.instance, event));
  }

  /** What was said last, its lines only. */
  get lines() {
    return this.messages.flatMap(({ lines }) => lines);
  }

  get of() {
    return <K extends FlowRecord['kind']>(kind: K) =>
      this.records.filter((one): one is Extract<FlowRecord, { kind: K }> => one.kind === kind);
  }

  #note(stepped: Stepped): Stepped {
    this.records.push(...stepped.records);
    this.messages = stepped.effects.flatMap((effect) => (effect.kind === 'send' ? [effect.message] : []));
    return stepped;
  }
}
