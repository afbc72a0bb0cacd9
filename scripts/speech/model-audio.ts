import type { ContentFolder } from '../../content/load.js';
import type { Speak, Speaks } from '../../flows/effects.js';
import { exerciseOf } from '../../flows/exercises/registry.js';
import type { Step } from '../../flows/lesson.js';
import { paceOf } from '../../flows/speech/pace.js';
import type { TalkContent } from '../../flows/talk-content.js';
import { textOf } from '../../flows/tutor/script.js';

/** Something that a course says aloud, as the engine will ask for it. */
export interface ModelAudio extends Pick<Speak, 'text' | 'language' | 'speed' | 'emphasised' | 'voices'> {
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
export function modelAudioOf(
  { course, lessons }: CourseFiles,
  { personas }: Pick<TalkContent, 'personas'>,
): ModelAudio[] {
  if (!course) return [];
  const all = new Map<string, ModelAudio>();
  const order = course.outline.map(({ id }) => id);
  const place = (id: string): number => order.indexOf(id);
  for (const [id, { lesson, yaml }] of [...lessons].sort(([a], [b]) => place(a) - place(b)))
    for (const [index, step] of (lesson?.steps ?? []).entries()) {
      const { line } = yaml.values?.at(['steps', index]) ?? { line: 1 };
      for (const { text, voices, ...how } of saidAt(step, personas))
        for (const speed of ['usual', 'slow'] as const) {
          const said = { text, language: course.language, ...paceOf(how, speed), ...(voices && { voices }) };
          const key = JSON.stringify(said);
          if (!all.has(key))
            all.set(key, { ...said, lesson: id, file: yaml.source.file, line, field: `steps.${index}` });
        }
    }
  return [...all.values()];
}

/** What a step says, and says once more, slowly; of a scene the first words, which nobody makes up anew. */
function saidAt(step: Step, personas: TalkContent['personas']): Speaks[] {
  const exercise = exerciseOf(step);
  const aid = { seed: 0, tried: [], again: false };
  const shown = [aid, { ...aid, slow: true as const }].flatMap(
    (one) => exercise.present(step, one).speaks ?? [],
  );
  const scene = exercise.plays?.(step);
  if (!scene) return shown;
  const voices = personas.get(scene.persona)?.tts;
  return [...shown, { text: textOf(scene.offline[0]), ...(voices && { voices }) }];
}
