import type { LessonFile } from '../../content/lesson-file.js';
import { expand } from '../../flows/scoring/patterns.js';

const first = 10;

/** One line for each pattern of a lesson (accepted answers, and what a role-play listens for): where it stands, itself, and the first ten answers it stands for. */
export function listPatterns({ lesson, yaml: { source, values } }: LessonFile): string[] {
  if (!lesson || !values) return [];
  return [...values.texts()]
    .filter(({ path }) => path.includes('accept') || path.includes('when'))
    .map(({ path, text }) => {
      const answers = expand(text);
      const { line, column } = values.at(path);
      const more = answers.length > first ? ` … ${answers.length} in all` : '';
      return `${source.file}:${line}:${column} ${text} = ${answers.slice(0, first).join(' | ')}${more}`;
    });
}
