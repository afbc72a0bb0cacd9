import { escapeMarks, type Choice, type Line, type Message, type Say, type Speaks } from '../effects.js';
import { keepBlanks } from '../exercises/lines.js';
import type { Env } from '../machine.js';
import { command } from '../replies.js';
import type { HardWord, JudgedReading } from '../scoring/reading-verdict.js';
import { numbersWay } from '../speech/in-numbers.js';
import type { VoicesToDraw } from '../speech/picture.js';
import type { Scores } from '../speech/scores.js';
import { bare } from '../scoring/speech/tokens.js';
import { soundOf } from '../speech/sounds.js';
import {
  localStep,
  sensesOf,
  type KeptReading,
  type LessonContext,
  type LessonEvent,
} from './lesson-context.js';
import { heard, own, progress, said } from './lesson-ways.js';

/** What is said of something that was read aloud: words first, what to do with the mouth, numbers where asked for. */

/** A sound that went at least as well as this is praised, 0-100. */
const good = 85;

/**
 * What was read aloud, where something in it was hard or not heard: the words, what to do with the mouth, the model's
 * voice and a picture; once more or on. After the last telling it goes on by itself.
 */
export function readingReview(context: LessonContext, event: LessonEvent, goesOn: boolean): Message {
  if (event.type !== 'GRADED' || !event.grade.reading) throw new Error(`nothing was read in ${event.type}`);
  const { grade, env } = event;
  const { reading } = event.grade;
  const lines = [...told(reading, env), ...said(grade, env.variant), marked(reading)];
  return {
    lines,
    ...(goesOn ? readInNumbers(reading) : readingWays(context, env, reading.scores, false)),
    ...heard(context, env, modelOf(reading)),
    ...pictureOf(reading, env),
    progress: progress(context, env, goesOn ? 1 : 0),
  };
}

/** A reading beside the model's voice. */
export function look(context: LessonContext, event: LessonEvent): Message {
  const { reading } = context;
  if (event.type !== 'LOOK' || !reading) throw new Error(`nothing to look at in ${event.type}`);
  const { env } = event;
  return {
    ...bothVoices(reading, env),
    ...readingWays(context, env, reading.scores, true),
    progress: progress(context, env),
  };
}

/** @param compared both voices are there to be heard already */
function readingWays(
  context: LessonContext,
  env: Env,
  scores: Scores,
  compared: boolean,
): Pick<Message, 'choices' | 'actions' | 'asks'> {
  const compare: Choice = {
    label: { say: 'action.compare' },
    value: `${context.instance}.${context.index}.compare`,
  };
  const isDrill = context.drill !== undefined || context.drillOffered === true;
  return {
    choices: [own(context, 'action.onceMore', 'again'), own(context, 'action.next', 'next')],
    actions: [
      ...numbersWay(scores, { say: 'action.numbers' }),
      ...(sensesOf(context, env).ears ? [compare] : []),
      ...(env.facts.course.sounds && !isDrill && sensesOf(context, env).sounds && !compared
        ? [command({ say: 'action.drill' }, 'drill')]
        : []),
    ],
    asks: true,
  };
}

/** One tap away, where it goes on by itself. */
export function readInNumbers({ scores }: Pick<JudgedReading, 'scores'>): Pick<Message, 'alongside'> {
  const alongside = numbersWay(scores, { say: 'action.readingNumbers' });
  return alongside.length > 0 ? { alongside } : {};
}

/** The sounds that the open step looks at. */
export function focusOf(context: LessonContext, env: Env): readonly string[] {
  const step = localStep(context, env);
  return 'focus' in step ? (step.focus ?? []) : [];
}

/** What was heard of it, and how the hardest sound is made. @param focus sounds that the step looks at */
export function told(judged: JudgedReading, env: Env, focus: readonly string[] = []): Line[] {
  const { verdict, sounds } = judged;
  const { variant } = env;
  if (verdict.kind === 'clear') {
    const praised = sounds.find(({ phone, times, sum }) => focus.includes(phone) && sum / times >= good);
    const sound = praised && soundOf(env.facts.course.sounds, praised.phone, env.profile.language);
    if (!sound) return [{ say: 'aloud.clear', variant }];
    return [{ say: 'aloud.clearSound', variant, args: { example: { markup: sound.example } } }];
  }
  if (verdict.kind === 'hard') {
    const { hard } = verdict;
    return [{ say: 'aloud.hard', args: { count: hard.length, words: listed(hard) } }, ...howTo(hard, env)];
  }
  if (verdict.kind !== 'missing') return [];
  const { missing, hard } = verdict;
  const last = lastRead(judged, missing.length);
  if (last !== undefined)
    return [{ say: 'aloud.until', variant, args: { word: { markup: strong(last) } } }, ...howTo(hard, env)];
  const missed: Line =
    missing.length > most
      ? { say: 'aloud.parts', args: { words: listed(missing.slice(0, most - 1)) } }
      : { say: 'aloud.missing', variant, args: { words: listed(missing) } };
  return [
    missed,
    ...(hard.length > 0 ? [{ say: 'aloud.hardToo', args: { words: listed(hard) } } as const] : []),
    ...howTo(hard, env),
  ];
}

