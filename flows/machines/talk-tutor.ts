import type { Proofread, Tutor } from '../effects.js';
import type { Env } from '../machine.js';
import { explainIn } from '../tutor/explain-in.js';
import { levelAt, personaAt, sceneAt, type TalkContext } from './talk-context.js';

/** Lines that are sent in full beside the summary of what came before; an older half is summed up. */
const inFull = 32;

/** Names what is asked for: flow instance, step, attempt. */
export function requestOf(context: TalkContext, asked: number): string {
  return `${context.instance}.talk.${asked}`;
}

/** The next reply. The learner's newest words are the last of the talk's lines. */
export function askReply(context: TalkContext, env: Env, text: string): Tutor {
  const scene = sceneAt(context, env);
  const goals = scene?.goals.map(({ does }) => does) ?? [];
  const topic = env.facts.talk.topics.find(({ id }) => id === context.topic);
  return {
    ...question(context, env, 'talk'),
    said: text,
    grows: true,
    args: {
      ...common(context, env),
      topic: topic?.ask ?? '',
      scene: scene?.scene ?? '',
      goals,
      reached: context.reached.map((index) => goals[index] ?? ''),
      turns_left: scene ? Math.max(0, scene.maxTurns - context.turns) : '',
      summary: context.summary,
    },
  };
}

/** What went well and what is worth keeping. */
export function askSummary(context: TalkContext, env: Env): Tutor {
  return {
    ...question(context, env, 'talk-summary'),
    args: {
      ...common(context, env),
      corrections: context.kept.map(({ better }) => better),
      summary: context.summary,
    },
  };
}

export function isLong({ line, condensed }: TalkContext): boolean {
  return line - condensed > inFull;
}

/** The older part of a long talk in a few sentences; nobody waits for it. */
export function askCondensed(context: TalkContext, env: Env): Tutor {
  return {
    ...question(context, env, 'condense'),
    beside: true,
    args: { ...common(context, env), summary: context.summary },
  };
}

/** The line up to which a summary asked for now stands. */
export function condensedTo({ line }: TalkContext): number {
  return line - inFull / 2;
}

export function askProof(context: TalkContext, text: string): Proofread {
  return { kind: 'proofread', request: requestOf(context, context.asked + 1), text };
}

function question<P extends Tutor['prompt']>(context: TalkContext, _env: Env, prompt: P) {
  return {
    kind: 'tutor' as const,
    request: requestOf(context, context.asked + 1),
    prompt,
    talk: { instance: context.instance, after: context.condensed },
  };
}

function common(context: TalkContext, env: Env) {
  const { name, voice } = personaAt(context, env);
  const level = levelAt(context, env);
  return { persona_name: name, persona_voice: voice, level, explain_in: explainIn(env, level) };
}
