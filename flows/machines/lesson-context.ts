import { agreed, undecided } from '../agreed.js';
import type { Aid, Grade } from '../exercises/exercise.js';
import { exerciseOf } from '../exercises/registry.js';
import { type Senses, within } from '../exercises/silent.js';
import type { Concern, FailureReason } from '../events.js';
import type { FrozenLesson, Step } from '../lesson.js';
import type { Env } from '../machine.js';
import type { JudgedSpeech } from '../scoring/free-speech.js';
import type { Clip } from '../speech/recording.js';
import type { Scores } from '../speech/scores.js';
import { unasked } from '../tutor/usable.js';

/** Small and flat: the lesson itself is frozen in the store and arrives with the event. */
export interface LessonContext {
  instance: number;
  hash: string;
  startedAt: number;
  /** The step it is at. */
  index: number;
  /** At this step: wrong answers, hints seen, options tried. */
  misses: number;
  hints: number;
  tried: number[];
  /** At this step: what the author says to wrong answers and has said already. */
  told?: string[] | undefined;
  /** Exercises finished, and those right at once. */
  exercises: number;
  firstTry: number;
  points: number;
  /** Answers shown so far: to who left the step, and after the last telling. Each has wordings that take turns. */
  shown?: { left: number; told: number } | undefined;
  /** Steps that were missed or skipped. */
  hard: number[];
  /** Words whose misspelling was forgiven: once. */
  forgiven: string[];
  /** Kinds whose instruction was given. */
  instructed: string[];
  /** Questions to a model so far; makes each request's id its own. */
  asked: number;
  /** The request whose result is awaited, and the answer it is about. */
  awaiting?: string | undefined;
  pending?: string | undefined;
  /** The learner wants it explained in their own language, whatever the level. */
  own?: true;
  /** At this step: points for an answer that some of it earned. */
  best: number;
  /** For the rest of the lesson the learner cannot speak, or cannot listen: it goes on in writing. */
  mute?: true;
  deaf?: true;
  /** At this step: what was read aloud last, to be heard beside the model. */
  reading?: KeptReading | undefined;
  /** Practice of sounds was offered in this lesson. */
  drillOffered?: true;
  /** Of a drill: its sounds, how they stood before it and how they went in it. */
  drill?: DrilledSound[];
}

export interface KeptReading {
  text: string;
  scores: Scores;
  own?: Clip;
}

export interface DrilledSound {
  phone: string;
  /** 0-100, of the recordings before; absent where there were none. */
  before?: number;
  /** How often it was scored now, and the sum of the scores. */
  times: number;
  sum: number;
}

export interface LessonInput {
  instance: number;
  hash: string;
  at: number;
  drill?: DrilledSound[];
}

export type LessonEvent =
  | { type: 'START'; env: Env }
  | { type: 'NEXT'; env: Env; missing?: true }
  | {
      type: 'GRADED';
      env: Env;
      grade: Grade;
      answer: string;
      trouble?: Trouble;
      own?: Clip;
      speech?: JudgedSpeech;
    }
  | { type: 'REFUSED'; env: Env; concern: Concern }
  | { type: 'BACK'; env: Env; outcome: { reached?: number; goals?: number } }
  | { type: 'LEAVE'; env: Env }
  | { type: 'OWN'; env: Env }
  | { type: 'MUTE'; env: Env; sense: 'mute' | 'deaf' }
  | { type: 'SLOW'; env: Env }
  | { type: 'RETRY'; env: Env }
  | { type: 'LOOK'; env: Env }
  | { type: 'HINT'; env: Env }
  | { type: 'SKIP'; env: Env }
  | { type: 'UNCLEAR'; env: Env }
  /** `asked`: the learner asked something where there is only something to read. */
  | { type: 'AGAIN'; env: Env; asked?: true };

/** Why a model did not judge an answer that it was asked about. */
export type Trouble = FailureReason;

/** Names a question to a model: flow instance, step, attempt. */
export function requestAt(context: LessonContext, asked: number): string {
  return `${context.instance}.${context.index}.${asked}`;
}

/** XState makes an actor without input for each transition; it is never looked at. */
const nobody: LessonInput = { instance: 0, hash: '', at: 0 };

export function lessonContext(input: LessonInput = nobody): LessonContext {
  return {
    instance: input.instance,
    hash: input.hash,
    startedAt: input.at,
    index: 0,
    misses: 0,
    hints: 0,
    tried: [],
    exercises: 0,
    firstTry: 0,
    points: 0,
    hard: [],
    forgiven: [],
    instructed: [],
    asked: 0,
    best: 0,
    ...(input.drill && { drill: input.drill }),
  };
}

