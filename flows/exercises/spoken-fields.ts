import { z } from 'zod';
import { plainLine } from './fields.js';

/** What the kinds share that are answered aloud: repeat, read_aloud. */

export const spokenText = plainLine(160).refine(
  (text) => /\p{L}/u.test(text),
  'has no word in it: write what is said',
);

export const focus = z
  .array(
    z
      .string()
      .max(3)
      .regex(/^[A-Z]{1,3}$/, 'write ARPAbet without the digit of the stress, for example TH'),
  )
  .min(1, 'at least one sound, or leave the field out')
  .max(4)
  .optional()
  .describe('Sounds to look at, as ARPAbet (content/sounds): praised where they were good.');

export const noVoice = z
  .strictObject({
    kind: z
      .enum(['reorder', 'explain'])
      .describe('reorder: its words are put in order. explain: it is only read.'),
  })
  .optional()
  .describe('What a learner does instead who cannot speak now. Absent: reorder, where it is long enough.');
