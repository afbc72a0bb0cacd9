import type { Effect, Message, Send } from './effects.js';
import type { Event } from './events.js';
import type { Facts } from './facts.js';
import type { Instance, Learner } from './learner.js';
import {
  begin,
  inspect,
  StaleSnapshot,
  step,
  type Env,
  type Flow,
  type FlowEvent,
  type View,
} from './machine.js';
import type { FlowRecord } from './records.js';
import type { Flows } from './registry.js';
import { spoken } from './interface-language.js';
import { dropNotes } from './notes.js';
import { rescheduled } from './nudges.js';
import { noteOffer } from './offers.js';
import { noteAnswered, spokenIn } from './talk-speech.js';
import { withSound } from './voice-out.js';
import { tellings } from './slips.js';
import { Ways } from './ways.js';

/** When it is, and which version of the learner had been committed when the event was accepted. */
export type Moment = Pick<Event, 'at' | 'seen'>;

/** The timer of an asking effect that takes long. */
export const slowTimer = (request: string): string => `slow:${request}`;

/** How long a look-up or a vendor may take before the learner is told what is going on. */
const slowAfter = 5_000;

/**
 * One turn in the making: what the session changes as it goes along. Created by `advance`, gone after it; the
 * values it was made from are never touched.
 */
export class Draft {
  learner: Learner;
  readonly instances: Map<number, Instance>;
  readonly changed = new Set<number>();
  readonly effects: Effect[] = [];
  readonly records: FlowRecord[] = [];
  /** Something that asks was said after the state had moved: a new question. */
  #moved = false;
  readonly #ways = new Ways();

  constructor(
    learner: Learner,
    instances: readonly Instance[],
    readonly flows: Flows,
    public facts: Facts,
    readonly moment: Moment,
  ) {
    const language = spoken(learner.profile.language, facts);
    this.learner = { ...learner, thread: { ...learner.thread }, profile: { ...learner.profile, language } };
    this.instances = new Map(instances.map((one) => [one.id, one]));
  }

  get at(): number {
    return this.moment.at;
  }

  env(instance?: Instance): Env {
    const { profile, guess, thread, version } = this.learner;
    const { facts } = this;
    const env: Env = {
      at: this.at,
      facts,
      phrase: (line) => facts.phrase(profile.language, line),
      lesson: instance?.frozen === undefined ? undefined : facts.frozen?.get(instance.frozen),
      profile,
      guess,
      askedAt: thread.askedAt ?? this.at,
      variant: version,
      slips: tellings(thread.slips),
    };
    if (instance !== undefined && spokenIn(thread, instance.id)) env.aloud = true;
    return env;
  }

  /** The instance that has the floor, with its flow; undefined when none does. */
  active(): Held | undefined {
    return this.learner.active === undefined ? undefined : this.held(this.learner.active);
  }

  /** An open instance. One whose snapshot nothing can go on with ends here, and what was earned stays. */
  held(id: number): Held | undefined {
    const instance = this.instances.get(id);
    const flow = instance && this.flows[instance.flow];
    if (!instance || instance.status !== 'open') return undefined;
    try {
      if (!flow) throw new StaleSnapshot(instance.flow, instance.version);
      const view = inspect(flow, instance);
      const lessons = [
        ...(instance.frozen === undefined ? [] : [instance.frozen]),
        ...(flow.lessons?.(view.context) ?? []),
      ];
      if (lessons.some((hash) => this.facts.frozen?.has(hash) !== true))
        throw new StaleSnapshot(instance.flow, instance.version);
      return { instance, flow, view, position: flow.position(view) };
    } catch (error) {
      if (!(error instanceof StaleSnapshot)) throw error;
      this.end(instance);
      this.send({ lines: [{ say: 'flow.expired' }] });
      return undefined;
    }
  }

  /** Open instances, newest first. */
  open(): Instance[] {
    return [...this.instances.values()].filter(({ status }) => status === 'open').sort((a, b) => b.id - a.id);
  }

  send(message: Message, notAfter?: number): void {
    const effect: Send = { kind: 'send', message, ...(notAfter !== undefined && { notAfter }) };
    this.emit(effect);
  }

  emit(effect: Effect): void {
    if (effect.kind === 'send') {
      const message = this.#ways.beside(effect.message);
      this.effects.push({ ...effect, message });
      this.#said(message);
      return;
    }
    this.effects.push(effect);
    if (!('request' in effect)) return;
    if (effect.kind === 'abandon') this.answered(effect.request);
    // Nobody waits for what is only said beside an answer.
    else if (effect.kind !== 'proofread' && !('beside' in effect))
      this.effects.push({ kind: 'schedule', timer: slowTimer(effect.request), at: this.at + slowAfter });
  }

  /** Nobody waits for this request any more, so nobody is told that it takes long. */
  answered(request: string): void {
    this.effects.push({ kind: 'unschedule', timer: slowTimer(request) });
  }

  record(record: FlowRecord): void {
    this.records.push(record);
    if (record.kind !== 'freeze') return;
    // A flow that runs on it may begin in this very turn.
    const { lesson } = record;
    this.facts = { ...this.facts, frozen: new Map([...(this.facts.frozen ?? []), [lesson.hash, lesson]]) };
  }

