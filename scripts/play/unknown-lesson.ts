import { nearest } from '../../content/nearest.js';
import type { Course } from '../../flows/lesson.js';

/**
 * What to say of a lesson that nobody can start with, in one line, with the names that were perhaps meant: the nearest,
 * the same lesson in another unit, the others of its unit, else all.
 *
 * @param named `cafe/ordering`, or with the course before it
 * @returns undefined where there is this lesson
 */
export function unknownLesson(course: Pick<Course, 'id' | 'lessons'>, named: string): string | undefined {
  const id = named.replace(`${course.id}/`, '');
  if (course.lessons.has(id)) return undefined;
  const known = [...course.lessons.keys()];
  const [unit = '', lesson = unit] = id.split('/');
  const meant = nearest(id, known);
  const likely =
    meant !== undefined
      ? [meant]
      : [
          known.filter((one) => one.endsWith(`/${lesson}`)),
          known.filter((one) => one.startsWith(`${unit}/`)),
        ].find(({ length }) => length > 0);
  const remedy = likely ? `did you mean ${either(likely)}?` : `there are ${known.join(', ')}.`;
  return `There is no lesson ${JSON.stringify(named)}: ${remedy}`;
}

function either(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
}
