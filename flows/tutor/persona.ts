import { z } from 'zod';
import { line, plainLine, prose } from '../exercises/fields.js';
import { voices } from '../speech/voices.js';

/** `content/personas/<persona>.yaml`: somebody to talk with. */
export const persona = z.strictObject({
  name: plainLine(30),
  about: line(80).describe('Who they are, in simple English: a café owner who reads too much.'),
  order: z.int().min(1).max(99).describe('Its place where the learner chooses whom to talk with.'),
  chat: z
    .boolean()
    .optional()
    .describe('false: only plays parts in scenes and is not offered for a free talk.'),
  voice: prose(900).describe('For the model: how they talk, what they care about, what they never do.'),
  tts: voices.optional(),
  openings: z
    .array(line(200))
    .min(2)
    .max(6)
    .describe('How they begin a free talk; simple English, ends in a question.'),
  goodbyes: z.array(line(160)).min(2).max(6).describe('How they end one.'),
});
export type PersonaFile = z.infer<typeof persona>;

/** `content/personas/<persona>.<language>.yaml`. */
export const personaSidecar = z.strictObject({ about: line(80) });

export interface Persona extends PersonaFile {
  id: string;
  /** `about` by language code. */
  abouts: Record<string, string>;
}
