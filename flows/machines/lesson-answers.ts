import { asksAbout } from '../asks.js';
import { exerciseOf } from '../exercises/registry.js';
import type { Answer, Grade, GradingAid } from '../exercises/exercise.js';
import type { Result } from '../events.js';
import type { Step } from '../lesson.js';
import type { Env, FlowEvent, Input, Understood, View } from '../machine.js';
import { judgeSpeech, type JudgedSpeech } from '../scoring/free-speech.js';
import { normalise } from '../scoring/normalise.js';
import type { Hears } from '../speech/hears.js';
import type { Clip } from '../speech/recording.js';
import { usable } from '../tutor/usable.js';
import { says } from '../words.js';
import { aidAt, localStep, type LessonContext, type Trouble } from './lesson-context.js';

/** What an answer means at the open step: graded here, so that the machine only decides what follows. */
export function understandAnswer(view: View, input: Input, env: Env): Understood {
  const context = view.context as LessonContext;
  const waits = view.state === 'reading' || view.state === 'checking';
  const goesOn = 'option' in input ? input.option === 'next' : says(env, 'words.continue', input.text);
  if (view.state === 'reading' && isAsking(context, input, env))
    return { event: { type: 'AGAIN', env, asked: true }, certain: false };
  // "Continue" means what it says here.
  if (view.state === 'reading' && !('option' in input && input.option === 'own'))
    return { event: { type: 'NEXT', env }, certain: 'option' in input || goesOn };
  if (waits && goesOn) return { event: { type: 'NEXT', env }, certain: true };
  if ('option' in input && input.option === 'missing')
    return { event: { type: 'NEXT', env, missing: true }, certain: true };
  if ('option' in input && input.option === 'own') return { event: { type: 'OWN', env }, certain: true };
  if ('option' in input && input.option === 'hint') return { event: { type: 'HINT', env }, certain: true };
  if ('option' in input && input.option === 'skip') return { event: { type: 'SKIP', env }, certain: true };
  if ('option' in input) {
    const event = wayOn(input.option, env);
    if (event) return { event, certain: true };
  }
  const step = localStep(context, env);
  const answering = exerciseOf(step).answering;
  const answer = answerOf(input);
  if (!answering || !answer) return { event: { type: 'UNCLEAR', env }, certain: false };
  const aid = gradingAid(context, env);
  const grade = withoutModel(step, answer, answering.grade(step, answer, aid), aid, env);
  const said = 'text' in input ? (grade.reading?.transcript ?? input.text) : (grade.expected ?? input.option);
  return {
    event: { type: 'GRADED', env, grade, answer: said, ...ownVoice(input), ...speechOf(input, grade) },
    // What the author foresaw, right or wrong, is an answer and never a command.
    certain:
      grade.verdict === 'right' ||
      grade.verdict === 'typo' ||
      grade.verdict === 'near' ||
      grade.reading !== undefined,
  };
}

/** Whether something is asked where there is only something to read: a hint, or a question ("ok?" is none). */
function isAsking(context: LessonContext, input: Input, env: Env): boolean {
  if ('option' in input) return input.option === 'hint';
  return asksAbout(input.text, env) && !repeats(context, input.text, env);
}

/** Fewer words than this that stand in a text are no sentence of it: "latte?" asks what that is. */
const leastOfASentence = 3;

/** Whether a sentence of what is there to be read is written out for practice. */
function repeats(context: LessonContext, text: string, env: Env): boolean {
  const said = normalise(text);
  if (said.split(' ').length < leastOfASentence) return false;
  const step = localStep(context, env);
  return exerciseOf(step)
    .present(step, aidAt(context))
    .lines.some((line) => 'text' in line && ` ${normalise(line.text)} `.includes(` ${said} `));
}

/** The learner's own voice, to be heard beside the model's. */
function ownVoice(input: Input): { own?: Clip } {
  return 'heard' in input && input.heard?.clip ? { own: input.heard.clip } : {};
}

/** How an answer in words sounded that was said aloud; of a text that was read its grade says so. */
export function speechOf(input: Input, { verdict, reading }: Grade): { speech?: JudgedSpeech } {
  if (!('text' in input) || !input.heard || reading || verdict === 'unclear') return {};
  const speech = judgeSpeech(input.heard, input.text);
  return speech ? { speech } : {};
}

/** Ways on that are the same at every step which is listened to or spoken. */
function wayOn(option: string, env: Env): FlowEvent | undefined {
  switch (option) {
    case 'mute':
    case 'deaf':
      return { type: 'MUTE', env, sense: option };
    case 'slow':
      return { type: 'SLOW', env };
    case 'again':
      return { type: 'RETRY', env };
    case 'compare':
      return { type: 'LOOK', env };
    default:
      return undefined;
  }
}

/** What the result of a question to a model comes to; whatever goes wrong, the answer is not lost. */
export function judged(view: View, result: Result, env: Env): FlowEvent {
  const context = view.context as LessonContext;
  if (result.kind === 'refused' && result.of === 'said')
    return { type: 'REFUSED', env, concern: result.concern };
  const step = localStep(context, env);
  const tutored = exerciseOf(step).answering?.tutored;
  if (!tutored) return { type: 'AGAIN', env };
  const answer = context.pending ?? '';
  const aid = gradingAid(context, env);
  if (result.kind === 'tutored')
    return { type: 'GRADED', env, answer, grade: tutored.judge(step, answer, result.reply, aid) };
  const trouble: Trouble = (result.kind === 'failed' ? result.reason : undefined) ?? 'unavailable';
  return { type: 'GRADED', env, answer, grade: tutored.alone(step, answer, aid), trouble };
}

/** What is listened for at the open step; words where the step says nothing. */
export function listensAt(view: View, env: Env): Hears | undefined {
  const context = view.context as LessonContext;
  if (!['asking', 'judging', 'checking', 'reading'].includes(view.state)) return undefined;
  const step = localStep(context, env);
  return exerciseOf(step).answering?.hears?.(step, aidAt(context)) ?? {};
}

/** A grade that needs a model where none may be asked. */
function withoutModel(step: Step, answer: Answer, grade: Grade, aid: GradingAid, env: Env): Grade {
  const tutored = exerciseOf(step).answering?.tutored;
  if (!tutored || !('text' in answer) || (grade.verdict !== 'tutor' && grade.mayAsk !== true)) return grade;
  const asks = usable(env) && tutored.ask(step, answer.text, aid) !== undefined;
  if (asks) return grade;
  const { mayAsk: _, ...alone } = tutored.alone(step, answer.text, aid);
  return alone;
}

const noWords: ReadonlySet<string> = new Set();

export function gradingAid(context: LessonContext, env: Env): GradingAid {
  return { ...aidAt(context), words: env.facts.words ?? noWords, forgiven: context.forgiven };
}

function answerOf(input: Input): Answer | undefined {
  if ('text' in input) return input;
  return /^\d{1,2}$/.test(input.option) ? { option: Number(input.option) } : undefined;
}
