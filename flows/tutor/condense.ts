import { z } from 'zod';

/** The older part of a talk in a few sentences, so that it need not be sent in full again. */
export const condenseReply = z.strictObject({
  summary: z.string().describe('At most 120 words: who said what that may matter later.'),
});
export type CondenseReply = z.infer<typeof condenseReply>;
