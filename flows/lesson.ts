import { z } from 'zod';
import { slug } from './exercises/fields.js';
import { sidecarStep, step } from './exercises/registry.js';
import { levels } from './levels.js';
import type { SoundGuide } from './speech/sounds.js';

export { slug };

/** What an author writes in `content/courses/<course>/<unit>/<lesson>.yaml`. */
export const lesson = z.strictObject({
  title: z.string().min(1).max(60).describe('What the learner is told it is about.'),
  level: z.enum(levels).describe('CEFR level.'),
  can_do: z.string().min(1).max(120).describe('Completes "Now you can …": a verb and no full stop.'),
  minutes: z.int().min(1).max(30).describe('How long it takes.'),
  tags: z.array(slug).max(12).optional(),
  categories: z.array(slug).max(6).optional(),
  after: z
    .array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'write unit/lesson, for example basics/numbers'))
    .max(8)
    .optional()
    .describe('Lessons to have done before, as unit/lesson.'),
  licence: z.string().min(1).max(60).optional().describe('SPDX name of the licence of the text.'),
  steps: z.array(step).min(1).max(40).describe('In the order they are met.'),
});
export type Lesson = z.infer<typeof lesson>;
export type Step = Lesson['steps'][number];

/** What a translator writes in `<lesson>.<language>.yaml`: by step id, what is not the English being learned. */
export const lessonSidecar = z.strictObject({
  title: lesson.shape.title.optional(),
  can_do: lesson.shape.can_do.optional(),
  steps: z.record(slug, sidecarStep).optional(),
});
export type LessonSidecar = z.infer<typeof lessonSidecar>;

/** A lesson as a learner started it: every text in every language, under the hash of all of it. */
export interface FrozenLesson {
  /** First 16 hex digits of the SHA-256 of the canonical JSON of the rest. */
  hash: string;
  /** `english`. */
  course: string;
  /** `cafe/ordering`. */
  id: string;
  lesson: Lesson;
  /** By language code. */
  sidecars: Record<string, LessonSidecar>;
}

/** What the choice of the next lesson needs to know about each lesson of a course, in the course's order. */
export interface OutlineEntry {
  id: string;
  unit: string;
  title: string;
  /** Titles by language code, where a sidecar has one. */
  titles: Record<string, string>;
  level: (typeof levels)[number];
  minutes: number;
  after: string[];
}

/** A course as it is now; lessons in it are replaced when an author saves, those begun stay frozen. */
export interface Course {
  id: string;
  /** The language taught, BCP 47. */
  language: string;
  title: string;
  titles: Record<string, string>;
  /** Three sentences of the language taught, sayable at A1, A2 and B1: the self-rating shows them. */
  samples: string[];
  outline: OutlineEntry[];
  lessons: ReadonlyMap<string, FrozenLesson>;
  /** How the sounds of the language are made, where somebody wrote it. */
  sounds?: SoundGuide;
}
