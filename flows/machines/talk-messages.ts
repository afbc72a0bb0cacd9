import { careMessage } from '../care.js';
import { local } from '../clock-time.js';
import {
  escapeMarks,
  type Choice,
  type LessonProgress,
  type Line,
  type Message,
  type Say,
  type Speaks,
} from '../effects.js';
import type { Env } from '../machine.js';
import { command } from '../replies.js';
import { reasonOf } from '../tutor/proof-rules.js';
import { topicOf } from '../progress/pick-topic.js';
import { expand } from '../scoring/patterns.js';
import { checkTalk, holdsWords, type CheckedReply } from '../tutor/talk-check.js';
import { textOf } from '../tutor/script.js';
import type { ErrorKind } from '../tutor/talk.js';
import type { ScriptTurn } from './talk-script.js';
import type { Topic } from '../tutor/topic.js';
import { localText } from './lesson-context.js';
import {
  personaAt,
  type positionOf,
  sceneAt,
  scenesAt,
  type TalkContext,
  type TalkEvent,
} from './talk-context.js';

/** What a talk says beside what its persona says. */

/** Most paragraphs of a message (VOICE 1). */
const paragraphs = 3;

export function choosePersona(context: TalkContext, env: Env, first: Say = { say: 'talk.ask' }): Message {
  const { personas } = env.facts.talk;
  const free = [...personas.values()].filter(({ chat }) => chat !== false).sort((a, b) => a.order - b.order);
  const topic = topicToday(env);
  return {
    lines: [first],
    choices: free.map(({ id, name, about, abouts }) =>
      choice(context, 'who', `p-${id}`, {
        say: 'talk.person',
        args: { name, about: abouts[env.profile.language] ?? about },
      }),
    ),
    actions: [
      ...(topic
        ? [choice(context, 'who', `t-${topic.id}`, { say: 'talk.topicToday', args: { title: topic.title } })]
        : []),
      choice(context, 'who', 'scenes', { say: 'talk.roleplays' }),
      ...(env.facts.pronounces && env.facts.course.sounds ? [command({ say: 'action.drill' }, 'drill')] : []),
    ],
    asks: true,
  };
}

export function chooseScene(context: TalkContext, env: Env, ...first: Say[]): Message {
  const title = (id: string) => {
    const stored = env.facts.talk.scenes.get(id);
    return stored?.sidecars[env.profile.language]?.title ?? stored?.scene.title ?? id;
  };
  return {
    lines: first,
    choices: scenesAt(context, env).map(({ id }) => ({
      label: { plain: title(id) },
      value: value(context, 'scene', `s-${id}`),
    })),
    actions: [
      choice(context, 'scene', 'more', { say: 'talk.moreScenes' }),
      choice(context, 'scene', 'end', { say: 'talk.end' }),
    ],
    asks: true,
  };
}

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
  const after = { ...context, reached: [...context.reached, ...checked.goals] };
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
  const after = { ...context, reached: [...context.reached, ...goals] };
  const message = over ? { lines, progress: progress(after, env) } : asking(after, env, lines);
  // Several lines are one speech, and all of them are written.
  if (text === '') return message;
  const speaks = next.length === 1 ? aloud(context, env, text) : { text, ...voiced(context, env) };
  return { ...message, speaks };
}

/** First what is still to be done, then words to begin with; in a free talk ways to go on. */
export function hint(context: TalkContext, env: Env): Message {
  const scene = sceneAt(context, env);
  const open = scene?.goals.find((_, index) => !context.reached.includes(index));
  const lines: Line[] = [];
  if (open) {
    lines.push({ say: 'talk.hintGoal', args: { goal: open.does } });
    const words = beginning(open.when);
    const turn = context.hints % 3;
    if (turn === 1 && words !== undefined) lines.push({ say: 'talk.hintSay', args: { words } });
    else if (turn > 0) lines.push({ say: 'talk.noHint' });
  } else lines.push({ say: 'talk.hintAsk', variant: context.hints });
  return asking(context, env, lines);
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
  const words = next && beginning(next.when);
  if (kept.length > 0) {
    const items = kept
      .slice(-3)
      .map(({ better, reason }) => `• *${escapeMarks(better)}*: ${escapeMarks(reason)}`);
    lines.push({ say: 'talk.keep', args: { items: { markup: items.join('\n') } } });
  } else if (words !== undefined) lines.push({ say: 'talk.tryNext', args: { words } });
  else if (scene) lines.push({ say: 'talk.reachedAll' });
  return { lines, progress: progress(context, env) };
}

export function topicToday(env: Env): Topic | undefined {
  const zone = env.profile.timeZone ?? env.guess.timeZone ?? 'UTC';
  const { date } = local(env.at, zone);
  return topicOf(env.facts.talk.topics, env.profile, date, env.profile.name ?? '');
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
  return { text: `*${escapeMarks(name)}:* ${escapeMarks(text)}`, role: 'english' };
}

function correction(wrong: string, better: string, reason: string): Line {
  return { say: 'talk.correction', args: { wrong, better, reason } };
}

function reachedNow(context: TalkContext, env: Env, goals: readonly number[]): Line[] {
  if (goals.length === 0) return [];
  const names = goals.map((index) => sceneAt(context, env)?.goals[index]?.does ?? '');
  return [{ say: 'talk.goalReached', args: { goals: names.join(', ') } }];
}

/** The first words of what a goal could be reached with. */
function beginning(when: readonly string[] | undefined): string | undefined {
  // The fullest that is still a beginning: what may be left out makes it sound like English.
  const [first] = expand(when?.[0] ?? '')
    .filter((words) => words !== '' && words.length <= 32)
    .toSorted((a, b) => b.length - a.length);
  return first;
}

function asking(context: TalkContext, env: Env, lines: Line[]): Message {
  return {
    lines,
    actions: [
      choice(context, 'talk', 'hint', { say: 'action.hint' }),
      choice(context, 'talk', 'end', { say: context.step === undefined ? 'talk.end' : 'talk.leave' }),
    ],
    asks: true,
    ...(context.step !== undefined && { progress: progress(context, env) }),
  };
}

function progress(context: TalkContext, env: Env): LessonProgress {
  const scene = sceneAt(context, env);
  const total = scene?.goals.length ?? 1;
  const done = context.reached.length;
  return {
    title: context.step === undefined ? env.phrase({ say: 'talk.title' }) : localText('title', env),
    total,
    done,
    minutesLeft: Math.max(0, total - done),
  };
}

function choice(context: TalkContext, question: Position, option: string, label: Say): Choice {
  return { label, value: value(context, question, option) };
}

function value(context: TalkContext, question: Position, option: string): string {
  return `${context.instance}.${question}.${option}`;
}

type Position = ReturnType<typeof positionOf>;
