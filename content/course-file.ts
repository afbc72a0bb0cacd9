import { z } from 'zod';
import { slug } from '../flows/lesson.js';

const title = z.string().trim().min(1).max(60);

const unit = z.strictObject({
  id: slug.describe('The name of the folder that holds its lessons.'),
  title: title.describe('What the unit is about.'),
  lessons: z
    .array(slug)
    .min(1)
    .max(100)
    .describe('Every lesson of the unit in its order: the names of the files without .yaml.'),
});

/** What an author writes in `content/courses/<course>/course.yaml`. */
export const courseFile = z.strictObject({
  title: title.describe('What the course is called.'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'write a language code, for example en or pt-BR')
    .describe('The language taught, BCP 47.'),
  samples: z
    .array(z.string().trim().min(1).max(80))
    .length(3)
    .describe(
      'Three sentences of the language taught, sayable at A1, A2 and B1: the self-rating shows them.',
    ),
  units: z.array(unit).min(1).max(100).describe('In the order they are met.'),
});
export type CourseFile = z.infer<typeof courseFile>;

/** What a translator writes in `course.<language>.yaml`. */
export const courseSidecar = z.strictObject({
  title: title.optional(),
  units: z
    .record(slug, z.strictObject({ title: title.optional() }))
    .optional()
    .describe('By unit id.'),
});
export type CourseSidecar = z.infer<typeof courseSidecar>;
