import { assign, emit, setup } from 'xstate';
import type { Effect, Message } from '../effects.js';
import type { Emitted } from '../machine.js';
import type { FrozenLesson } from '../lesson.js';
import type { FlowRecord } from '../records.js';
import { sceneLesson } from '../tutor/scene-lesson.js';
import { unasked, usable } from '../tutor/usable.js';
import {
  heavy,
  tokensIn,
  sceneAt,
  type TalkContext,
  type TalkEvent,
  type TalkInput,
} from './talk-context.js';
import { choosePersona, chooseScene } from './talk-choosing.js';
import {
  again,
  checked,
  goodbye,
  hint,
  opening,
  openingText,
  proof,
  reply,
  scripted,
  scriptLines,
  setting,
  summary,
  thinking,
  trouble,
} from './talk-messages.js';
import { reaching } from './talk-hints.js';
import { reasonOf } from '../tutor/proof-rules.js';
import { corrections, exchange, proofs, utterance } from './talk-records.js';
import { scriptTurn } from './talk-script.js';
import {
  askCondensed,
  askProof,
  askReply,
  askSummary,
  condensedTo,
  isLong,
  requestOf,
} from './talk-tutor.js';

const send = (message: Message): Emitted => ({ type: 'effect', effect: { kind: 'send', message } });
const ask = (effect: Effect): Emitted => ({ type: 'effect', effect });
const records = (records: readonly FlowRecord[]): Emitted => ({ type: 'records', records });

/** What a talk can do and what it decides by; talk.ts says when. */
export const talking = setup({
  types: {
    context: {} as TalkContext,
    events: {} as TalkEvent,
    emitted: {} as Emitted,
    input: {} as TalkInput,
  },
  actions: {
    choosePersona: emit(({ context, event }) =>
      send(
        choosePersona(
          context,
          event.env,
          event.type === 'UNCLEAR' ? { say: 'talk.unclear', variant: event.env.slips } : undefined,
        ),
      ),
    ),
    chooseScene: emit(({ context, event }) =>
      send(chooseScene(context, event.env, { say: 'talk.sceneAsk' })),
    ),
    chooseSceneOffline: emit(({ context, event }) =>
      send(
        chooseScene(
          context,
          event.env,
          { say: event.env.facts.tutor ? 'talk.noConsent' : 'talk.offline' },
          { say: 'talk.sceneAsk' },
        ),
      ),
    ),
    chooseSceneAgain: emit(({ context, event }) =>
      send(chooseScene(context, event.env, { say: 'talk.sceneUnclear', variant: event.env.slips })),
    ),
    turnPage: assign(({ context }) => ({ page: context.page + 1 })),
    freezeScene: emit(
      ({ event }): Emitted => ({ type: 'record', record: { kind: 'freeze', lesson: chosenScene(event) } }),
    ),
    noteHanded: assign(({ event }) => ({ handed: chosenScene(event).hash })),
    notePersona: assign(({ event }) => {
      if (event.type === 'TOPIC') return { persona: event.persona, topic: event.topic };
      return event.type === 'PERSONA' ? { persona: event.persona } : {};
    }),
    noteScene: assign(({ context, event }) => {
      const scene = sceneAt(context, event.env);
      return {
        scripted: !usable(event.env),
        persona: scene?.persona ?? '',
        goals: scene?.goals.length ?? 0,
        said: [0],
      };
    }),
    setScene: emit(({ context, event }) => send(setting(context, event.env))),
    open: emit(({ context, event }) => send(opening(context, event.env))),
    recordOpening: emit(({ context, event }) =>
      records(utterance(context, 'tutor', openingText(context, event.env))),
    ),
    countLine: assign(({ context }) => ({ line: context.line + 1 })),
    recordHeard: emit(({ context, event }) => records(utterance(context, 'learner', heard(event)))),
    countHeard: assign(({ context, event }) => ({
      turns: context.turns + 1,
      unanswered: withinBounds([...context.unanswered, heard(event)]),
    })),
    dropUnanswered: assign({ unanswered: [] }),
    askReply: emit(({ context, event }) => ask(askReply(context, event.env))),
    askSummary: emit(({ context, event }) => ask(askSummary(context, event.env))),
    askCondensed: emit(({ context, event }) => ask(askCondensed(context, event.env))),
    // One that is not answered is not asked for again at once.
    noteCondensing: assign(({ context }) => ({
      condensing: condensedTo(context),
      heavy: context.heavy + heavy / 2,
    })),
    askProof: emit(({ context, event }) => ask(askProof(context, heard(event)))),
    await: assign(({ context }, params: { what: NonNullable<TalkContext['awaits']> }) => ({
      asked: context.asked + 1,
      awaiting: requestOf(context, context.asked + 1),
      awaits: params.what,
    })),
    abandon: emit(
      ({ context: { awaiting } }): Emitted => ({
        type: 'effects',
        effects: awaiting === undefined ? [] : [{ kind: 'abandon', request: awaiting }],
      }),
    ),
    forget: assign({ awaiting: undefined, awaits: undefined }),
    reply: emit(({ context, event }) => {
      const found = checked(context, event);
      return send(found ? reply(context, event.env, found, ends(context, event)) : trouble(context, event));
    }),
    recordReply: emit(({ context, event }) =>
      records(exchange(context, checked(context, event)?.reply ?? '')),
    ),
    recordCorrections: emit(({ context, event }) => records(corrections(context, event))),
    countReply: assign(({ context, event }) => {
      const { reply = '', goals = [], corrections: found = [] } = checked(context, event) ?? {};
      const said = context.unanswered.join('\n');
      return {
        line: context.line + context.unanswered.length + 1,
        weight: context.weight + tokensIn(said) + tokensIn(reply),
        spoken: `${context.spoken}\n${said}`.slice(-remembered),
        unanswered: [],
        ...reaching(context, goals),
        kept: [...context.kept, ...found.map(({ better, reason }) => ({ better, reason }))].slice(-3),
      };
    }),
    noteCondensed: assign(({ context, event }) =>
      event.type === 'CONDENSED'
        ? {
            summary: event.reply.summary.slice(0, 1_200),
            condensed: context.condensing,
            // The few lines that stay are no burden.
            weight: 0,
            heavy,
          }
        : {},
    ),
    goOnScripted: assign({ scripted: true }),
    sayScripted: emit(({ context, event }) => send(scripted(context, event.env))),
    followScript: emit(({ context, event }) =>
      send(scriptLines(context, event.env, scriptTurn(context, event.env, heard(event)))),
    ),
    recordScript: emit(({ context, event }) =>
      records(utterance(context, 'tutor', scriptTurn(context, event.env, heard(event)).text)),
    ),
    countScript: assign(({ context, event }) => {
      const { next, goals } = scriptTurn(context, event.env, heard(event));
      return {
        line: context.line + Math.min(1, next.length),
        turns: context.turns + 1,
        said: [...context.said, ...next],
        ...reaching(context, goals),
      };
    }),
    showProofs: emit(({ context, event }) => send(proof(proofs(context, event)))),
    keepProofs: assign(({ context, event }) => ({
      kept: [
        ...context.kept,
        ...proofs(context, event).map(({ better, rule }) => ({
          better,
          reason: event.env.phrase(reasonOf(rule)),
        })),
      ].slice(-3),
      unanswered: [],
    })),
    noteHeard: assign(({ context, event }) => ({ line: context.line + 1, unanswered: [heard(event)] })),
    hint: emit(({ context, event }) => send(hint(context, event.env))),
    countHint: assign(({ context }) => ({ hints: context.hints + 1 })),
    repeat: emit(({ context, event }) => send(again(context, event.env))),
    sayThinking: emit(({ context, event }) => send(thinking(context, event.env))),
    sayTrouble: emit(({ context, event }) => send(trouble(context, event))),
    sayGoodbye: emit(({ context, event }) => send(goodbye(context, event.env))),
    sumUp: emit(({ context, event }) => send(summary(context, event))),
  },
  guards: {
    unasked: ({ context, event }) => context.step === undefined && unasked(event.env),
    inScene: ({ context }) => context.step !== undefined,
    live: ({ event }) => usable(event.env),
    scripted: ({ context }) => context.scripted,
    alone: ({ context, event }) => isAlone(context, event),
    aloneInScene: ({ context, event }) => context.step !== undefined && isAlone(context, event),
    known: ({ event }) =>
      (event.type === 'PERSONA' || event.type === 'TOPIC') &&
      event.env.facts.talk.personas.has(event.persona),
    knownScene: ({ event }) => event.type === 'SCENE' && event.env.facts.talk.scenes.has(event.scene),
    empty: ({ context, event }) => checked(context, event) === undefined,
    ends: ({ context, event }) => ends(context, event),
    long: ({ context }) => isLong(context),
    scriptEnds: ({ context, event }) => scriptTurn(context, event.env, heard(event)).over,
    scriptStuck: ({ context, event }) => scriptTurn(context, event.env, heard(event)).next.length === 0,
    proofreads: ({ event }) => event.env.facts.proofreads,
    found: ({ context, event }) => proofs(context, event).length > 0,
    spoke: ({ context }) => context.turns > 0,
  },
});

