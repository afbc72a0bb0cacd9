import { exerciseOf } from '../../flows/exercises/registry.js';
import type { Lesson } from '../../flows/lesson.js';
import type { Source } from '../yaml/source.js';
import { fieldName, type Values } from '../yaml/values.js';

/** What a schema cannot see because it looks at one step, or because it is advice and not a rule. */
export function checkSteps(lesson: Lesson, { source, values }: { source: Source; values: Values }): void {
  const ids = new Map<string, number>();
  for (const [index, step] of lesson.steps.entries()) {
    const path = ['steps', index];
    const earlier = ids.get(step.id);
    if (earlier === undefined) {
      ids.set(step.id, index);
    } else {
      const { line } = values.at(['steps', earlier, 'id']);
      const message = `"${step.id}" is the id of the step in line ${line} already: every step has its own`;
      source.report('error', values.at([...path, 'id']), fieldName([...path, 'id']), message);
    }
    const { answering } = exerciseOf(step);
    const hint = answering?.hint(step, 0);
    if (answering && hint !== undefined && answering.hint(step, 1) !== undefined) {
      const solution = answering.solution(step);
      if (saysAll(hint, solution)) {
        const hintPath = [...path, 'hints', 0];
        const message = `the first hint gives the whole answer ("${solution}"): begin vaguely, be specific last`;
        source.report('warning', values.at(hintPath), fieldName(hintPath), message);
      }
    }
  }
}

/** The solution stands in the hint as words of its own. */
function saysAll(hint: string, solution: string): boolean {
  const padded = (text: string): string =>
    ` ${text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}']+/gu, ' ')
      .trim()} `;
  return solution.length > 1 && padded(hint).includes(padded(solution));
}
