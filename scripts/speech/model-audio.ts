import type { ContentFolder } from '../../content/load.js';
import type { Speak } from '../../flows/effects.js';
import { exerciseOf } from '../../flows/exercises/registry.js';
import { paceOf } from '../../flows/speech/pace.js';

/** Something that a course says aloud, as the engine will ask for it. */
export interface ModelAudio extends Pick<Speak, 'text' | 'language' | 'speed' | 'emphasised'> {
  /** `cafe/ordering` */
  lesson: string;
  /** Where it is written. */
  file: string;
  line: number;
  /** `steps.3` */
  field: string;
}

type CourseFiles = ContentFolder['courses'][number];

/**
 * Everything that the lessons of a course say aloud, in the order they are met, each once, at its first place: at the usual
 * pace and slowly.
 */
export function modelAudioOf({ course, lessons }: CourseFiles): ModelAudio[] {
  if (!course) return [];
  const all = new Map<string, ModelAudio>();
  const order = course.outline.map(({ id }) => id);
  const place = (id: string): number => order.indexOf(id);
  for (const [id, { lesson, yaml }] of [...lessons].sort(([a], [b]) => place(a) - place(b)))
    for (const [index, step] of (lesson?.steps ?? []).entries()) {
      const { line } = yaml.values?.at(['steps', index]) ?? { line: 1 };
      const aid = { seed: 0, tried: [], again: false };
      for (const shown of [aid, { ...aid, slow: true as const }]) {
        const { speaks } = exerciseOf(step).present(step, shown);
        for (const speed of speaks ? (['usual', 'slow'] as const) : []) {
          if (!speaks) continue;
          const said = { text: speaks.text, language: course.language, ...paceOf(speaks, speed) };
          const key = JSON.stringify(said);
          if (!all.has(key))
            all.set(key, { ...said, lesson: id, file: yaml.source.file, line, field: `steps.${index}` });
        }
      }
    }
  return [...all.values()];
}
