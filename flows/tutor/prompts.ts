import type { z } from 'zod';
import { gradeOpenReply } from './grade-open.js';
import { gradeTranslateReply } from './grade-translate.js';
import { condenseReply } from './condense.js';
import { talkReply } from './talk.js';
import { talkSummaryReply } from './talk-summary.js';

/**
 * Every question a language model is asked: the name of its file in content/prompts and what a reply to it has to
 * look like. What arrives in a result has been parsed with the schema here; what it claims is checked by the flow
 * that asked.
 */
export const prompts = {
  talk: talkReply,
  'talk-summary': talkSummaryReply,
  condense: condenseReply,
  'grade-open': gradeOpenReply,
  'grade-translate': gradeTranslateReply,
} satisfies { [name: string]: z.ZodType<object> };

export type PromptName = keyof typeof prompts;
export type ReplyTo<P extends PromptName> = z.infer<(typeof prompts)[P]>;