/** The text with what was hard or not heard in strong letters. */
function marked({ words }: JudgedReading): Line {
  const text = words
    .filter(({ error }) => error !== 'Insertion')
    .map(({ text, error }) => (isAmiss(error) ? strong(text) : escapeMarks(text)))
    .join(' ');
  return { text, role: 'english', once: true };
}

/** The hardest word, and then with its neighbours. */
function modelOf({ verdict, words }: JudgedReading): Speaks | undefined {
  const [hardest] = 'hard' in verdict ? verdict.hard : [];
  if (!hardest) return undefined;
  const said = words.filter(({ error }) => error !== 'Insertion');
  const at = said.indexOf(words[hardest.at] ?? { text: '', error: 'None' });
  const around = said.slice(Math.max(0, at - 1), at + 3).map(({ text }) => text);
  return { text: `${hardest.text}. ${around.join(' ').replace(/[.,!?;:]+$/, '')}.`, slow: true };
}

/** The sentence, coloured by word. */
function pictureOf({ words }: JudgedReading, env: Env): Pick<Message, 'draws'> {
  const { language } = env.profile;
  const alt: Line = { say: 'aloud.picture' };
  return { draws: { picture: { kind: 'sentence', title: env.phrase(alt), words, language }, alt } };
}

/** The learner's voice and the model's, to be heard one after the other and seen one above the other. */
function bothVoices({ text, own }: KeptReading, env: Env): Message {
  const instead: Line = { say: 'aloud.bothNot' };
  if (!own) return { lines: [{ text, role: 'english' }], speaks: { text, instead } };
  const alt: Line = { say: 'aloud.both' };
  const picture: VoicesToDraw = {
    kind: 'voices',
    title: env.phrase(alt),
    own: { file: own.file, label: env.phrase({ say: 'aloud.own' }) },
    model: { label: env.phrase({ say: 'aloud.model' }) },
    language: env.profile.language,
  };
  return { lines: [alt], speaks: { text, own, instead, draws: { picture, alt } } };
}

/** What the hardest word sounded like, and how its weakest sound is made. */
function howTo([hardest]: readonly HardWord[], env: Env): Say[] {
  if (!hardest) return [];
  const { text, soundedLike, phone } = hardest;
  const sound =
    phone === undefined ? undefined : soundOf(env.facts.course.sounds, phone, env.profile.language);
  const { example = '', make = '' } = sound ?? {};
  return [
    ...(soundedLike === undefined
      ? []
      : [
          { say: 'aloud.soundedLike', args: { word: { markup: strong(text) }, heard: soundedLike } } as const,
        ]),
    ...(sound
      ? [
          {
            say: 'aloud.make',
            args: { example: { markup: example }, make: { markup: keepBlanks(make) } },
          } as const,
        ]
      : []),
  ];
}

/** The last word that was heard of a text that was not read to its end. @param missing words that were not heard */
function lastRead({ words }: JudgedReading, missing: number): string | undefined {
  const text = words.filter(({ error }) => error !== 'Insertion');
  const last = text.findLastIndex(({ error }) => error !== 'Omission');
  return missing >= unread && text.length - last - 1 === missing ? bare(text[last]?.text ?? '') : undefined;
}

/** Words that are named of those that were not heard. */
const most = 4;

/** From so many words on it is the end that is missing, and not this word and that. */
const unread = 3;

function listed(words: readonly { text: string }[]): { markup: string } {
  return { markup: words.map(({ text }) => strong(text)).join(', ') };
}

function strong(text: string): string {
  return `*${escapeMarks(text)}*`;
}

function isAmiss(error: string): boolean {
  return error === 'Mispronunciation' || error === 'Substitution' || error === 'Omission';
}
