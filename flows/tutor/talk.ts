import { z } from 'zod';

/** What kind of slip a correction is about: what later practice is chosen by. */
export const errorKinds = [
  'tense',
  'verb-form',
  'article',
  'preposition',
  'word-order',
  'word-choice',
  'agreement',
  'plural',
  'pronoun',
  'spelling',
  'punctuation',
  'register',
  'other',
] as const;
export type ErrorKind = (typeof errorKinds)[number];

/**
 * One turn of a conversation. Plain on purpose: structured outputs want every field present and know no bounds;
 * those are the flow's to check (flows/tutor/talk-check.ts).
 */
export const talkReply = z.strictObject({
  reply: z.string().describe('What you say next, in character, in English, at the learner’s level.'),
  corrections: z
    .array(
      z.strictObject({
        quote: z.string().describe('The learner’s words, copied exactly from their newest message.'),
        better: z.string().describe('The same words as they should be.'),
        reason: z.string().describe('One short reason, in the language given as `explain_in`.'),
        kind: z.enum(errorKinds),
      }),
    )
    .describe('At most two, the ones that matter most; none where nothing is wrong.'),
  goals: z
    .array(
      z.strictObject({
        goal: z.int().describe('Number of the goal, as listed.'),
        quote: z.string().describe('The learner’s words that reached it, copied exactly.'),
      }),
    )
    .describe('Goals of the scene that the newest message has reached; otherwise empty.'),
  over: z.boolean().describe('The scene has come to its natural end.'),
});
export type TalkReply = z.infer<typeof talkReply>;
