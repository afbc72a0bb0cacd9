import { bounds, type Flow } from '../machine.js';
import { positionOf, sourceOf, talkContext, type TalkContext } from './talk-context.js';
import { talking } from './talk-parts.js';
import { listensTalk, takeTalk, understandTalk } from './talk-understanding.js';

const machine = talking.createMachine({
  id: 'talk',
  options: bounds,
  context: ({ input }) => talkContext(input),
  initial: 'idle',
  states: {
    idle: { on: { START: 'entering' } },
    entering: {
      always: [
        {
          guard: 'inScene',
          target: 'talking',
          actions: ['noteScene', 'setScene', 'open', 'recordOpening', 'countLine'],
        },
        { guard: 'unasked', target: 'gated' },
        { guard: 'live', target: 'choosing', actions: 'choosePersona' },
        { target: 'choosingScene', actions: 'chooseSceneOffline' },
      ],
    },
    // Age and consent first (machines/consent.ts).
    gated: { on: { BACK: 'entering' } },
    choosing: {
      on: {
        PERSONA: [
          {
            guard: 'known',
            target: 'talking',
            actions: ['notePersona', 'open', 'recordOpening', 'countLine'],
          },
          { actions: 'choosePersona' },
        ],
        TOPIC: {
          guard: 'known',
          target: 'talking',
          actions: ['notePersona', 'open', 'recordOpening', 'countLine'],
        },
        SCENES: { target: 'choosingScene', actions: 'chooseScene' },
        SKIP: 'done',
        UNCLEAR: { actions: 'choosePersona' },
        AGAIN: { actions: 'choosePersona' },
      },
    },
    choosingScene: {
      on: {
        SCENE: [
          { guard: 'knownScene', target: 'handing', actions: ['freezeScene', 'noteHanded'] },
          { actions: 'chooseSceneAgain' },
        ],
        MORE: { actions: ['turnPage', 'chooseScene'] },
        SKIP: 'done',
        UNCLEAR: { actions: 'chooseSceneAgain' },
        AGAIN: { actions: 'chooseScene' },
      },
    },
    // The scene is an instance of its own, on a frozen lesson of its own.
    handing: { on: { BACK: 'done' } },
    talking: {
      on: {
        TEXT: [
          {
            guard: 'scripted',
            target: 'scripting',
          },
          // The learner has taken their consent back, or the model is gone: nothing more is sent to it.
          { guard: 'aloneInScene', target: 'scripting', actions: ['goOnScripted', 'sayScripted'] },
          { guard: 'alone', target: 'choosingScene', actions: ['abandon', 'forget', 'chooseSceneOffline'] },
          {
            target: 'waiting',
            actions: ['abandon', 'countHeard', 'askReply', { type: 'await', params: { what: 'reply' } }],
          },
        ],
        CONDENSED: { actions: ['noteCondensed', 'forget'] },
        PROOFED: [
          { guard: 'found', actions: ['showProofs', 'recordCorrections', 'keepProofs', 'forget'] },
          { actions: 'forget' },
        ],
        TROUBLE: { actions: 'forget' },
        REFUSED: { actions: 'forget' },
        HINT: { actions: ['hint', 'countHint'] },
        SKIP: [
          { guard: 'alone', target: 'done', actions: ['abandon', 'sumUp', 'forget'] },
          {
            guard: 'spoke',
            target: 'summing',
            actions: ['abandon', 'sayGoodbye', 'askSummary', { type: 'await', params: { what: 'summary' } }],
          },
          { target: 'done', actions: 'sumUp' },
        ],
        UNCLEAR: { actions: 'repeat' },
        AGAIN: { actions: 'repeat' },
        LEAVE: { actions: ['abandon', 'forget'] },
      },
    },
    // A line of the script; stays nowhere.
    scripting: {
      entry: ['abandon', 'forget', 'recordHeard', 'noteHeard'],
      always: [
        {
          guard: 'scriptEnds',
          target: 'done',
          actions: ['followScript', 'recordScript', 'countScript', 'sumUp'],
        },
        { guard: 'scriptStuck', target: 'talking', actions: ['countScript', 'hint', 'countHint'] },
        {
          guard: 'proofreads',
          target: 'talking',
          actions: [
            'followScript',
            'recordScript',
            'countScript',
            'askProof',
            { type: 'await', params: { what: 'proof' } },
          ],
        },
        { target: 'talking', actions: ['followScript', 'recordScript', 'countScript'] },
      ],
    },
    waiting: {
      on: {
        // What comes before the reply belongs to it: asked again with everything unanswered (DESIGN §2.4).
        TEXT: {
          actions: ['abandon', 'countHeard', 'askReply', { type: 'await', params: { what: 'reply' } }],
        },
        REPLIED: [
          { guard: 'empty', target: 'talking', actions: ['sayTrouble', 'forget'] },
          {
            guard: 'ends',
            target: 'summing',
            actions: [
              'reply',
              'recordReply',
              'recordCorrections',
              'countReply',
              'askSummary',
              { type: 'await', params: { what: 'summary' } },
            ],
          },
          {
            guard: 'long',
            target: 'talking',
            actions: [
              'reply',
              'recordReply',
              'recordCorrections',
              'countReply',
              'noteCondensing',
              'askCondensed',
              { type: 'await', params: { what: 'condensed' } },
            ],
          },
          {
            target: 'talking',
            actions: ['reply', 'recordReply', 'recordCorrections', 'countReply', 'forget'],
          },
        ],
        TROUBLE: { target: 'talking', actions: ['sayTrouble', 'forget'] },
        // What was refused is no part of the talk: it is neither sent again nor quoted.
        REFUSED: { target: 'talking', actions: ['sayTrouble', 'dropUnanswered', 'forget'] },
        HINT: { actions: 'sayThinking' },
        SKIP: {
          target: 'summing',
          actions: ['abandon', 'sayGoodbye', 'askSummary', { type: 'await', params: { what: 'summary' } }],
        },
        UNCLEAR: { actions: 'sayThinking' },
        AGAIN: { actions: 'sayThinking' },
        LEAVE: { target: 'talking', actions: ['abandon', 'forget'] },
      },
    },
    // The goodbye is said; looking back takes a moment.
    summing: {
      on: {
        SUMMED: { target: 'done', actions: ['sumUp', 'forget'] },
        TROUBLE: { target: 'done', actions: ['sumUp', 'forget'] },
        REFUSED: { target: 'done', actions: ['sumUp', 'forget'] },
        TEXT: { actions: 'sayThinking' },
        HINT: { actions: 'sayThinking' },
        SKIP: { target: 'done', actions: ['abandon', 'sumUp', 'forget'] },
        LEAVE: { target: 'done', actions: ['abandon', 'sumUp', 'forget'] },
        UNCLEAR: { actions: 'sayThinking' },
        AGAIN: { actions: 'sayThinking' },
      },
    },
    done: { type: 'final' },
  },
});

/** Talking freely, or playing a scene: with a model, or, where there is none, along a script. */
export const talk: Flow = {
  name: 'talk',
  version: 1,
  title: { say: 'talk.title' },
  followedBy: 'rest',
  talks: true,
  position: (view) =>
    ['choosing', 'choosingScene', 'talking', 'waiting', 'summing'].includes(view.state)
      ? positionOf(view.state)
      : undefined,
  listens: listensTalk,
  spokenAs: (view, env) => sourceOf(view.context as TalkContext, env),
  understand: understandTalk,
  lessons: ({ handed }: TalkContext) => (handed === undefined ? [] : [handed]),
  awaits: (view) => (view.context as TalkContext).awaiting,
  take: takeTalk,
  wants(view) {
    if (view.state === 'gated') return { flow: 'consent' };
    const { handed } = view.context as TalkContext;
    return view.state === 'handing' && handed !== undefined
      ? { flow: 'talk', input: { step: 0 }, frozen: handed }
      : undefined;
  },
  outcome(view) {
    const { reached, goals, scripted } = view.context as TalkContext;
    return { reached: reached.length, goals, tutored: !scripted };
  },
  machine,
};
