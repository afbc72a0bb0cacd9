import { careMessage } from '../care.js';
import { escapeMarks, type Line, type Message, type Speaks } from '../effects.js';
import type { Env } from '../machine.js';
import { reasonOf } from '../tutor/proof-rules.js';
import { textOf } from '../tutor/script.js';
import { checkTalk, holdsWords, type CheckedReply } from '../tutor/talk-check.js';
import type { ErrorKind } from '../tutor/talk.js';
import { personaAt, sceneAt, type TalkContext, type TalkEvent } from './talk-context.js';
import { beginning, hintAt, reaching } from './talk-hints.js';
import type { ScriptTurn } from './talk-script.js';
import { asking, progress } from './talk-ways.js';

/** What a talk says beside what its persona says. */

/** Most paragraphs of a message (VOICE 1). */
const paragraphs = 3;

/** Where it is, what is to be done, and, where a script is followed, that it is one. */
export function setting(context: TalkContext, env: Env): Message {
  const scene = sceneAt(context, env);
  if (!scene) throw new Error('a free talk has no scene');
  const lines: Line[] = [{ text: scene.scene, role: 'explain' }];
  const goals = scene.goals.map(({ does }) => `• ${does}`).join('\n');
  lines.push({ say: 'talk.goals', args: { goals: { markup: goals } } });
  if (context.scripted) lines.push({ say: 'talk.scripted', args: { name: personaAt(context, env).name } });
  return { lines, progress: progress(context, env) };
}

/** The persona's first words; of a topic its question, with words that help. */
export function opening(context: TalkContext, env: Env): Message {
  const topic = env.facts.talk.topics.find(({ id }) => id === context.topic);
  const lines: Line[] = [spoken(context, env, openingText(context, env))];
  if (topic)
    lines.push({
      say: 'talk.helpWords',
      args: { words: { markup: topic.words.map((word) => `*${escapeMarks(word)}*`).join(', ') } },
    });
  return { ...asking(context, env, lines), speaks: aloud(context, env, openingText(context, env)) };
}

/** What the persona says can be heard as well, in a voice of their own; it stands in the first line. */
function aloud(context: TalkContext, env: Env, text: string): Speaks {
  return { text, leads: true, ...voiced(context, env) };
}

function voiced(context: TalkContext, env: Env): Pick<Speaks, 'voices'> {
  const { tts } = personaAt(context, env);
  return tts ? { voices: tts } : {};
}

export function openingText(context: TalkContext, env: Env): string {
  const scene = sceneAt(context, env);
  if (scene) return textOf(scene.offline[0]);
  const topic = env.facts.talk.topics.find(({ id }) => id === context.topic);
  if (topic) return topic.ask;
  const { openings } = personaAt(context, env);
  return openings[context.instance % openings.length] ?? '';
}

/** A model's reply: what is said first, then what was reached, then at most two corrections. */
export function reply(context: TalkContext, env: Env, checked: CheckedReply, ends: boolean): Message {
  const lines: Line[] = [spoken(context, env, checked.reply), ...reachedNow(context, env, checked.goals)];
  for (const { quote, better, reason } of checked.corrections.slice(0, paragraphs - lines.length))
    lines.push(correction(quote, better, reason));
  const after = { ...context, ...reaching(context, checked.goals) };
  const message = ends ? { lines, progress: progress(after, env) } : asking(after, env, lines);
  return { ...message, speaks: { ...aloud(context, env, checked.reply), personal: true } };
}

/** From here on a script is followed. */
export function scripted(context: TalkContext, env: Env): Message {
  return { lines: [{ say: 'talk.scripted', args: { name: personaAt(context, env).name } }] };
}

/** Lines of the script. */
export function scriptLines(context: TalkContext, env: Env, turn: ScriptTurn): Message {
  const { next, goals, over, text } = turn;
  const { offline = [] } = sceneAt(context, env) ?? {};
  const lines: Line[] = next.map((index) => spoken(context, env, textOf(offline[index])));
  lines.push(...reachedNow(context, env, goals));
  const after = { ...context, ...reaching(context, goals) };
  const message = over ? { lines, progress: progress(after, env) } : asking(after, env, lines);
  // Several lines are one speech, and all of them are written.
  if (text === '') return message;
  const speaks = next.length === 1 ? aloud(context, env, text) : { text, ...voiced(context, env) };
  return { ...message, speaks };
}

/** What helps, and no more of it offered where that was the last. */
export function hint(context: TalkContext, env: Env): Message {
  return asking({ ...context, hints: context.hints + 1 }, env, [hintAt(context, env)]);
}

