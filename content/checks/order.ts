import type { CourseFile } from '../course-file.js';
import type { LessonFile } from '../lesson-file.js';
import { suggestion } from '../nearest.js';

/** `after` leads to lessons of the course, never round in a circle, and best to earlier ones. */
export function checkOrder(course: CourseFile, lessons: ReadonlyMap<string, LessonFile>): void {
  const order = course.units.flatMap(({ id, lessons: names }) => names.map((name) => `${id}/${name}`));
  for (const [id, { lesson, yaml }] of lessons) {
    for (const [index, before] of (lesson?.after ?? []).entries()) {
      const path = ['after', index];
      const report = (severity: 'error' | 'warning', message: string): void =>
        yaml.source.report(
          severity,
          yaml.values?.at(path) ?? { line: 1, column: 1 },
          `after.${index}`,
          message,
        );
      const circle = lessons.has(before) ? wayBack(before, id, lessons) : undefined;
      if (!lessons.has(before)) {
        report(
          'error',
          `there is no lesson "${before}": ${suggestion(before, [...lessons.keys()], 'write it, or leave this out')}`,
        );
      } else if (circle) {
        report('error', `leads round in a circle (${[id, ...circle].join(' after ')}): nobody could begin`);
      } else if (order.indexOf(before) > order.indexOf(id)) {
        report('warning', `"${before}" comes later in course.yaml: list it before this lesson`);
      }
    }
  }
}

/** The shortest chain of `after` from one lesson to another. */
function wayBack(from: string, to: string, lessons: ReadonlyMap<string, LessonFile>): string[] | undefined {
  const chains = [[from]];
  const seen = new Set([from]);
  for (const chain of chains) {
    const last = chain.at(-1) ?? from;
    if (last === to) return chain;
    for (const next of lessons.get(last)?.lesson?.after ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      chains.push([...chain, next]);
    }
  }
  return undefined;
}
