import { exerciseOf } from '../../flows/exercises/registry.js';
import type { Language } from '../languages.js';
import { type LessonFile, needsTranslation } from '../lesson-file.js';
import { fieldName } from '../yaml/values.js';

/**
 * Warns of steps that learners of a complete language never meet, because they make no sense without its sidecar. Where
 * everything has to be translated anyway, what is missing is an error already.
 */
export function checkSkipped(
  { lesson, sidecars, yaml: { source, values } }: LessonFile,
  translations: readonly Language[] | undefined,
): void {
  if (!lesson || !values || needsTranslation(lesson)) return;
  for (const [index, step] of lesson.steps.entries()) {
    const exercise = exerciseOf(step);
    const skipping = (translations ?? []).filter(({ code, complete }) => {
      const texts = sidecars.find(({ language }) => language === code)?.sidecar?.steps?.[step.id];
      return complete && exercise.skips?.(texts ? exercise.localise(step, texts) : step);
    });
    if (skipping.length === 0) continue;
    const path = ['steps', index];
    const codes = skipping.map(({ code }) => code).join(', ');
    const message = `is passed over in ${codes}: say it in the sidecar, or nobody there meets it`;
    source.report('warning', values.at(path), fieldName(path), message);
  }
}
