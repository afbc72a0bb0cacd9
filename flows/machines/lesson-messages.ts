import type { Line, Message } from '../effects.js';
import { careMessage } from '../care.js';
import type { Grade } from '../exercises/exercise.js';
import { exerciseOf } from '../exercises/registry.js';
import type { Env } from '../machine.js';
import {
  aidAt,
  asks,
  lessonOf,
  localStep,
  localText,
  type LessonContext,
  type LessonEvent,
  type Trouble,
} from './lesson-context.js';
import { heard, own, progress, said, ways } from './lesson-ways.js';
import { focusOf, readInNumbers, told } from './reading-messages.js';

/** What a lesson says. Whatever asks for something has it on the last line (VOICE 1). */

export function intro(env: Env): Message {
  const { minutes } = lessonOf(env).lesson;
  return { lines: [{ say: 'lesson.intro', args: { title: localText('title', env), minutes } }] };
}

/** The step it has come to, with its buttons where it asks or waits. */
export function show(context: LessonContext, env: Env): Message {
  const step = localStep(context, env);
  const exercise = exerciseOf(step);
  const { lines, speaks } = exercise.present(step, aidAt(context));
  const instruction = context.instructed.includes(step.kind) ? undefined : exercise.answering?.instruction;
  return {
    lines: instruction ? [instruction, ...lines] : lines,
    ...ways(context, env),
    ...heard(context, env, speaks),
    progress: progress(context, env),
  };
}

/** What is to be heard once more, slowly. */
export function slowly(context: LessonContext, env: Env): Message {
  const step = localStep(context, env);
  const { lines, speaks } = exerciseOf(step).present(step, { ...aidAt(context, true), slow: true });
  return {
    lines: lines.length > 0 ? lines : [{ say: 'listen.instruction' }],
    ...ways(context, env),
    ...heard(context, env, speaks),
    progress: progress(context, env),
  };
}

/** From here on in writing. */
export function inWriting(): Message {
  return { lines: [{ say: 'aloud.inWriting' }] };
}

export function instructed(context: LessonContext, env: Env): Pick<LessonContext, 'instructed'> {
  const { kind } = localStep(context, env);
  return {
    instructed: context.instructed.includes(kind) ? context.instructed : [...context.instructed, kind],
  };
}

/** The open question once more, after a word on what did not fit. */
export function again(context: LessonContext, env: Env, unclear: boolean, grade?: Grade): Message {
  const step = localStep(context, env);
  const { lines, speaks } = exerciseOf(step).present(step, aidAt(context));
  const unfit = exerciseOf(step).answering?.unclear(env.slips);
  const word: Line[] = unclear ? (grade?.said ? said(grade, env.slips) : unfit ? [unfit] : []) : [];
  return {
    lines: [...word, ...lines],
    ...ways(context, env),
    ...heard(context, env, speaks),
    progress: progress(context, env),
  };
}

export function praise(context: LessonContext, event: LessonEvent): Message {
  if (event.type !== 'GRADED') throw new Error(`no grade in ${event.type}`);
  const { grade, env } = event;
  const lines: Line[] = [];
  if (grade.reading) lines.push(...told(grade.reading, env, focusOf(context, env)));
  else if (grade.verdict === 'typo' && grade.slip) {
    const { word, writtenMarkup } = grade.slip;
    lines.push({ say: 'lesson.typo', args: { word, written: { markup: writtenMarkup } } });
  } else if (!grade.said) {
    lines.push({ say: context.misses > 0 ? 'lesson.rightNow' : 'lesson.right', variant: env.variant });
  }
  lines.push(...said(grade, env.variant), ...(grade.also ?? []));
  if (grade.feedback !== undefined) lines.push({ text: grade.feedback, role: 'explain' });
  return { lines, ...(grade.reading && readInNumbers(grade.reading)), progress: progress(context, env, 1) };
}

/** After a miss: what was understood, the author's word on exactly this answer, a hint, the question. */
export function feedback(context: LessonContext, event: LessonEvent): Message {
  if (event.type !== 'GRADED') throw new Error(`no grade in ${event.type}`);
  const { grade, env } = event;
  const step = localStep(context, env);
  const lines: Line[] = [];
  if (grade.slip) {
    const { writtenMarkup, wordMarkup } = grade.slip;
    lines.push({
      say: 'lesson.spelling',
      args: { word: { markup: wordMarkup }, written: { markup: writtenMarkup } },
    });
  }
  if (grade.reading) lines.push(...told(grade.reading, env));
  lines.push(...said(grade, env.variant + context.misses));
  const next = exerciseOf(step).answering?.hint(step, context.hints);
  // Never the same line for the same slip: a hint tells what the author's word on it did not.
  if (isTold(context, grade))
    lines.push({ say: next === undefined ? 'lesson.sameAgain' : 'lesson.same', variant: env.variant });
  else if (grade.feedback !== undefined) lines.push({ text: grade.feedback, role: 'explain' });
  if (lines.length === 0) lines.push({ say: 'lesson.notYet', variant: env.variant + context.misses });
  if (next !== undefined) lines.push({ say: 'lesson.hint', args: { hint: { markup: next } } });
  const tried = grade.option === undefined ? context.tried : [...context.tried, grade.option];
  const after = { ...context, tried, hints: context.hints + (next === undefined ? 0 : 1) };
  const presented = exerciseOf(step).present(step, aidAt(after, true));
  // Options stand for themselves; a gap has to be seen again.
  if (!presented.options) lines.push(...presented.lines);
  else lines.push({ say: 'choice.again', variant: context.misses });
  return {
    lines,
    ...ways(after, env),
    ...heard(context, env, presented.speaks),
    progress: progress(context, env),
  };
}

