import { z } from 'zod';

/** Whether a translation that no pattern accepts is right all the same. */
export const gradeTranslateReply = z.strictObject({
  right: z.boolean(),
  reason: z.string().describe('One short reason, in the language given as `explain_in`.'),
  better: z
    .string()
    .nullable()
    .describe('The learner’s sentence with as little changed as it needs; null where it is right.'),
});
export type GradeTranslateReply = z.infer<typeof gradeTranslateReply>;
