import { act } from './acts.js';
import { pick } from './choices.js';
import { parseValue, slashCommand, wordCommand } from './commands.js';
import { Draft, type Held } from './draft.js';
import type { Effect } from './effects.js';
import type { Event, MessageEvent, ResultEvent, TapEvent, TimerEvent } from './events.js';
import type { Facts, Need } from './facts.js';
import { spoken } from './interface-language.js';
import type { Instance, Learner } from './learner.js';
import type { Env, FlowEvent, Input } from './machine.js';
import { nextReminder, reminderDue, reminderLasts, reminderTimer } from './nudges.js';
import type { FlowRecord } from './records.js';
import { flows as allFlows, type Flows } from './registry.js';
import { command, entryArgs, menu, offerContinue, rest, titleOf, upcoming } from './replies.js';
import { plain, says } from './words.js';

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

/** An absence after which the learner is asked whether to go on where they stopped. */
const pause = 2 * 3_600_000;

/** Longer texts are no answers to anything here; they are kept, and the learner is told. */
const longestText = 2_000;

/** What `advance` will want to know about this event. */
export function needs(session: Session, event: Event, basics: Facts): Need[] {
  const wanted: Need[] = [{ fact: 'done' }];
  for (const { frozen } of session.instances)
    if (frozen !== undefined) wanted.push({ fact: 'frozen', hash: frozen });
  if (event.kind === 'message') wanted.push({ fact: 'words', text: event.text.slice(0, longestText) });
  if (event.kind === 'message' || event.kind === 'tap') {
    const { thread, profile } = session.learner;
    const language = spoken(profile.language, basics);
    const phrase: Env['phrase'] = (line) => basics.phrase(language, line);
    const value = event.kind === 'tap' ? event.value : offered(thread.offer?.choices, event.text, phrase);
    const parsed = value === undefined ? undefined : parseValue(value);
    const asked =
      parsed?.kind === 'command'
        ? parsed.command
        : event.kind === 'message'
          ? (slashCommand(event.text)?.command ?? wordCommand(event.text, { facts: basics, phrase }))
          : undefined;
    if (asked === 'progress') wanted.push({ fact: 'progress' });
  }
  return wanted;
}

/**
 * One step of the conversation: a pure function of the session, what happened, and the facts it asked for.
 * Throws only what a flow throws; then the turn never was.
 */
export function advance(session: Session, event: Event, facts: Facts, flows: Flows = allFlows): Advanced {
  const draft = new Draft(session.learner, session.instances, flows, facts, event.at);
  let late = false;
  switch (event.kind) {
    case 'message':
    case 'tap':
      heard(draft, event);
      break;
    case 'timer':
      rang(draft, event);
      break;
    case 'result':
      late = !arrived(draft, event);
      break;
  }
  return {
    learner: draft.learner,
    instances: [...draft.changed].flatMap((id) => draft.instances.get(id) ?? []),
    records: draft.records,
    effects: draft.effects,
    late,
  };
}

/** The one kind line where a turn threw twice: the state is untouched, the event is set aside (DESIGN §2.6). */
export function apology(session: Session, event: Event): Advanced {
  const effects: Effect[] = [];
  // A timer or a result nobody saw coming needs no apology.
  if (event.kind === 'message' || event.kind === 'tap')
    effects.push({ kind: 'send', message: { lines: [{ say: 'sorry.turn' }] } });
  return { learner: session.learner, instances: [], records: [], effects, late: false };
}

/** The learner said something. */
function heard(draft: Draft, event: MessageEvent | TapEvent): void {
  const { thread } = draft.learner;
  if (thread.leaving === true) {
    draft.send({ lines: [{ say: 'erase.done' }] });
    return;
  }
  const away = event.at - (thread.lastAt ?? event.at) > pause;
  thread.lastAt = event.at;
  delete thread.remindersIgnored;
  if (event.kind === 'tap') tapped(draft, event.value, event.seen);
  else wrote(draft, event, away);
}