/** The author's word on this answer was said to one before it. */
function isTold({ told = [] }: LessonContext, { feedback }: Grade): boolean {
  return feedback !== undefined && told.includes(feedback);
}

/** The step in the learner's own language, with what was explained just before it. */
export function inOwnLanguage(context: LessonContext, env: Env): Message {
  const before = context.index - 1;
  const explained = before >= 0 && !asks(context, env, before) ? localStep(context, env, before) : undefined;
  const lines = explained ? exerciseOf(explained).present(explained, aidAt(context)).lines : [];
  const { lines: own, ...ways } = again(context, env, false);
  return { lines: [...lines, ...own], ...ways };
}

/**
 * What somebody's own text came to, with time to look at it: some of its points, or a model answer to compare it
 * with where nobody here can judge it.
 */
export function review(context: LessonContext, event: LessonEvent): Message {
  if (event.type !== 'GRADED') throw new Error(`no grade in ${event.type}`);
  const { grade, env, trouble } = event;
  const lines: Line[] = [];
  if (trouble !== undefined) lines.push(troubled(trouble));
  lines.push(...said(grade, env.variant));
  if (grade.feedback !== undefined) lines.push({ text: grade.feedback, role: 'explain' });
  const unscored = grade.verdict === 'unscored';
  return {
    lines,
    choices: unscored
      ? [own(context, 'open.all', 'next'), own(context, 'open.notAll', 'missing')]
      : [own(context, 'action.next', 'next')],
    asks: true,
    progress: progress(context, env),
  };
}

/** A model is looking at an answer. */
export function reading(): Message {
  return { lines: [{ say: 'lesson.reading' }] };
}

/** What was written cannot be answered like any other text; the question stays. */
export function refusal(context: LessonContext, event: LessonEvent): Message {
  if (event.type !== 'REFUSED') throw new Error(`nothing was refused in ${event.type}`);
  const { env, concern } = event;
  const { lines, ...ways } = again(context, env, false);
  const word: Line[] =
    concern === 'self-harm'
      ? careMessage(env.facts.helplines(env.profile.language)).lines
      : [{ say: 'talk.kindly', variant: env.variant }];
  return { lines: [...word, ...lines], ...ways };
}

function troubled(trouble: Trouble): Line {
  return trouble === 'spent' ? { say: 'tutor.spent' } : { say: 'tutor.failed' };
}

export function hint(context: LessonContext, env: Env): Message {
  const step = localStep(context, env);
  const text = exerciseOf(step).answering?.hint(step, context.hints) ?? '';
  const after = { ...context, hints: context.hints + 1 };
  const { lines, options } = exerciseOf(step).present(step, aidAt(after, true));
  return {
    lines: [{ say: 'lesson.hint', args: { hint: { markup: text } } }, ...(options ? [] : lines)],
    ...ways(after, env),
    progress: progress(context, env),
  };
}

/** The answer, kindly: after a third miss, and where the learner leaves it. */
export function reveal(context: LessonContext, event: LessonEvent): Message {
  const { env } = event;
  const step = localStep(context, env);
  const answering = exerciseOf(step).answering;
  const missed = event.type === 'GRADED' && !isTold(context, event.grade) ? event.grade.feedback : undefined;
  const also =
    event.type === 'GRADED'
      ? [...(event.grade.reading ? told(event.grade.reading, env) : []), ...said(event.grade, env.variant)]
      : [];
  const why = answering?.explanation(step);
  return {
    lines: [
      ...also,
      ...(missed === undefined ? [] : [{ text: missed, role: 'explain' } as const]),
      // By how often it was said: turns pass between two steps that nobody sees, as many each time.
      event.type === 'GRADED'
        ? { say: 'lesson.reveal', variant: context.shown?.told ?? 0 }
        : { say: 'lesson.left', variant: context.shown?.left ?? 0 },
      { text: answering?.solution(step) ?? '', role: 'english' },
      ...(why === undefined || missed !== undefined ? [] : [{ text: why, role: 'explain' } as const]),
    ],
    progress: progress(context, env, 1),
  };
}

/** What was learned; what comes next is the session's to say. */
export function summary(context: LessonContext, env: Env): Message {
  const { lesson } = lessonOf(env);
  const words = lesson.steps.flatMap((step) => exerciseOf(step).word?.(step).text ?? []);
  const lines: Line[] = [
    // "Now you can" is not said to somebody who was shown most of it.
    context.points * 2 < context.exercises
      ? { say: 'lesson.doneHard', args: { points: context.points } }
      : { say: 'lesson.done', args: { canDo: localText('can_do', env), points: context.points } },
  ];
  if (words.length > 0)
    lines.push({
      say: 'lesson.words',
      args: { count: words.length, words: { markup: words.map((word) => `*${word}*`).join(', ') } },
    });
  if (context.hard.length === 0) lines.push({ say: 'lesson.smooth', args: { count: context.exercises } });
  return { lines, progress: progress({ ...context, index: lesson.steps.length }, env) };
}

/** What was hard, the latest first: two sentences are read again, a list is not. */
export function lookBack(context: LessonContext, env: Env): Message {
  const hard = context.hard
    .slice(-2)
    .reverse()
    .flatMap((index) => {
      const step = localStep(context, env, index);
      return exerciseOf(step).answering?.solution(step) ?? [];
    });
  return {
    lines: [
      { say: 'lesson.hard', args: { count: hard.length } },
      ...hard.map((text): Line => ({ text, role: 'english' })),
    ],
    progress: progress({ ...context, index: lessonOf(env).lesson.steps.length }, env),
  };
}
