import { act } from './acts.js';
import { after } from './after.js';
import { care } from './care.js';
import { pickWay } from './choices.js';
import { type Command, commandValue, parseValue, slashCommand, wordCommand } from './commands.js';
import type { Draft, Held } from './draft.js';
import { asksToErase } from './erasing.js';
import type { MessageEvent, TapEvent } from './events.js';
import { isLost } from './lost.js';
import type { FlowEvent, Input } from './machine.js';
import { dropNotes, queue, waitsBehind } from './notes.js';
import { longestText, offered } from './offers.js';
import { menu, offerContinue } from './replies.js';
import { plainReply } from './plain-reply.js';
import type { Heard } from './speech/heard.js';
import { slipped } from './ways-on.js';
import { says } from './words.js';

/** An absence after which the learner is asked whether to go on where they stopped. */
const pause = 2 * 3_600_000;

/** What a learner said in words. */
export interface Said {
  text: string;
  seen: number;
  at: number;
  /** It was said aloud, and this is what was heard: the text is as good as listening is. */
  aloud?: Heard | true;
}

/** The learner said something. */
export function heard(draft: Draft, event: MessageEvent | TapEvent): void {
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

function tapped(draft: Draft, value: string, seen: number, aloud?: Said['aloud']): void {
  const parsed = parseValue(value);
  if (!parsed) {
    draft.send({ lines: [{ say: 'button.unknown', variant: draft.learner.version }] });
    if (draft.active()) draft.again();
    else menu(draft);
    return;
  }
  if (parsed.kind === 'command') {
    act(draft, parsed.command, parsed.argument);
    return;
  }
  const held = draft.active();
  if (!held || held.instance.id !== parsed.instance || held.position !== parsed.question) {
    draft.send({ lines: [{ say: 'button.over', variant: draft.learner.version }] });
    if (held) draft.again();
    else menu(draft);
    return;
  }
  if (early(draft, seen)) return;
  answer(draft, held, { option: parsed.option, ...(typeof aloud === 'object' && { heard: aloud }) });
}

/** A text, read in this order: what needs no question, the accepted answer, an offer, other plain words, an answer. */
export function wrote(draft: Draft, event: Said, away: boolean): void {
  const { text, seen, aloud } = event;
  if (anywhere(draft, event)) return;
  const held = draft.active();
  const input: Input = { text, ...(typeof aloud === 'object' && { heard: aloud }) };
  const picked = offered(draft.learner.thread.offer?.choices, text, draft.env().phrase);
  // What the session offers (to continue, to leave this one) is no answer; what the step accepts comes first.
  const understood =
    held?.position === undefined || isOwn(held, picked)
      ? undefined
      : held.flow.understand(held.view, input, draft.env(held.instance));
  if (understood?.certain !== true) {
    const value = picked ?? plainReply(draft.learner.thread.offer?.choices, text, draft.env());
    if (value !== undefined) {
      if (!unseen(draft, draft.learner.thread.offer?.at, seen)) meant(draft, event, value);
      return;
    }
  }
  if (!held || !understood) idle(draft, event);
  else if (understood.certain || !aside(draft, held, event, away)) {
    // No answer to whether all shall be deleted is none to what was asked before that either.
    if (!understood.certain && asksToErase(draft.learner)) return act(draft, 'keep', '');
    // What was said aloud before this, and is still listened to, is answered before it.
    if (understood.event.type === 'TEXT' && !aloud && waitsBehind(draft, held)) queue(draft, held, event);
    // In a talk people interrupt each other; everywhere else an answer needs its question. A note had it when it came.
    else if (held.flow.talks === true || aloud || !early(draft, seen)) follow(draft, held, understood.event);
  }
}

/** A button's value that words stand for. What cannot be undone is not done because of something that was heard. */
function meant(draft: Draft, { aloud, seen }: Said, value: string): void {
  if (aloud && grave.includes(value)) {
    draft.send({ lines: [{ say: 'voice.notAloud' }] });
    draft.again();
  } else tapped(draft, value, seen, aloud);
}

const grave: readonly string[] = [commandValue('erase'), commandValue('erase-yes')];

/** What means the same wherever the learner is. @returns whether it was that */
function anywhere(draft: Draft, { text, aloud }: Said): boolean {
  const slash = aloud ? undefined : slashCommand(text);
  // A plain word with a slash before it is meant all the same.
  const word = slash && !slash.command ? commandOf(draft, text) : undefined;
  if (slash?.command) act(draft, slash.command, slash.argument);
  else if (word) act(draft, word, '');
  else if (slash) unknownCommand(draft);
  else if (isNew(draft)) act(draft, 'start', '');
  else if (!aloud && (text === '' || text.length > longestText)) {
    const say = text === '' ? 'text.empty' : 'text.long';
    draft.send({ lines: [{ say, variant: draft.learner.version }] });
    draft.again();
  } else if (draft.facts.flag(text) === 'self-harm') {
    // Nothing is asked after that, and nothing that was asked for comes in between.
    const held = draft.active();
    if (held?.flow.awaits?.(held.view) !== undefined)
      draft.feed(held, { type: 'LEAVE', env: draft.env(held.instance) });
    care(draft);
  } else return false;
  return true;
}

function commandOf({ facts, learner }: Draft, text: string): Command | undefined {
  return wordCommand(text, facts, learner.profile.language);
}

/** Nothing is open: a command, a courtesy, or what there is to do. */
function idle(draft: Draft, said: Said): void {
  const word = commandOf(draft, said.text);
  if (word) meant(draft, said, commandValue(word));
  else if (!courtesy(draft, said.text)) menu(draft);
}

/** What is said beside an open question and is no answer to it. @returns whether it was that */
function aside(draft: Draft, held: Held, said: Said, away: boolean): boolean {
  const { text } = said;
  const { thread } = draft.learner;
  const env = draft.env();
  const actions = thread.offer?.actions ?? [];
  const picked = pickWay(
    text,
    actions.map(({ label }) => env.phrase(label)),
  );
  const way = (picked === undefined ? undefined : actions[picked]?.value) ?? wayOf(draft, held, text);
  const word = commandOf(draft, text);
  if (way !== undefined) meant(draft, said, way);
  else if (held.flow.hints === true && isLost(text, env)) {
    if (!early(draft, said.seen)) help(draft, held);
  } else if (word) meant(draft, said, commandValue(word));
  else if (held.flow.talks !== true && courtesy(draft, text)) {
    // Whoever says goodbye is not asked anything.
    if (!says(env, 'words.bye', text)) draft.again();
  } else if (away && thread.pauseOffered !== true) {
    thread.pauseOffered = true;
    offerContinue(draft, 'continue.ask');
  } else return false;
  return true;
}

/** Whether a button's value is an answer to what this instance asks. */
function isOwn({ instance }: Held, value: string | undefined): boolean {
  const parsed = value === undefined ? undefined : parseValue(value);
  return parsed?.kind === 'answer' && parsed.instance === instance.id;
}

/**
 * An answer that was received before its question was committed is not graded but taken as a remark: messages
 * that piled up, a double tap (DESIGN §2.5).
 */
export function early(draft: Draft, seen: number): boolean {
  return unseen(draft, draft.learner.thread.asked, seen);
}

/** Says so where what was answered had not been committed yet. */
function unseen(draft: Draft, since: number | undefined, seen: number): boolean {
  if (since === undefined || seen >= since) return false;
  draft.send({ lines: [{ say: 'remark.early', variant: draft.learner.version }] });
  return true;
}

function answer(draft: Draft, held: Held, input: Input): void {
  follow(draft, held, held.flow.understand(held.view, input, draft.env(held.instance)).event);
}

/** Lets the flow take an event; a third misunderstanding in a row opens another way. */
function follow(draft: Draft, held: Held, event: FlowEvent): void {
  const { thread } = draft.learner;
  // A newer answer replaces what is listened to; who ends a talk waits for nothing in it.
  if (held.flow.talks !== true || event.type === 'SKIP') dropNotes(draft, held.instance.id);
  const unclear =
    event.type === 'UNCLEAR' ||
    event['asked'] === true ||
    (event.type === 'GRADED' && (event['grade'] as { verdict: string }).verdict === 'unclear');
  if (unclear) {
    if (slipped(draft, held)) return;
  } else delete thread.slips;
  delete thread.pauseOffered;
  if (draft.feed(held, event)) after(draft, held);
}

/** Who does not follow needs a hint; where none is left they are as stuck as who is not understood. */
function help(draft: Draft, held: Held): void {
  const { thread } = draft.learner;
  const { event } = held.flow.understand(held.view, { option: 'hint' }, draft.env(held.instance));
  const isLeft = thread.offer?.actions.some(({ value }) => value.endsWith('.hint')) === true;
  follow(draft, held, isLeft ? event : { ...event, asked: true });
}

function unknownCommand(draft: Draft): void {
  draft.send({
    lines: [{ say: 'command.unknown', variant: draft.learner.version }, { say: 'help.commands' }],
  });
  draft.again();
}

/** "hint" and "skip" are said in many words, and are ways on from every question. */
function wayOf(draft: Draft, { instance, flow, position }: Held, text: string): string | undefined {
  const env = draft.env();
  if (says(env, 'words.skip', text)) return `${instance.id}.${position}.skip`;
  return flow.hints === true && says(env, 'words.hint', text) ? `${instance.id}.${position}.hint` : undefined;
}

/** Thanks and goodbyes want an answer, not a correction. */
function courtesy(draft: Draft, text: string): boolean {
  const env = draft.env();
  const say = says(env, 'words.thanks', text)
    ? 'remark.thanks'
    : says(env, 'words.bye', text)
      ? 'remark.bye'
      : undefined;
  if (say !== undefined) draft.send({ lines: [{ say, variant: env.variant }] });
  return say !== undefined;
}

export function isNew(draft: Draft): boolean {
  return draft.learner.sequence === 1 && draft.learner.active === undefined;
}
