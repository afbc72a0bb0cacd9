import { contentHash } from '../../../content/hash.js';
import type { Content } from '../../../content/load.js';
import type { Course, FrozenLesson, Step } from '../../../flows/lesson.js';
import { expand } from '../../../flows/scoring/patterns.js';

/** A little more than is measured: the turn that is timed last asks one more. */
const count = 25;

export interface Question {
  ask: string;
  /** What can be picked; none where it is typed. */
  options: readonly string[];
  /** The number of the option, or every answer that is taken, lower case. */
  right: number | ReadonlySet<string>;
  /** Said after a right answer. */
  praise: string;
}

/** One quiz in two shapes: as questions for whoever asks them, and as the only lesson of the product's content. */
export interface Quiz {
  questions: readonly Question[];
  content: Content;
}

/** @throws where the content has neither choices nor gaps */
export function quizOf(content: Content): Quiz {
  const [course] = content.courses.values();
  const asked = [...(course?.lessons.values() ?? [])]
    .flatMap(({ lesson }) => lesson.steps)
    .filter((step) => step.kind === 'choice' || step.kind === 'gap');
  if (!course || asked.length === 0) throw new Error('the content has no choices and no gaps');
  const steps = Array.from({ length: count }, (_, n) => ({
    ...(asked[n % asked.length] as (typeof asked)[number]),
    id: `question-${n + 1}`,
  }));
  return { questions: steps.map(questionOf), content: { ...content, courses: only(course, steps) } };
}

/** What is said to be right: an option's number, or the first answer that is taken. */
export function rightAnswer({ right }: Question): string {
  if (typeof right === 'number') return String(right);
  const [first = ''] = right;
  return first;
}

/** What graded by hand comes to: a comparison. Parley's grading knows slips, near misses and why options are wrong. */
export function isRight({ right }: Question, answer: string): boolean {
  return typeof right === 'number' ? answer === String(right) : right.has(answer.trim().toLowerCase());
}

function questionOf(step: Step): Question {
  if (step.kind === 'choice') {
    const right = step.options.findIndex((option) => option.right);
    const options = step.options.map(({ text }) => text);
    return { ask: step.ask, options, right, praise: `Yes. ${step.explanation ?? ''}`.trim() };
  }
  if (step.kind !== 'gap') throw new Error(`no ${step.kind} in the quiz`);
  const right = new Set(step.accept.flatMap(expand).map((answer) => answer.toLowerCase()));
  return { ask: step.ask, options: [], right, praise: `Yes. ${step.explanation ?? ''}`.trim() };
}

function only(course: Course, steps: Step[]): Content['courses'] {
  const id = 'bench/quiz';
  const lesson = { title: 'A quiz', level: 'A1', can_do: 'answer questions', minutes: 20, steps } as const;
  const content = { course: course.id, id, lesson: { ...lesson, steps }, sidecars: {} };
  const frozen: FrozenLesson = { hash: contentHash(content), ...content };
  const { title, level, minutes } = lesson;
  const outline = [{ id, unit: 'bench', title, titles: {}, level, minutes, after: [] }];
  return new Map([[course.id, { ...course, outline, lessons: new Map([[id, frozen]]) }]]);
}

/** What was said to each, so that a room that asks or grades wrongly is not timed as a fast one. */
export class Transcript {
  readonly #said = new Map<number, string[]>();

  constructor(private readonly questions: readonly Question[]) {}

  note(learner: number, text: string): void {
    const said = this.#said.get(learner);
    if (said) said.push(text);
    else this.#said.set(learner, [text]);
  }

  /** @throws unless exactly the praise and the next question were said to the answer */
  check(learner: number, question: number): void {
    const said = this.#said.get(learner) ?? [];
    const wanted = [this.questions[question]?.praise, this.questions[question + 1]?.ask];
    const last = said.slice(-2);
    if (said.length !== 3 + 2 * question || last.some((text, n) => text !== wanted[n]))
      throw new Error(`question ${question + 1}: ${JSON.stringify(said)} was said after a right answer`);
  }
}
