import type { Draft } from './draft.js';
import type { Effect, Line, Message, Speak, Speaks } from './effects.js';
import type { ResultEvent } from './events.js';
import type { Making } from './learner.js';
import { command } from './replies.js';
import { paceOf } from './speech/pace.js';
import { spokenIn } from './talk-speech.js';

/**
 * What is said aloud and drawn beside what is written. A message says what should be heard or seen; it is made outside,
 * and sent when it is there, in its order, where the learner still is where they were then.
 */

/** Milliseconds after which what was made is not worth sending any more. */
const lasts = 120_000;

/** A message as it is written, and what is asked for with it. @param instance whose it is */
export function withSound(
  draft: Draft,
  message: Message,
  instance: number,
): { message: Message; asks: Effect[] } {
  if (!message.speaks && !message.draws) return { message, asks: [] };
  const { speaks, draws, ...written } = message;
  const asks: Effect[] = [];
  let shown: Message = written;
  if (draws && draft.facts.draws) {
    const request = number(draft, 'draw');
    note(draft, { request, alt: draws.alt });
    asks.push({ kind: 'draw', request, picture: draws.picture, beside: true });
  }
  if (speaks && draft.facts.speaks && isHeard(draft, instance)) {
    asks.push(...outdated(draft));
    const request = number(draft, 'speak');
    const [first] = written.lines;
    const only = speaks.leads === true && draft.learner.profile.sound === 'voice' && first !== undefined;
    if (only) draft.learner.thread.unshown = first;
    note(draft, {
      request,
      says: speaks.text,
      ...(speaks.own && { own: speaks.own }),
      ...(speaks.draws && draft.facts.draws && { draws: speaks.draws }),
      ...(only ? { instead: first } : speaks.instead && { instead: speaks.instead }),
    });
    asks.push(speak(draft, request, speaks));
    if (only) shown = unwritten(written);
    else if (speaks.leads === true)
      shown = withWay(written, command({ say: 'action.textOnly' }, 'text-only'));
  }
  return { message: shown, asks };
}

/**
 * What was made, or could not be. Where there is nothing to hear the text is there already.
 *
 * @returns whether anybody awaited it; undefined where it was not asked for here
 */
export function made(draft: Draft, { request, result }: ResultEvent): boolean | undefined {
  const { thread } = draft.learner;
  const awaited = thread.making?.find((one) => one.request === request);
  if (!awaited) return undefined;
  const what = result.kind === 'spoken' ? result.clip : result.kind === 'drawn' ? result.drawing : false;
  const all = (thread.making ?? []).flatMap((one) => (one === awaited ? settled(draft, one, what) : [one]));
  const until = all.findIndex((one) => one.made === undefined);
  const ready = until === -1 ? all : all.slice(0, until);
  setMaking(draft, until === -1 ? [] : all.slice(until));
  for (const one of ready) if (one.place === place(draft)) deliver(draft, one);
  return true;
}

/** With what is drawn of a voice that is there now. */
function settled(draft: Draft, { draws, ...one }: Making, what: NonNullable<Making['made']>): Making[] {
  const done: Making = { ...one, made: what };
  if (!draws || !what || !('seconds' in what)) return [done];
  const { picture, alt } = draws;
  const request = number(draft, 'draw');
  const model = { ...picture.model, file: what.file };
  draft.emit({ kind: 'draw', request, picture: { ...picture, model }, beside: true });
  return [done, { request, alt, ...(one.place !== undefined && { place: one.place }) }];
}

/** At the end of a turn: what was asked for in it belongs to where the learner is now; what is for elsewhere is dropped. */
export function tidyMaking(draft: Draft): void {
  const { making } = draft.learner.thread;
  if (!making) return;
  const here = place(draft);
  const kept = making
    .map((one) => ({ ...one, place: one.place ?? here }))
    .filter((one) => one.place === here);
  for (const { request } of making.filter((one) => !kept.some((other) => other.request === one.request)))
    draft.emit({ kind: 'abandon', request });
  setMaking(draft, kept);
}

/** Whether this learner wants to hear what is said here. */
function isHeard({ learner: { profile, thread }, instances, flows }: Draft, instance: number): boolean {
  if (profile.sound !== undefined) return profile.sound !== 'text';
  const flow = flows[instances.get(instance)?.flow ?? ''];
  // In a talk people answer in kind.
  return flow?.talks !== true || spokenIn(thread, instance) !== undefined;
}

function speak({ learner, facts }: Draft, request: string, speaks: Speaks): Speak {
  return {
    kind: 'speak',
    request,
    text: speaks.text,
    language: facts.course.language,
    ...paceOf(speaks, learner.profile.speed),
    ...(speaks.voices && { voices: speaks.voices }),
    ...(speaks.personal && { personal: true }),
    beside: true,
  };
}

/** Speech that was asked for in an earlier turn: something newer is to be heard instead. */
function outdated(draft: Draft): Effect[] {
  const making = draft.learner.thread.making ?? [];
  const old = making.filter(({ place: where, says }) => where !== undefined && says !== undefined);
  setMaking(
    draft,
    making.filter((one) => !old.includes(one)),
  );
  return old.map(({ request }) => ({ kind: 'abandon', request }));
}

function deliver(draft: Draft, { says, own, alt, instead, made: what }: Making): void {
  const notAfter = draft.at + lasts;
  if (!what) {
    if (instead) draft.send({ lines: [instead] });
  } else if ('seconds' in what) {
    draft.send({ lines: [], voice: { ...what, says: says ?? '', ...(own && { own }) } }, notAfter);
  } else if (alt) draft.send({ lines: [], image: { ...what, alt } }, notAfter);
}

/** Only to be heard: the text is there on request. */
function unwritten(message: Message): Message {
  const [, ...rest] = message.lines;
  const lines: Line[] = rest.length > 0 ? rest : [{ say: 'sound.listen' }];
  return withWay({ ...message, lines }, command({ say: 'action.showText' }, 'show'));
}

function withWay(message: Message, way: NonNullable<Message['actions']>[number]): Message {
  return { ...message, actions: [...(message.actions ?? []), way] };
}

/** The session's own requests are numbered like instances, so that they stay apart when two learners become one. */
function number(draft: Draft, what: 'speak' | 'draw'): string {
  const { learner } = draft;
  learner.sequence += 1;
  return `${learner.sequence - 1}.${what}`;
}

function note(draft: Draft, making: Making): void {
  setMaking(draft, [...(draft.learner.thread.making ?? []), making]);
}

function setMaking({ learner: { thread } }: Draft, making: Making[]): void {
  if (making.length > 0) thread.making = making;
  else delete thread.making;
}

/** The instance that has the floor, and its question. */
function place(draft: Draft): string {
  const held = draft.active();
  return `${held?.instance.id ?? ''}.${held?.position ?? ''}`;
}
