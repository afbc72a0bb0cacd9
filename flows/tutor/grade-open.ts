import { z } from 'zod';

/** For each point of a rubric the learner's words that earn it. What they earn is counted in code. */
export const gradeOpenReply = z.strictObject({
  points: z.array(
    z.strictObject({
      index: z.int().describe('Number of the point, as listed.'),
      met: z.boolean(),
      quote: z
        .string()
        .nullable()
        .describe('The words of the answer that show it, copied exactly; null where there are none.'),
    }),
  ),
  feedback: z
    .string()
    .describe('One or two short sentences to the learner, in the language given as `explain_in`.'),
});
export type GradeOpenReply = z.infer<typeof gradeOpenReply>;
