import { type Persona, type PersonaFile, persona, personaSidecar } from '../flows/tutor/persona.js';
import type { z } from 'zod';
import { parseFileName } from './file-name.js';
import { type Finding } from './finding.js';
import { entriesOf } from './folder.js';
import type { LessonFile } from './lesson-file.js';
import { suggestion } from './nearest.js';
import { type Kind, type Translated, translationsOf } from './translated.js';
import { fieldName } from './yaml/values.js';

type Sidecar = z.infer<typeof personaSidecar>;

export const personaKind: Kind<PersonaFile, Sidecar> = {
  name: 'persona',
  schema: persona,
  sidecar: personaSidecar,
  isShown: ([field]) => field !== 'voice',
  required: () => ['about'],
};

/** In the order they are offered. */
export function personasOf(files: readonly Translated<PersonaFile, Sidecar>[]): Persona[] {
  const found = files.flatMap((file) => {
    const abouts = Object.entries(translationsOf(file)).map(([language, { about }]) => [language, about]);
    return file.value
      ? [{ ...file.value, id: file.id, abouts: Object.fromEntries(abouts) as Record<string, string> }]
      : [];
  });
  return found.sort((a, b) => a.order - b.order);
}

/** The names of the personas' files: enough to know whether somebody exists. */
export function personaIds(folder: string): string[] {
  return entriesOf(folder).flatMap(({ name, kind }) => {
    const parsed = parseFileName(name);
    return kind === 'file' && parsed && parsed.language === undefined ? [parsed.id] : [];
  });
}

/** Steps of lessons whose persona nobody wrote. */
export function checkCast(lessons: Iterable<LessonFile>, personas: readonly string[]): Finding[] {
  return [...lessons].flatMap(({ lesson, yaml: { source, values } }) =>
    (lesson?.steps ?? []).flatMap((step, index): Finding[] => {
      if (!('persona' in step) || personas.includes(step.persona)) return [];
      const path = ['steps', index, 'persona'];
      const position = values?.at(path) ?? { line: 1, column: 1 };
      const message = noPersona(step.persona, personas);
      return [{ file: source.file, ...position, severity: 'error', field: fieldName(path), message }];
    }),
  );
}

export function noPersona(name: string, personas: readonly string[]): string {
  return `there is no persona "${name}": ${suggestion(name, personas, `write personas/${name}.yaml`)}`;
}
