import { escapeMarks, type Choice, type Line, type Message, type Say, type Speaks } from '../effects.js';
import { keepBlanks } from '../exercises/lines.js';
import type { Env } from '../machine.js';
import { command } from '../replies.js';
import type { HardWord, JudgedReading } from '../scoring/reading-verdict.js';
import type { MetricName } from '../speech/scores.js';
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
    ...(goesOn ? {} : readingWays(context, env, reading.scores.overall.value !== null)),
    ...heard(context, env, modelOf(reading)),
    ...pictureOf(reading, env),
    progress: progress(context, env, goesOn ? 1 : 0),
  };
}

/** A reading in numbers, or beside the model's voice. */
export function look(context: LessonContext, event: LessonEvent): Message {
  const { reading } = context;
  if (event.type !== 'LOOK' || !reading) throw new Error(`nothing to look at in ${event.type}`);
  const { env, at } = event;
  const message = at === 'numbers' ? { lines: inNumbers(reading) } : bothVoices(reading, env);
  return { ...message, ...readingWays(context, env, true, at), progress: progress(context, env) };
}

/** @param seen what is on the screen already */
function readingWays(
  context: LessonContext,
  env: Env,
  isScored: boolean,
  seen?: 'numbers' | 'compare',
): Pick<Message, 'choices' | 'actions' | 'asks'> {
  const way = (say: 'action.numbers' | 'action.compare', option: string): Choice => ({
    label: { say },
    value: `${context.instance}.${context.index}.${option}`,
  });
  const isDrill = context.drill !== undefined || context.drillOffered === true;
  return {
    choices: [own(context, 'action.onceMore', 'again'), own(context, 'action.next', 'next')],
    actions: [
      ...(isScored && seen !== 'numbers' ? [way('action.numbers', 'numbers')] : []),
      ...(sensesOf(context, env).ears ? [way('action.compare', 'compare')] : []),
      ...(env.facts.course.sounds && !isDrill && sensesOf(context, env).sounds && seen === undefined
        ? [command({ say: 'action.drill' }, 'drill')]
        : []),
    ],
    asks: true,
  };
}

/** The sounds that the open step looks at. */
export function focusOf(context: LessonContext, env: Env): readonly string[] {
  const step = localStep(context, env);
  return 'focus' in step ? (step.focus ?? []) : [];
}

/** What was heard of it, and how the hardest sound is made. @param focus sounds that the step looks at */
export function told({ verdict, sounds }: JudgedReading, env: Env, focus: readonly string[] = []): Line[] {
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
  return [
    { say: 'aloud.missing', variant, args: { words: listed(missing.slice(0, 4)) } },
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
  return { text, role: 'english' };
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

/** What the record keeps, for who wants to know. */
function inNumbers({ scores }: KeptReading): Line[] {
  const lines = shown.flatMap((name): Line[] => {
    const metric = scores[name];
    if (!metric) return [];
    const value = metric.value === null ? ({ say: 'aloud.notMeasured' } as const) : Math.round(metric.value);
    return [{ say: `aloud.${name}`, args: { value } }];
  });
  return [{ say: 'aloud.numbers' }, ...lines];
}

const shown = ['overall', 'accuracy', 'fluency', 'completeness', 'prosody'] as const satisfies readonly (
  | MetricName
  | 'overall'
)[];

/** The learner's voice and the model's, to be heard one after the other and seen one above the other. */
function bothVoices({ text, own }: KeptReading, env: Env): Message {
  const speaks: Speaks = { text, ...(own && { own }) };
  // The model's waves are known once it was played.
  if (!own || env.played?.text !== text) return { lines: [{ say: 'aloud.bothOnce' }], speaks };
  const alt: Line = { say: 'aloud.both' };
  const { language } = env.profile;
  return {
    lines: [alt],
    speaks,
    draws: {
      picture: {
        kind: 'voices',
        title: env.phrase(alt),
        own: { file: own.file, label: env.phrase({ say: 'aloud.own' }) },
        model: { file: env.played.file, label: env.phrase({ say: 'aloud.model' }) },
        language,
      },
      alt,
    },
  };
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

function listed(words: readonly { text: string }[]): { markup: string } {
  return { markup: words.map(({ text }) => strong(text)).join(', ') };
}

function strong(text: string): string {
  return `*${escapeMarks(text)}*`;
}

function isAmiss(error: string): boolean {
  return error === 'Mispronunciation' || error === 'Substitution' || error === 'Omission';
}
