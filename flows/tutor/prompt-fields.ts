import type { PromptName } from './prompts.js';

/** What each prompt is filled with. A template names some of these; what is absent takes its line with it. */
export const promptFields = {
  talk: [
    'persona_name',
    'persona_voice',
    'level',
    'explain_in',
    'topic',
    'scene',
    'goals',
    'reached',
    'summary',
    'turns_left',
    'hidden',
  ],
  'talk-summary': ['persona_name', 'level', 'explain_in', 'corrections', 'summary'],
  condense: ['persona_name', 'summary'],
  'grade-open': ['question', 'points', 'sample', 'words', 'answer', 'level', 'explain_in'],
  'grade-translate': ['source', 'accepted', 'answer', 'level', 'explain_in'],
} as const satisfies Record<PromptName, readonly string[]>;
