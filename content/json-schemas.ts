import { z } from 'zod';
import { lesson, lessonSidecar } from '../flows/lesson.js';
import { sceneFile, sceneSidecar } from '../flows/scene.js';
import { soundsFile, soundsSidecar } from '../flows/speech/sounds.js';
import { strings } from '../flows/strings.js';
import { persona, personaSidecar } from '../flows/tutor/persona.js';
import { promptFile } from '../flows/tutor/prompt-file.js';
import { topicsFile } from '../flows/tutor/topic.js';
import { courseFile, courseSidecar } from './course-file.js';
import { helplinesFile } from './helplines.js';
import { languagesFile } from './languages.js';
import { moderationFile } from './moderation.js';

/** What editors complete and underline: a JSON Schema (draft 7, which they all know) by file name in content/schemas. */
export function jsonSchemas(): Record<string, object> {
  const schemas = {
    lesson,
    'lesson-sidecar': lessonSidecar,
    course: courseFile,
    'course-sidecar': courseSidecar,
    languages: languagesFile,
    persona,
    'persona-sidecar': personaSidecar,
    scene: sceneFile,
    'scene-sidecar': sceneSidecar,
    sounds: soundsFile,
    'sounds-sidecar': soundsSidecar,
    topics: topicsFile,
    prompt: promptFile,
    moderation: moderationFile,
    helplines: helplinesFile,
  };
  return {
    ...Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [`${name}.json`, written(schema)])),
    'strings.json': stringsSchema(),
  };
}

function written(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
}

interface Group {
  type: 'object';
  additionalProperties: false;
  properties: Record<string, object>;
}

/** Keys are dotted in the code and nested in the file. */
function stringsSchema(): object {
  const root = group();
  for (const [key, names] of Object.entries<readonly string[]>(strings)) {
    const parts = key.split('.');
    const last = parts.pop() ?? key;
    let parent = root;
    for (const part of parts) {
      const inner = (parent.properties[part] ?? group()) as Group;
      parent.properties[part] = inner;
      parent = inner;
    }
    parent.properties[last] = {
      description: names.length === 0 ? 'No arguments.' : names.map((name) => `{${name}}`).join(', '),
      allOf: [{ $ref: '#/definitions/wordings' }],
    };
  }
  const text = { type: 'string', minLength: 1, maxLength: 1000 };
  const wordings = { anyOf: [text, { type: 'array', items: text, minItems: 1 }] };
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...root, definitions: { wordings } };
}

function group(): Group {
  return { type: 'object', additionalProperties: false, properties: {} };
}
