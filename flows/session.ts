import { after } from './after.js';
import { arrived, rang } from './arrivals.js';
import { parseValue, slashCommand, wordCommand, type Command } from './commands.js';
import { Draft } from './draft.js';
import { tellKept } from './erasing.js';
import type { Effect } from './effects.js';
import type { Event } from './events.js';
import type { Facts, Need } from './facts.js';
import { handOver } from './hand-over.js';
import { heard } from './hearing.js';
import { spoken } from './interface-language.js';
import type { Instance, Learner } from './learner.js';
import { inspect, type Env, type Flow } from './machine.js';
import { longestText, offered } from './offers.js';
import { gotOther } from './others.js';
import { plainReply } from './plain-reply.js';
import type { FlowRecord } from './records.js';
import { flows as allFlows, type Flows } from './registry.js';
import { tidyNotes } from './notes.js';
import { hearWaiting, spoke, tellLimit } from './voice.js';
import { tidyMaking } from './voice-out.js';

/** A learner with their unfinished instances: all that a turn starts from. */
export interface Session {
  learner: Learner;
  instances: readonly Instance[];
}

/** What a turn comes to: the next session and everything else, as data. */
export interface Advanced {
  learner: Learner;
  /** Those that changed or are new. */
  instances: Instance[];
  records: FlowRecord[];
  effects: Effect[];
  /** A result that nobody awaited: recorded, and nothing is said. */
  late: boolean;
}

/** What `advance` will want to know about this event. */
export function needs(session: Session, event: Event, basics: Facts, flows: Flows = allFlows): Need[] {
  const wanted: Need[] = [{ fact: 'done' }];
  for (const hash of new Set(session.instances.flatMap((one) => lessonsOf(one, flows))))
    wanted.push({ fact: 'frozen', hash });
  if (event.kind === 'result') {
    const text = writtenIn(session, event.request, flows);
    if (text !== undefined) wanted.push({ fact: 'words', text: text.slice(0, longestText) });
  }
  const said = saidIn(session, event);
  if (said.length > 0) wanted.push({ fact: 'words', text: said.join('\n').slice(0, longestText) });
  const asked = new Set([
    ...said.map((text) => commandIn(session, text, basics)),
    event.kind === 'tap' ? commandOf(event.value) : undefined,
  ]);
  if (asked.has('progress')) wanted.push({ fact: 'progress' });
  if (asked.has('quiz')) wanted.push({ fact: 'standings' });
  // A link may lead to a drill.
  if (asked.has('drill') || asked.has('start')) wanted.push({ fact: 'sounds' });
  return wanted;
}

/** The texts that this turn may be about: what was written, or what was heard and has waited for it. */
function saidIn({ learner }: Session, event: Event): string[] {
  const waiting = (learner.thread.notes ?? []).flatMap(({ text }) => text ?? []);
  if (event.kind === 'message') return [event.text, ...waiting];
  if (event.kind !== 'result' || event.result.kind !== 'listened') return waiting;
  return [...event.result.heard.transcripts.map(({ text }) => text), ...waiting];
}

/** The command that a text is, as a word of its own or as what is offered. */
function commandIn({ learner }: Session, text: string, basics: Facts): Command | undefined {
  const { thread, profile } = learner;
  const language = spoken(profile.language, basics);
  const phrase: Env['phrase'] = (line) => basics.phrase(language, line);
  const choices = thread.offer?.choices;
  const value = offered(choices, text, phrase) ?? plainReply(choices, text, { facts: basics, phrase });
  const offers = value === undefined ? undefined : commandOf(value);
  return offers ?? slashCommand(text)?.command ?? wordCommand(text, basics, language);
}

function commandOf(value: string): Command | undefined {
  const parsed = parseValue(value);
  return parsed?.kind === 'command' ? parsed.command : undefined;
}

/**
 * One step of the conversation: a pure function of the session, what happened, and the facts it asked for.
 * Throws only what a flow throws; then the turn never was.
 */
export function advance(session: Session, event: Event, facts: Facts, flows: Flows = allFlows): Advanced {
  const draft = new Draft(session.learner, session.instances, flows, facts, event);
  let late = false;
  switch (event.kind) {
    case 'message':
    case 'tap':
      heard(draft, event);
      break;
    case 'voice':
      spoke(draft, event);
      break;
    case 'other':
      gotOther(draft, event);
      break;
    case 'timer':
      rang(draft, event);
      break;
    case 'result':
      late = !arrived(draft, event);
      break;
  }
  for (let over = handOver(draft); over; over = handOver(draft)) after(draft, over);
  hearWaiting(draft);
  tellKept(draft, session.learner, event);
  tidyNotes(draft);
  tidyMaking(draft);
  tellLimit(draft);
  draft.close();
  return {
    learner: draft.learner,
    instances: [...draft.changed].flatMap((id) => draft.instances.get(id) ?? []),
    records: draft.records,
    effects: draft.effects,
    late,
  };
}

/** The frozen lessons an instance runs on, by hash. One that nothing can go on with needs none: it ends. */
function lessonsOf(instance: Instance, flows: Flows): readonly string[] {
  const { frozen } = instance;
  const more = viewOf(instance, flows, 'lessons');
  return [...(frozen === undefined ? [] : [frozen]), ...(more ?? [])];
}

/** The answer that a result is about. */
function writtenIn({ instances }: Session, request: string, flows: Flows): string | undefined {
  const of = instances.find(({ id }) => id === Number(request.split('.', 1)[0]));
  return of && viewOf(of, flows, 'written');
}

/** What a flow says of an instance of it; undefined where its snapshot is stale. */
function viewOf<K extends 'lessons' | 'written'>(instance: Instance, flows: Flows, what: K) {
  const flow = flows[instance.flow];
  const ask = flow?.[what] as ((context: unknown) => ReturnType<NonNullable<Flow[K]>>) | undefined;
  if (!flow || !ask) return undefined;
  try {
    return ask(inspect(flow, instance).context);
  } catch {
    return undefined;
  }
}

/** The one kind line where a turn threw twice: the state is untouched, the event is set aside (DESIGN §2.6). */
export function apology(session: Session, event: Event): Advanced {
  const effects: Effect[] = [];
  const { learner } = session;
  const notes = learner.thread.notes ?? [];
  // What was said aloud is answered by a result; nothing waits behind one that nothing comes of.
  const others = notes.filter(({ request }) => event.kind !== 'result' || request !== event.request);
  // A timer or a result nobody saw coming needs no apology.
  if (['message', 'tap', 'voice', 'other'].includes(event.kind) || others.length < notes.length)
    effects.push({ kind: 'send', message: { lines: [{ say: 'sorry.turn' }] } });
  const thread = others.length < notes.length ? { ...learner.thread, notes: others } : learner.thread;
  return { learner: { ...learner, thread }, instances: [], records: [], effects, late: false };
}