/** UTF-16 units of what waits for a reply; a longer wait forgets its beginning. */
const longestWait = 4_000;
/** UTF-16 units of what the learner said that a look back may quote. */
const remembered = 2_000;

function withinBounds(texts: readonly string[]): string[] {
  const kept: string[] = [];
  let length = 0;
  for (const text of texts.toReversed()) {
    length += text.length;
    if (kept.length > 0 && length > longestWait) break;
    kept.unshift(text);
  }
  return kept;
}

function heard(event: TalkEvent): string {
  return event.type === 'TEXT' ? event.text : '';
}

/** No model may be asked, from the beginning or by now. */
function isAlone(context: TalkContext, event: TalkEvent): boolean {
  return context.scripted || !usable(event.env);
}

function chosenScene(event: TalkEvent): FrozenLesson {
  const { talk, course } = event.env.facts;
  const stored = event.type === 'SCENE' ? talk.scenes.get(event.scene) : undefined;
  if (!stored) throw new Error(`no scene in ${event.type}`);
  return sceneLesson(stored, course);
}

/** The scene ends with this reply: it says so, everything is done, or its turns are used up. */
function ends(context: TalkContext, event: TalkEvent): boolean {
  const scene = sceneAt(context, event.env);
  const reply = checked(context, event);
  if (!scene || !reply) return false;
  const reached = context.reached.length + reply.goals.length;
  return reply.over || reached >= scene.goals.length || context.turns >= scene.maxTurns;
}
