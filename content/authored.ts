import type { Course, FrozenLesson } from '../flows/lesson.js';
import type { SoundGuide } from '../flows/speech/sounds.js';
import type { StoredScene } from '../flows/talk-content.js';
import type { Persona } from '../flows/tutor/persona.js';
import type { PromptName } from '../flows/tutor/prompts.js';
import type { Topic } from '../flows/tutor/topic.js';
import type { Finding } from './finding.js';
import type { HelplinesFile } from './helplines.js';
import type { Language } from './languages.js';
import type { ModerationFile } from './moderation.js';
import type { StoredPrompt } from './prompts.js';

/**
 * What the engine needs of the authored files, read and found without errors: plain data, the same after JSON as
 * before. Whatever a file gives beyond this (positions, comments) is for authors only.
 */
export interface Authored {
  languages: readonly Language[];
  /** By language code: the wordings of each string by dotted key. */
  wordings: readonly (readonly [language: string, (readonly [key: string, readonly string[]])[]])[];
  courses: readonly (Omit<Course, 'lessons'> & { lessons: readonly FrozenLesson[] })[];
  /** How the sounds of each language taught are made. */
  sounds: readonly (readonly [language: string, SoundGuide])[];
  talk: { personas: readonly Persona[]; scenes: readonly StoredScene[]; topics: readonly Topic[] };
  prompts: readonly (readonly [PromptName, StoredPrompt])[];
  /** One for each language. */
  moderation: readonly ModerationFile[];
  helplines?: HelplinesFile;
  warnings: readonly Finding[];
}

/**
 * The same data, free of what it was read from: V8 keeps a file's whole text for as long as one word that was cut
 * out of it is kept.
 */
export function plain<T>(data: T): T {
  return JSON.parse(JSON.stringify(data)) as T;
}
