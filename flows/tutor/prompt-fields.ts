import type { PromptName } from './prompts.js';

/** What each prompt is filled with. A template names some of these; what is absent takes its line with it. */
export const promptFields = {
  talk: [
    'persona_name',
    'persona_voice',
    'level',
    'explain_in',
    'learner_name',
    'topic',
    'scene',
    'goals',
    'reached',
    'summary',
    'turns_left',
    'hidden',
  ],
  'talk-summary': ['level', 'explain_in', 'corrections'],
  condense: ['summary'],
  'grade-open': ['task', 'rubric', 'answer', 'level', 'explain_in'],
  'grade-translate': ['task', 'accepted', 'answer', 'explain_in'],
} as const satisfies Record<PromptName, readonly string[]>;
