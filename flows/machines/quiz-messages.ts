import type { Choice, LessonProgress, Line, Message } from '../effects.js';
import { exerciseOf } from '../exercises/registry.js';
import type { Env } from '../machine.js';
import { aidAt, localStep } from './lesson-context.js';
import { said } from './lesson-ways.js';
import { countOf, itemOf, type QuizContext, type QuizEvent } from './quiz-context.js';

/** What a quiz says: a question, a word on the answer, and in the end how it went. */

export function intro(context: QuizContext): Message {
  return { lines: [{ say: 'quiz.intro', args: { count: context.items.length } }] };
}

/** The question with its buttons, after a word on the answer before or on what did not fit. @param slow to be heard so */
export function question(context: QuizContext, env: Env, first: Line[] = [], slow = false): Message {
  const { step: at, env: here } = itemOf(context, env);
  const step = localStep(at, here);
  const exercise = exerciseOf(step);
  const { lines, options, speaks } = exercise.present(step, { ...aidAt(at), ...(slow && { slow }) });
  const value = (option: string) => `${context.instance}.${context.index}.${option}`;
  const told = context.index > 0 && kindAt(context, env, context.index - 1) === step.kind;
  const instruction = told ? undefined : exercise.answering?.instruction;
  const slower = exercise.answering?.slower;
  const choices = (options ?? []).map(
    ({ option, text }): Choice => ({ label: { text, role: 'english' }, value: value(String(option)) }),
  );
  return {
    lines: [...first, ...(instruction ? [instruction] : []), ...lines],
    choices,
    actions: [
      ...(speaks && slower ? [{ label: slower, value: value('slow') }] : []),
      ...(speaks ? [{ label: { say: 'action.cannotListen' } as const, value: value('deaf') }] : []),
      { label: { say: 'action.skipStep' }, value: value('skip') },
    ],
    asks: true,
    ...(speaks && { speaks }),
    progress: progress(context, env, context.index),
  };
}

function kindAt(context: QuizContext, env: Env, index: number): string {
  const { step: at, env: here } = itemOf(context, env, index);
  return localStep(at, here).kind;
}

export function unclear(context: QuizContext, env: Env): Message {
  const { step: at, env: here } = itemOf(context, env);
  const said = exerciseOf(localStep(at, here)).answering?.unclear(env.slips);
  return question(context, env, said ? [said] : []);
}

/** What is said to an answer in a message of its own: nothing to a right one, whose word leads the next question. */
export function verdict(context: QuizContext, event: QuizEvent): Message {
  return { lines: verdictLines(context, event), progress: progress(context, event.env, context.index + 1) };
}

/** A word on the right answer before, to begin the next message with: a quiz does not flood a chat. */
export function lead(context: QuizContext, event: QuizEvent): Line[] {
  if (event.type === 'MUTE') return [{ say: 'quiz.inWriting' }];
  return isRight(event) ? verdictLines({ ...context, index: context.index - 1 }, event) : [];
}

/** One telling a question: what was right and why, or the author's word on exactly this answer and the solution. */
function verdictLines(context: QuizContext, event: QuizEvent): Line[] {
  const { env } = event;
  const { step: at, env: here } = itemOf(context, env);
  const step = localStep(at, here);
  const answering = exerciseOf(step).answering;
  const lines: Line[] = [];
  const grade = event.type === 'GRADED' ? event.grade : undefined;
  if (grade && isRight(event)) {
    if (grade.slip) {
      const { word, writtenMarkup } = grade.slip;
      lines.push({ say: 'lesson.typo', args: { word, written: { markup: writtenMarkup } } });
    } else if (!grade.said) lines.push({ say: 'lesson.right', variant: env.variant });
    lines.push(...said(grade, env.variant), ...(grade.also ?? []));
    if (grade.feedback !== undefined) lines.push({ text: grade.feedback, role: 'explain' });
  } else {
    lines.push(...(grade?.said ?? []).slice(0, 1));
    if (grade?.feedback !== undefined) lines.push({ text: grade.feedback, role: 'explain' });
    // By how many were missed: turns pass between two questions that nobody sees, as many each time.
    lines.push({ say: grade ? 'quiz.itIs' : 'lesson.left', variant: context.missed.length });
    lines.push({ text: answering?.solution(step) ?? '', role: 'english' });
    const why = answering?.explanation(step);
    if (why !== undefined && grade?.feedback === undefined) lines.push({ text: why, role: 'explain' });
  }
  return lines;
}

/** What was missed is looked at once more; the count comes last (VOICE 4). */
export function result(context: QuizContext, event: QuizEvent): Message {
  const { env } = event;
  const { right, missed, points } = context;
  const lines: Line[] = isRight(event) ? lead(context, event) : [];
  const again = missed.slice(-2).flatMap((index) => {
    const { step: at, env: here } = itemOf(context, env, index);
    const step = localStep(at, here);
    return exerciseOf(step).answering?.solution(step) ?? [];
  });
  if (again.length === 0) lines.push({ say: 'quiz.allRight' });
  else lines.push({ say: 'quiz.again', args: { count: again.length } });
  for (const text of again) lines.push({ text, role: 'english' });
  lines.push({ say: 'quiz.result', args: { right, count: countOf(context), points } });
  return { lines, progress: progress(context, env, context.items.length) };
}

export function isRight(event: QuizEvent): boolean {
  return event.type === 'GRADED' && (event.grade.verdict === 'right' || event.grade.verdict === 'typo');
}

function progress({ items }: QuizContext, env: Env, done: number): LessonProgress {
  const title = env.phrase({ say: 'quiz.title' });
  // Half a minute a question.
  return { title, total: items.length, done, minutesLeft: Math.ceil((items.length - done) / 2) };
}
