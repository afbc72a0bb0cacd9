import { assign, emit, setup } from 'xstate';
import type { Line } from '../effects.js';
import type { Emitted } from '../machine.js';
import type { QuestionId } from '../questions/registry.js';
import { request, type AskingContext, type AskingEvent } from './asking-context.js';
import {
  changed,
  hello,
  knowing,
  lead,
  menu,
  places,
  question,
  ready,
  send,
  takingBack,
} from './asking-messages.js';

/**
 * What onboarding, the questions after the first lesson and the settings share: how a question is asked,
 * saved and asked again, and the two steps a time zone may need (looking a place up, picking one of several).
 */
export const asking = setup({
  types: {
    context: {} as AskingContext,
    events: {} as AskingEvent,
    emitted: {} as Emitted,
    input: {} as { instance: number },
  },
  actions: {
    /** Moves to a question and asks it, after a word about the answer before. */
    at: assign((_, params: { question: string }) => ({ question: params.question, nowhere: undefined })),
    ask: emit(({ context, event }, params: { question: QuestionId; lead?: Line }) =>
      send(
        takingBack(
          context,
          question(context, params.question, knowing(event), lead(event, params.lead)),
          event,
        ),
      ),
    ),
    repeat: emit(({ context, event }) =>
      send(
        question(
          context,
          context.question as QuestionId,
          event.env,
          event.type === 'UNCLEAR' ? event.line : undefined,
        ),
      ),
    ),
    askAgain: emit(({ context, event }) =>
      send(
        question(context, context.question as QuestionId, event.env, {
          say: 'voice.saidOtherThen',
          variant: event.env.slips,
        }),
      ),
    ),
    save: emit(({ event }): Emitted => ({ type: 'profile', patch: changed(event) })),
    greet: emit(() => send(hello())),
    offerStart: emit(({ context, event }) => send(takingBack(context, ready(context, event), event))),
    showMenu: emit(({ context, event }) => send(menu(context, event))),
    decline: emit((): Emitted => ({ type: 'profile', patch: { consent: false } })),
    acknowledge: emit(({ event }) => send({ lines: [lead(event)].filter((line) => line !== undefined) })),
    thank: emit(() => send({ lines: [{ say: 'details.done' }] })),
    lookUp: emit(({ context, event }): Emitted => {
      if (event.type !== 'PLACE') throw new Error(`no place in ${event.type}`);
      return {
        type: 'effect',
        effect: {
          kind: 'locate',
          request: request(context, context.attempt + 1),
          place: event.place,
          language: event.env.profile.language,
        },
      };
    }),
    abandon: emit(
      ({ context }): Emitted => ({
        type: 'effect',
        effect: { kind: 'abandon', request: context.awaiting ?? '' },
      }),
    ),
    await: assign(({ context }) => ({
      attempt: context.attempt + 1,
      awaiting: request(context, context.attempt + 1),
    })),
    declineGuess: assign({ elsewhere: true }),
    forget: assign(({ context, event }) => ({
      awaiting: undefined,
      nowhere:
        event.type === 'LOCATED' && event.places.length === 0 ? (context.nowhere ?? 0) + 1 : context.nowhere,
    })),
    keepPlaces: assign(({ event }) => ({
      places: event.type === 'LOCATED' || event.type === 'CLOCK' ? event.places.slice(0, 4) : [],
    })),
    pickPlace: emit(({ context, event }) =>
      send(places(context, event.type === 'UNCLEAR' ? event.line : { say: 'zone.which' })),
    ),
    where: emit(({ context, event }) =>
      send(question(context, 'zone', event.env, undefined, [{ say: 'zone.where', args: { time: '14:05' } }])),
    ),
    waiting: emit(() => send({ lines: [{ say: 'zone.looking' }] })),
    nowhere: emit(({ context, event }) =>
      send(
        question(context, 'zone', event.env, undefined, [
          { say: 'zone.nowhere', variant: (context.nowhere ?? 1) - 1, args: { time: '14:05' } },
        ]),
      ),
    ),
  },
  guards: {
    awaited: ({ context, event }) => event.type === 'LOCATED' && event.request === context.awaiting,
    onePlace: ({ context, event }) => found(context, event) === 1,
    severalPlaces: ({ context, event }) => found(context, event) > 1,
    aged: ({ event }) => event.env.profile.age === 'adult' || event.env.profile.age === 'teen',
    consented: ({ event }) => event.env.profile.consent === true,
    young: ({ event }) => event.type === 'ANSWER' && event.value === 'child',
    unsaid: ({ event }, params: { question: QuestionId }) =>
      event.type === 'MISHEARD' && event.question === params.question,
    chose: ({ event }, params: { question: QuestionId }) =>
      event.type === 'CHOOSE' && event.question === params.question,
  },
});

/** The actions with which a flow goes on: `at` notes the question, `ask` poses it. */
export function arrival(question: QuestionId) {
  return [
    { type: 'at', params: { question } },
    { type: 'ask', params: { question } },
  ] as const;
}

/** Zones that an awaited look-up or a time of day came to. */
function found(context: AskingContext, event: AskingEvent): number {
  if (event.type === 'CLOCK') return event.places.length;
  return event.type === 'LOCATED' && event.request === context.awaiting ? event.places.length : 0;
}
