import type { Proofread, Tutor } from '../effects.js';
import type { Env } from '../machine.js';
import { explainIn } from '../tutor/explain-in.js';
import { levelAt, personaAt, sceneAt, type TalkContext } from './talk-context.js';

/** Lines that stay as they are when what came before them is summed up. */
const inFull = 8;

/** Names what is asked for: flow instance, step, attempt. */
export function requestOf(context: TalkContext, asked: number): string {
  return `${context.instance}.talk.${asked}`;
}

/** The next reply to everything unanswered, all of which is moderated before it is sent. */
export function askReply(context: TalkContext, env: Env): Tutor {
  const scene = sceneAt(context, env);
  const goals = scene?.goals.map(({ does }) => does) ?? [];
  const topic = env.facts.talk.topics.find(({ id }) => id === context.topic);
  return {
    ...question(context, 'talk'),
    said: context.unanswered,
    ...grows(env),
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

/** Nobody under 18 reads half an answer that moderation may still stop; who wants only to hear it reads none. */
function grows({ profile, facts }: Env): Pick<Tutor, 'grows'> {
  if (facts.speaks && profile.sound === 'voice') return {};
  return { grows: profile.age === 'adult' ? 'freely' : 'checked' };
}

/** What went well and what is worth keeping. */
export function askSummary(context: TalkContext, env: Env): Tutor {
  return {
    ...question(context, 'talk-summary'),
    args: {
      ...common(context, env),
      corrections: context.kept.map(({ better }) => better),
      summary: context.summary,
    },
  };
}

export function isLong({ weight, heavy }: TalkContext): boolean {
  return weight > heavy;
}

/** The older part of a long talk in a few sentences; nobody waits for it. */
export function askCondensed(context: TalkContext, env: Env): Tutor {
  return {
    ...question(context, 'condense'),
    beside: true,
    args: { ...common(context, env), summary: context.summary },
  };
}

/** The line up to which a summary asked for now stands. */
export function condensedTo({ line, condensed }: TalkContext): number {
  return Math.max(condensed, line - inFull);
}

export function askProof(context: TalkContext, text: string): Proofread {
  return { kind: 'proofread', request: requestOf(context, context.asked + 1), text };
}

function question<P extends Tutor['prompt']>(context: TalkContext, prompt: P) {
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
