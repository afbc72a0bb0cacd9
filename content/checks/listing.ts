import type { CourseFile } from '../course-file.js';
import type { LessonFile } from '../lesson-file.js';
import { nearest } from '../nearest.js';
import type { YamlFile } from '../yaml/read.js';
import { fieldName, type Path } from '../yaml/values.js';

const start = { line: 1, column: 1 };

/** Every lesson on disk is listed, every listed one is on disk, and each once. */
export function checkListing(
  { source, values }: YamlFile,
  course: CourseFile,
  lessons: ReadonlyMap<string, LessonFile>,
): void {
  const complain = (path: Path, message: string): void =>
    source.report('error', values?.at(path) ?? start, fieldName(path), message);
  const listed = new Set<string>();
  const units = new Set<string>();
  for (const [u, { id: unit, lessons: names }] of course.units.entries()) {
    if (units.has(unit)) complain(['units', u, 'id'], `"${unit}" is here twice: remove one`);
    units.add(unit);
    for (const [l, name] of names.entries()) {
      const id = `${unit}/${name}`;
      const path = ['units', u, 'lessons', l];
      if (listed.has(id)) complain(path, `"${name}" is here twice: remove one`);
      listed.add(id);
      if (lessons.has(id)) continue;
      const meant = nearest(id, lessons.keys());
      complain(
        path,
        `there is no file ${id}.yaml: ${meant ? `did you mean ${meant}?` : 'write it, or remove it here'}`,
      );
      // The one finding is enough for both ends of the mistake.
      if (meant !== undefined) listed.add(meant);
    }
  }
  for (const [id, { yaml }] of lessons) {
    if (listed.has(id)) continue;
    const message = `is not listed in course.yaml: add it to the lessons of unit "${id.split('/')[0] ?? ''}"`;
    yaml.source.report('error', start, '-', message);
  }
}
