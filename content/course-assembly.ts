import type { Course, FrozenLesson, OutlineEntry } from '../flows/lesson.js';
import type { CourseFile, CourseSidecar } from './course-file.js';
import { contentHash } from './hash.js';
import type { LessonFile, SidecarFile } from './lesson-file.js';
import type { YamlFile } from './yaml/read.js';

export interface CourseSidecarFile {
  language: string;
  yaml: YamlFile;
  sidecar?: CourseSidecar;
}

/** Puts together what was read without an error: the course as flows know it, every lesson frozen under its hash. */
export function assembleCourse(
  id: string,
  written: CourseFile,
  sidecars: readonly CourseSidecarFile[],
  files: Map<string, LessonFile>,
): Course {
  const outline: OutlineEntry[] = [];
  const lessons = new Map<string, FrozenLesson>();
  for (const unit of written.units) {
    for (const name of unit.lessons) {
      const key = `${unit.id}/${name}`;
      const file = files.get(key);
      if (!file?.lesson) continue;
      const { lesson } = file;
      const content = {
        course: id,
        id: key,
        lesson,
        sidecars: translationsOf(file.sidecars),
      };
      lessons.set(key, { hash: contentHash(content), ...content });
      outline.push({
        id: key,
        unit: unit.id,
        title: lesson.title,
        titles: titlesOf(file.sidecars),
        level: lesson.level,
        minutes: lesson.minutes,
        after: lesson.after ?? [],
      });
    }
  }
  const { language, title, samples } = written;
  return { id, language, title, titles: titlesOf(sidecars), samples, outline, lessons };
}

function translationsOf(files: readonly SidecarFile[]): FrozenLesson['sidecars'] {
  return Object.fromEntries(files.flatMap(({ language, sidecar }) => (sidecar ? [[language, sidecar]] : [])));
}

function titlesOf(
  files: readonly { language: string; sidecar?: { title?: string | undefined } }[],
): Record<string, string> {
  return Object.fromEntries(
    files.flatMap(({ language, sidecar }) =>
      sidecar?.title === undefined ? [] : [[language, sidecar.title]],
    ),
  );
}