function tapped(draft: Draft, value: string, seen: number): void {
  const parsed = parseValue(value);
  if (!parsed) {
    draft.send({ lines: [{ say: 'button.unknown', variant: draft.learner.version }] });
    if (draft.active()) again(draft);
    else menu(draft);
    return;
  }
  if (parsed.kind === 'command') {
    act(draft, parsed.command, '', again);
    return;
  }
  const held = draft.active();
  if (!held || held.instance.id !== parsed.instance || held.position !== parsed.question) {
    draft.send({ lines: [{ say: 'button.over', variant: draft.learner.version }] });
    if (held) again(draft);
    else menu(draft);
    return;
  }
  if (early(draft, seen)) return;
  answer(draft, held, { option: parsed.option });
}

function wrote(draft: Draft, event: MessageEvent, away: boolean): void {
  const { text, seen } = event;
  const { thread } = draft.learner;
  const slash = slashCommand(text);
  if (slash) {
    if (slash.command) act(draft, slash.command, slash.argument, again);
    else unknownCommand(draft);
    return;
  }
  if (isNew(draft)) {
    act(draft, 'start', '', again);
    return;
  }
  if (text === '' || text.length > longestText) {
    draft.send({
      lines: [{ say: text === '' ? 'text.empty' : 'text.long', variant: draft.learner.version }],
    });
    again(draft);
    return;
  }
  const phrase: Env['phrase'] = (line) => draft.env().phrase(line);
  const picked = offered(thread.offer?.choices, text, phrase);
  if (picked !== undefined) {
    tapped(draft, picked, seen);
    return;
  }
  const held = draft.active();
  const word = wordCommand(text, draft.env());
  if (!held?.position) {
    if (word) act(draft, word, '', again);
    else menu(draft);
    return;
  }
  // The step's accepted answers win over plain words; everything else that is a command is one.
  const understood = held.flow.understand(held.view, { text }, draft.env(held.instance));
  if (!understood.certain) {
    const action = thread.offer?.actions.find(
      ({ label, value }) => plain(phrase(label)) === plain(text) || meansAction(draft, value, text),
    );
    if (action) {
      tapped(draft, action.value, seen);
      return;
    }
    if (word) {
      act(draft, word, '', again);
      return;
    }
    if (away && thread.pauseOffered !== true) {
      thread.pauseOffered = true;
      offerContinue(draft, 'continue.ask');
      return;
    }
  }
  if (early(draft, seen)) return;
  follow(draft, held, understood.event);
}

/**
 * An answer that was received before its question was committed is not graded but taken as a remark: messages
 * that piled up, a double tap (DESIGN §2.5).
 */
function early(draft: Draft, seen: number): boolean {
  const { asked } = draft.learner.thread;
  if (asked === undefined || seen >= asked) return false;
  draft.send({ lines: [{ say: 'remark.early', variant: draft.learner.version }] });
  return true;
}

function answer(draft: Draft, held: Held, input: Input): void {
  follow(draft, held, held.flow.understand(held.view, input, draft.env(held.instance)).event);
}

/** Lets the flow take an event; a third misunderstanding in a row opens another way. */
function follow(draft: Draft, held: Held, event: FlowEvent): void {
  const { thread } = draft.learner;
  const unclear =
    event.type === 'UNCLEAR' ||
    (event.type === 'GRADED' && (event['grade'] as { verdict: string }).verdict === 'unclear');
  if (unclear) {
    const slips = thread.slips ?? 0;
    thread.slips = slips + 1;
    if (slips % 3 === 2) {
      wayOn(draft, held, Math.floor(slips / 3));
      return;
    }
  } else delete thread.slips;
  delete thread.pauseOffered;
  if (draft.feed(held, event)) after(draft, held);
}

function wayOn(draft: Draft, held: Held, variant: number): void {
  draft.send({
    lines: [{ say: 'slip.wayOn', variant }],
    choices: [
      { label: { say: 'slip.leave' }, value: `${held.instance.id}.${held.position}.skip` },
      command({ say: 'slip.stop' }, 'stop'),
    ],
  });
}