  /**
   * Gives a flow the floor from its beginning; whatever had it before is left resumable.
   *
   * @param comesBack whatever had it goes on when this is over, also where it is nothing to come back to by itself
   */
  begin(flow: Flow, input: object = {}, frozen?: string, comesBack = false): Held | undefined {
    this.park(comesBack);
    const id = this.learner.sequence;
    this.learner.sequence += 1;
    this.learner.active = id;
    this.#moved = true;
    const before = { frozen } as Instance;
    const begun = begin(flow, id, input, this.env(before));
    this.#apply({ ...begun.instance, ...(frozen !== undefined && { frozen }) }, begun);
    return this.held(id);
  }

  /** Shows the open question once more, after something was answered in place. */
  again(): void {
    const held = this.active();
    if (held?.position !== undefined) this.feed(held, { type: 'AGAIN', env: this.env(held.instance) });
  }

  /** @throws where there is no such flow */
  flow(name: string): Flow {
    const found = this.flows[name];
    if (!found) throw new Error(`there is no flow ${name}`);
    return found;
  }

  /** Gives an open instance an event. @returns whether it is over now */
  feed(held: Held, event: FlowEvent): boolean {
    const stepped = step(held.flow, held.instance, event);
    if (stepped.moved) this.#moved = true;
    this.#apply(stepped.instance, stepped);
    if (stepped.instance.status === 'done') {
      if (this.learner.active === held.instance.id) delete this.learner.active;
      this.#noteOutcome(held.flow, stepped.instance);
    }
    return stepped.instance.status === 'done';
  }

  /** The active instance steps back; leaving a step abandons what it waits for. @param comesBack as in `begin` */
  park(comesBack = false): void {
    const held = this.active();
    if (held?.flow.awaits?.(held.view) !== undefined) {
      this.feed(held, { type: 'LEAVE', env: this.env(held.instance) });
    }
    dropNotes(this, held?.instance.id);
    if (held && isPassing(held) && !comesBack) this.#leave(held.instance.id);
    // What was said last belongs to where it was said.
    if (!comesBack) delete this.learner.thread.unshown;
    delete this.learner.active;
  }

  /** What nobody comes back to is over, and so is what waited for it and is nothing to come back to either. */
  #leave(id: number): void {
    const left = this.instances.get(id);
    if (left) this.end(left);
    for (const { to, from } of this.learner.thread.backs ?? []) {
      const waiting = from === id ? this.held(to) : undefined;
      if (waiting && isPassing(waiting)) this.end(waiting.instance);
    }
  }

  end(instance: Instance): void {
    this.instances.set(instance.id, { ...instance, status: 'ended' });
    this.changed.add(instance.id);
    if (this.learner.active === instance.id) delete this.learner.active;
  }

  /** For the flow that waits for it, now or when the learner is back there (hand-over.ts). */
  #noteOutcome(flow: Flow, instance: Instance): void {
    const { thread } = this.learner;
    if (!thread.backs) return;
    const outcome = flow.outcome?.(inspect(flow, instance)) ?? {};
    thread.backs = thread.backs.map((back) => (back.from === instance.id ? { ...back, outcome } : back));
  }

  #apply(instance: Instance, stepped: { effects: Effect[]; records: FlowRecord[]; patch: object }): void {
    this.instances.set(instance.id, instance);
    this.changed.add(instance.id);
    for (const record of stepped.records) this.record(record);
    noteAnswered(this, instance.id, stepped.records);
    if (Object.keys(stepped.patch).length > 0) {
      this.learner.profile = { ...this.learner.profile, ...stepped.patch };
      // Who wants to be reminded again wants to be spoken to.
      if ('reminder' in stepped.patch && this.learner.profile.reminder !== 'never')
        delete this.learner.thread.quiet;
      this.effects.push(...rescheduled(this.learner, stepped.patch, this.at));
    }
    for (const effect of stepped.effects) this.#emitFrom(instance.id, effect);
  }

  /** What an instance says may be heard and seen as well. */
  #emitFrom(instance: number, effect: Effect): void {
    if (effect.kind !== 'send') {
      this.emit(effect);
      return;
    }
    const { message, asks } = withSound(this, effect.message, instance);
    this.emit({ ...effect, message });
    for (const ask of asks) this.emit(ask);
  }

  /** The end of the turn: ways that nothing was asked after go with what was said last. */
  close(): void {
    const last = this.effects.findLast((effect) => effect.kind === 'send');
    const message = last && this.#ways.under(last.message);
    if (!message || message === last.message) return;
    last.message = message;
    this.#said(message);
  }

  /** What can be picked from now on; and, where the state has moved, that this is a new question. */
  #said(message: Message): void {
    const { thread, version } = this.learner;
    noteOffer(thread, message, this.#moved, version + 1);
    if (message.asks !== true || !this.#moved) return;
    thread.asked = version + 1;
    thread.askedAt = this.at;
    delete thread.slips;
    this.#moved = false;
  }
}

export interface Held {
  instance: Instance;
  flow: Flow;
  view: View;
  /** The question it waits with. */
  position: string | undefined;
}

function isPassing({ flow: { passing }, view }: Held): boolean {
  return typeof passing === 'function' ? passing(view) : passing === true;
}
