import { z } from 'zod';

/** Looking back on a talk. */
export const talkSummaryReply = z.strictObject({
  well: z.string().describe('One sentence on what went well, with words the learner really used.'),
  quote: z.string().describe('Those words, copied exactly.'),
  keep: z
    .array(
      z.strictObject({
        better: z.string().describe('A phrase worth keeping, as it should be said.'),
        reason: z.string().describe('Why, in a few words, in the language given as `explain_in`.'),
      }),
    )
    .describe('At most three.'),
});
export type TalkSummaryReply = z.infer<typeof talkSummaryReply>;