/** What follows a flow that is over. */
function after(draft: Draft, held: Held): void {
  const { thread } = draft.learner;
  switch (held.instance.flow) {
    case 'onboarding':
      act(draft, 'lesson', '', again);
      return;
    case 'lesson':
      if (thread.detailsBegun !== true) {
        thread.detailsBegun = true;
        draft.begin(flow(draft, 'details'));
        return;
      }
      rest(draft);
      return;
    default:
      rest(draft);
  }
}

/** Shows the open question once more, after something was answered in place. */
function again(draft: Draft): void {
  const held = draft.active();
  if (held?.position !== undefined) draft.feed(held, { type: 'AGAIN', env: draft.env(held.instance) });
}

function rang(draft: Draft, event: TimerEvent): void {
  if (event.timer === reminderTimer) remind(draft);
  else if (event.timer.startsWith('slow:') && awaiting(draft, event.timer.slice('slow:'.length)))
    draft.send({ lines: [{ say: 'waiting.slow' }] });
}

function remind(draft: Draft): void {
  const { learner } = draft;
  const lastLesson = Math.max(0, ...(draft.facts.done ?? []).map(({ lastAt }) => lastAt)) || undefined;
  if (reminderDue(learner, lastLesson, draft.at)) {
    const open = draft.open()[0];
    const next = upcoming(draft);
    const choices = [command({ say: 'action.later' }, 'later'), command({ say: 'action.quiet' }, 'quiet')];
    if (open)
      draft.send(
        {
          lines: [
            {
              say: 'reminder.unfinished',
              variant: learner.version,
              args: { title: titleOf(draft, open.id) },
            },
          ],
          choices: [command({ say: 'action.continue' }, 'continue'), ...choices],
        },
        draft.at + reminderLasts,
      );
    else if (next)
      draft.send(
        {
          lines: [{ say: 'reminder.lesson', variant: learner.version, args: entryArgs(draft, next.entry) }],
          choices: [command({ say: 'action.now' }, 'lesson'), ...choices],
        },
        draft.at + reminderLasts,
      );
    learner.thread.remindersIgnored = (learner.thread.remindersIgnored ?? 0) + 1;
  }
  draft.emit(nextReminder(learner, draft.at));
}

/** @returns false for a result nobody awaits any more (DESIGN §2.3) */
function arrived(draft: Draft, event: ResultEvent): boolean {
  const held = awaiting(draft, event.request);
  if (!held?.flow.take) {
    draft.record({ kind: 'lateResult', request: event.request });
    return false;
  }
  draft.emit({ kind: 'unschedule', timer: `slow:${event.request}` });
  if (draft.feed(held, held.flow.take(event.request, event.result, draft.env(held.instance))))
    after(draft, held);
  return true;
}

/** The open instance, active or not, that waits for exactly this request. */
function awaiting(draft: Draft, request: string): Held | undefined {
  const id = Number(request.split('.', 1)[0]);
  const held = draft.held(id);
  return held?.flow.awaits?.(held.view) === request ? held : undefined;
}

function unknownCommand(draft: Draft): void {
  draft.send({ lines: [{ say: 'command.unknown' }, { say: 'help.commands' }] });
  again(draft);
}

/** "hint" and "I don't know" are said in many words; they count where that way on is offered. */
function meansAction(draft: Draft, value: string, text: string): boolean {
  if (value.endsWith('.hint')) return says(draft.env(), 'words.hint', text);
  return value.endsWith('.skip') && says(draft.env(), 'words.skip', text);
}

/** The value of the choice that a text means, if it means exactly one. */
function offered(
  choices: readonly { label: Parameters<Env['phrase']>[0]; value: string }[] | undefined,
  text: string,
  phrase: Env['phrase'],
): string | undefined {
  if (!choices || choices.length === 0) return undefined;
  const index = pick(
    text,
    choices.map(({ label }) => phrase(label)),
  );
  return typeof index === 'number' ? choices[index]?.value : undefined;
}

function isNew(draft: Draft): boolean {
  return draft.learner.sequence === 1 && draft.learner.active === undefined;
}

function flow(draft: Draft, name: string) {
  const found = draft.flows[name];
  if (!found) throw new Error(`there is no flow ${name}`);
  return found;
}
