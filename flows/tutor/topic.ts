import { z } from 'zod';
import { line, slug } from '../exercises/fields.js';
import { levels } from '../levels.js';

/** A topic of the day. */
export const topic = z.strictObject({
  id: slug,
  from: z.enum(levels).describe('The lowest level it suits.'),
  to: z.enum(levels).describe('The highest level it suits.'),
  interests: z
    .array(slug)
    .max(6)
    .describe(
      'food, films, football, music, work, travel, study, people, or any other word learners may name.',
    ),
  title: line(60),
  ask: line(200).describe('The question that opens the talk, in English at its level.'),
  words: z.array(line(40)).min(2).max(5).describe('Words that help to answer it.'),
});
export type Topic = z.infer<typeof topic>;

/** `content/topics.yaml`. */
export const topicsFile = z.array(topic).min(1).max(400);