/** @throws when the turn did not ask for the lesson it runs on */
export function lessonOf(env: Env): FrozenLesson {
  if (!env.lesson) throw new Error('the frozen lesson did not arrive with the event');
  return env.lesson;
}

export function stepAt(index: number, env: Env): Step {
  const step = lessonOf(env).lesson.steps[index];
  if (!step) throw new Error(`lesson ${lessonOf(env).id} has no step ${index}`);
  return step;
}

/** A dozen times a turn it is asked how a step looks, and it looks the same to many. */
const forms = new WeakMap<FrozenLesson, Map<string, Step[]>>();

/** A step as this learner meets it now: in their language, and in writing where they cannot listen or speak. */
export function localStep(context: LessonContext, env: Env, index = context.index): Step {
  const lesson = lessonOf(env);
  const senses = sensesOf(context, env);
  // All that a form depends on: the step, the language that carries it, and what the learner can do now.
  const { language } = env.profile;
  let at = 2 * index + Number(context.own === true);
  for (const can of Object.values(senses)) at = 2 * at + Number(can);
  let languages = forms.get(lesson);
  if (!languages) forms.set(lesson, (languages = new Map<string, Step[]>()));
  let known = languages.get(language);
  if (!known) languages.set(language, (known = []));
  return (known[at] ??= within(translatedStep(context, env, index), senses));
}

/** What the learner can do now. Who has not been asked yet whether a transcriber may listen can still say yes. */
export function sensesOf({ mute, deaf }: LessonContext, { facts, profile }: Env): Senses {
  const words = facts.transcribes && (agreed(profile) || undecided(profile));
  return {
    ears: facts.speaks && profile.sound !== 'text' && deaf !== true,
    voice: facts.listens && (facts.pronounces || words) && mute !== true,
    sounds: facts.listens && facts.pronounces && mute !== true,
  };
}

/**
 * A step with its texts in the learner's language: up to A2 that language carries the way, from B1 simple
 * English does, with the own language one tap away (VOICE 3).
 */
function translatedStep(context: LessonContext, env: Env, index: number): Step {
  const { lesson, sidecars } = lessonOf(env);
  const step = stepAt(index, env);
  const texts = sidecars[env.profile.language]?.steps?.[step.id];
  if (!texts) return step;
  const exercise = exerciseOf(step);
  if (carries(lesson.level) || context.own === true) return exercise.localise(step, texts);
  const essential = exercise.essential?.(texts);
  return essential ? exercise.localise(step, essential) : step;
}

export function localText(field: 'title' | 'can_do', env: Env): string {
  const { lesson, sidecars } = lessonOf(env);
  return sidecars[env.profile.language]?.[field] ?? lesson[field];
}

export function asks(context: LessonContext, env: Env, index = context.index): boolean {
  if (!lessonOf(env).lesson.steps[index]) return false;
  return exerciseOf(localStep(context, env, index)).answering !== undefined;
}

export function isLast(context: LessonContext, env: Env): boolean {
  return context.index >= lessonOf(env).lesson.steps.length - 1;
}

export function aidAt(context: LessonContext, again = false): Aid {
  // Two odd constants spread neighbouring instances and steps over the 32 bits.
  const seed = (Math.imul(context.instance, 0x9e3779b1) ^ Math.imul(context.index + 1, 0x85ebca6b)) >>> 0;
  return { seed, tried: context.tried, again };
}

export function itemAt(context: LessonContext, env: Env): string {
  const { course, id } = lessonOf(env);
  return `${course}/${id}#${stepAt(context.index, env).id}`;
}

function carries(level: string): boolean {
  return level === 'A0' || level === 'A1' || level === 'A2';
}

/** The own language is there for this step and not used yet. */
export function ownWaits(context: LessonContext, env: Env): boolean {
  const { lesson, sidecars } = lessonOf(env);
  const texts = sidecars[env.profile.language]?.steps?.[stepAt(context.index, env).id];
  return !carries(lesson.level) && context.own !== true && texts !== undefined;
}

/** Comes after a question to a model that may not be asked yet: the learner has to be asked first. */
export function isGated(context: LessonContext, env: Env): boolean {
  const exercise = exerciseOf(stepAt(context.index, env));
  // A translation is graded by its patterns first; for what they refuse nobody is held up at the door.
  const needs = exercise.plays !== undefined || exercise.kind === 'open';
  return needs && unasked(env);
}