/** What can certainly be said better, after an answer from the script. */
export function proof(found: readonly { wrong: string; better: string; rule: string }[]): Message {
  return {
    lines: found.map(({ wrong, better, rule }) => ({
      say: 'talk.correction',
      args: { wrong, better, reason: reasonOf(rule) },
    })),
  };
}

export function again(context: TalkContext, env: Env): Message {
  return asking(context, env, [{ say: 'talk.here', args: { name: personaAt(context, env).name } }]);
}

export function thinking(context: TalkContext, env: Env): Message {
  return { lines: [{ say: 'talk.waiting', args: { name: personaAt(context, env).name } }] };
}

export function trouble(context: TalkContext, event: TalkEvent): Message {
  const { env } = event;
  if (event.type === 'REFUSED') return asking(context, env, refusal(event, env));
  const spent = event.type === 'TROUBLE' && event.reason === 'spent';
  const name = personaAt(context, env).name;
  const variant = Math.max(0, context.asked - 1);
  return asking(context, env, [
    spent ? { say: 'talk.spent', variant } : { say: 'talk.failed', variant, args: { name } },
  ]);
}

function refusal({ concern }: Extract<TalkEvent, { type: 'REFUSED' }>, env: Env): Line[] {
  if (concern === 'self-harm') return careMessage(env.facts.helplines(env.profile.language)).lines;
  return [{ say: 'talk.kindly', variant: env.variant }];
}

export function goodbye(context: TalkContext, env: Env): Message {
  const { goodbyes } = personaAt(context, env);
  const text = goodbyes[context.instance % goodbyes.length] ?? '';
  return { lines: [spoken(context, env, text)], speaks: aloud(context, env, text) };
}

/** What went well and at most three things to keep; of a scene, what was reached. */
export function summary(context: TalkContext, event: TalkEvent): Message {
  const { env } = event;
  const scene = sceneAt(context, env);
  if (context.turns === 0) return { lines: [{ say: 'talk.short' }] };
  const lines: Line[] = [
    scene
      ? { say: 'talk.sceneDone', args: { reached: context.reached.length, count: scene.goals.length } }
      : { say: 'talk.done', args: { name: personaAt(context, env).name } },
  ];
  const kept = [...context.kept];
  if (event.type === 'SUMMED') {
    // Praise that quotes what nobody said is none.
    const { well, quote, keep } = event.reply;
    if (well.trim() !== '' && holdsWords(context.spoken, quote))
      lines.push({ say: 'talk.well', args: { well: well.slice(0, 300) } });
    for (const one of keep)
      if (one.better.trim() !== '' && !kept.some(({ better }) => holdsWords(better, one.better)))
        kept.push({ better: one.better.slice(0, 120), reason: one.reason.slice(0, 160) });
  }
  const next = scene?.goals.find((_, index) => !context.reached.includes(index));
  const words = next && beginning(next);
  if (kept.length > 0) {
    const items = kept
      .slice(-3)
      .map(({ better, reason }) => `• *${escapeMarks(better)}*: ${escapeMarks(reason)}`);
    lines.push({ say: 'talk.keep', args: { items: { markup: items.join('\n') } } });
  } else if (words !== undefined) lines.push({ say: 'talk.tryNext', args: { words } });
  else if (scene) lines.push({ say: 'talk.reachedAll' });
  return { lines, progress: progress(context, env) };
}

const written: readonly ErrorKind[] = ['spelling', 'punctuation'];

/** What of a reply is true, against what the learner wrote. */
export function checked(context: TalkContext, event: TalkEvent): CheckedReply | undefined {
  if (event.type !== 'REPLIED') return undefined;
  const goals = sceneAt(context, event.env)?.goals.length ?? 0;
  const found = checkTalk(event.reply, context.unanswered.join('\n'), { goals, reached: context.reached });
  if (event.env.aloud !== true || !found) return found;
  // Whoever speaks makes no mistakes in spelling: those are the transcriber's.
  return { ...found, corrections: found.corrections.filter(({ kind }) => !written.includes(kind)) };
}

/** Everybody speaks English; who it is stands before the first word. */
function spoken(context: TalkContext, env: Env, text: string): Line {
  const name = personaAt(context, env).name;
  return { text: `*${escapeMarks(name)}:* ${escapeMarks(text)}`, role: 'english', once: true };
}

function correction(wrong: string, better: string, reason: string): Line {
  return { say: 'talk.correction', args: { wrong, better, reason } };
}

function reachedNow(context: TalkContext, env: Env, goals: readonly number[]): Line[] {
  if (goals.length === 0) return [];
  const names = goals.map((index) => sceneAt(context, env)?.goals[index]?.does ?? '');
  return [{ say: 'talk.goalReached', args: { goals: names.join(', ') } }];
}
