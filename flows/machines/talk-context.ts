import type { Concern, FailureReason, ProofHint } from '../events.js';
import { exerciseOf } from '../exercises/registry.js';
import type { Env } from '../machine.js';
import { levels } from '../levels.js';
import type { Scene } from '../scene.js';
import { shuffled } from '../seed.js';
import type { StoredScene } from '../talk-content.js';
import type { Persona } from '../tutor/persona.js';
import type { CondenseReply } from '../tutor/condense.js';
import type { TalkReply } from '../tutor/talk.js';
import type { TalkSummaryReply } from '../tutor/talk-summary.js';
import { lessonContext, localStep, lessonOf } from './lesson-context.js';

/** What was said stands in the store (records.ts, Utterance); here is only where the talk is. */
export interface TalkContext {
  instance: number;
  /** The role-play is this step of the lesson it runs on; a free talk has none. */
  step?: number;
  /** Whom it is with; '' until somebody is chosen. */
  persona: string;
  /** The scene that was chosen and is played by another instance: the hash it is frozen under. */
  handed?: string;
  /** How many goals the scene has. */
  goals: number;
  /** Id of the topic it began with. */
  topic?: string;
  /** A script is followed and no model is asked; decided when it begins. */
  scripted: boolean;
  /** Lines said so far by both. */
  line: number;
  /** Lines of the learner. */
  turns: number;
  /** What the learner wrote since the last reply; part of the talk once it is answered (a model may refuse it). */
  unanswered: string[];
  /** The end of what the learner has said: praise is believed where it quotes that. */
  spoken: string;
  /** Goals reached, from 0. */
  reached: number[];
  /** Lines of the script that were said. */
  said: number[];
  /** Hints given for the first goal that is open; in a free talk, all. */
  hints: number;
  /** Corrections to look back on, the latest last; at most three. */
  kept: { better: string; reason: string }[];
  /** Questions to a model so far. */
  asked: number;
  awaiting?: string | undefined;
  /** What is awaited; what is said beside an answer is not waited for by anybody. */
  awaits?: 'reply' | 'summary' | 'condensed' | 'proof' | undefined;
  /** The talk up to this line, in a few sentences. */
  summary: string;
  condensed: number;
  /** Estimated tokens of the lines since then, and how many are too many; more after each attempt to sum them up. */
  weight: number;
  heavy: number;
  /** The line up to which a summary was asked for. */
  condensing: number;
  /** How often other scenes were asked for. */
  page: number;
}

export interface TalkInput {
  instance: number;
  at: number;
  step?: number;
}

export type TalkEvent =
  | { type: 'START'; env: Env }
  | { type: 'PERSONA'; env: Env; persona: string }
  | { type: 'TOPIC'; env: Env; topic: string; persona: string }
  | { type: 'SCENES'; env: Env }
  | { type: 'MORE'; env: Env }
  | { type: 'SCENE'; env: Env; scene: string }
  | { type: 'TEXT'; env: Env; text: string }
  | { type: 'REPLIED'; env: Env; reply: TalkReply }
  | { type: 'SUMMED'; env: Env; reply: TalkSummaryReply }
  | { type: 'CONDENSED'; env: Env; reply: CondenseReply }
  | { type: 'PROOFED'; env: Env; hints: readonly ProofHint[] }
  | { type: 'TROUBLE'; env: Env; reason: FailureReason }
  | { type: 'REFUSED'; env: Env; concern: Concern }
  | { type: 'HINT'; env: Env }
  | { type: 'SKIP'; env: Env }
  | { type: 'UNCLEAR'; env: Env }
  | { type: 'AGAIN'; env: Env }
  | { type: 'BACK'; env: Env }
  | { type: 'LEAVE'; env: Env };

/** Estimated tokens of a talk that are sent in full, with room to spare in what a question may hold. */
export const heavy = 1_800;

/** A token is about three bytes, in any script. */
export function tokensIn(text: string): number {
  // UTF-8 without an encoder: this is pure.
  return Math.ceil(encodeURIComponent(text.toWellFormed()).replace(/%../g, 'x').length / 3);
}

/** XState makes an actor without input for each transition; it is never looked at. */
const nobody: TalkInput = { instance: 0, at: 0 };

export function talkContext({ instance, step }: TalkInput = nobody): TalkContext {
  return {
    instance,
    ...(step !== undefined && { step }),
    persona: '',
    goals: 0,
    scripted: false,
    line: 0,
    turns: 0,
    unanswered: [],
    spoken: '',
    reached: [],
    said: [],
    hints: 0,
    kept: [],
    asked: 0,
    summary: '',
    condensed: 0,
    weight: 0,
    heavy,
    condensing: 0,
    page: 0,
  };
}

/** The scene that is played, in the learner's language; undefined in a free talk. */
export function sceneAt(context: TalkContext, env: Env): Scene | undefined {
  if (context.step === undefined) return undefined;
  const at = { ...lessonContext({ instance: context.instance, hash: '', at: env.at }), index: context.step };
  const step = localStep(at, env);
  const scene = exerciseOf(step).plays?.(step);
  if (!scene) throw new Error(`step ${step.id} of ${lessonOf(env).id} is no role-play`);
  return scene;
}

/** Who talks. A persona that is no longer there talks on under the name it has. */
export function personaAt(
  context: TalkContext,
  env: Env,
): Pick<Persona, 'name' | 'voice' | 'tts' | 'openings' | 'goodbyes'> {
  const id = sceneAt(context, env)?.persona ?? context.persona;
  const found = env.facts.talk.personas.get(id);
  if (found) return found;
  const name = id.replaceAll('-', ' ');
  return {
    name,
    voice: `You are a friendly ${name}.`,
    openings: ['How are you today?'],
    goodbyes: ['See you soon!'],
  };
}

/** What its buttons belong to: one of another question is over. */
export function positionOf(state: string): 'who' | 'scene' | 'talk' {
  if (state === 'choosing') return 'who';
  return state === 'choosingScene' ? 'scene' : 'talk';
}

/** Level at which it is talked: the scene's own, else the learner's. */
export function levelAt(context: TalkContext, env: Env): string {
  return context.step === undefined ? (env.profile.level ?? 'A1') : lessonOf(env).lesson.level;
}

/** Where its corrections are from, for the records. */
export function sourceOf(context: TalkContext, env: Env): string {
  if (context.step === undefined) return `talk/${context.persona}`;
  const { course, id, lesson } = lessonOf(env);
  return `${course}/${id}#${lesson.steps[context.step]?.id ?? ''}`;
}

/** How many scenes are offered at a time. */
const aPage = 4;

/** Those nearest to the learner's level first, in another order in every talk. */
export function scenesAt({ instance, page }: TalkContext, env: Env): StoredScene[] {
  const own = levels.indexOf(env.profile.level ?? 'A1');
  const far = ({ scene }: StoredScene) => Math.abs(levels.indexOf(scene.level) - own);
  const scenes = shuffled([...env.facts.talk.scenes.values()], instance);
  const all = scenes.sort((a, b) => far(a) - far(b));
  const from = all.length === 0 ? 0 : (page * aPage) % all.length;
  return [...all, ...all].slice(from, from + Math.min(aPage, all.length));
}
