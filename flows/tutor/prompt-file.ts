import { z } from 'zod';

/**
 * Fields whose values are ours: authored in the content or made by a flow. They are put in as they are. Every other
 * field holds what a learner wrote, or what a model made of that, and comes in a block that its text cannot close
 * (render-prompt.ts); such a field has no place in `system`. A new field is a learner's until it is named here.
 */
export const authoredFields = [
  'persona',
  'persona_name',
  'persona_voice',
  'about',
  'voice',
  'level',
  'explain_in',
  'scene',
  'role',
  'goals',
  'reached',
  'turns_left',
  'hints',
  'question',
  'points',
  'sample',
  'source',
  'accepted',
  'topic',
  'words',
  'max_words',
  'max_sentences',
] as const;

/** `{field}` in a template. */
export const placeholder = /\{([a-z][a-z0-9_]*)\}/g;

/** The fields that a template names, each once, in their order. */
export function fieldsOf(template: string): string[] {
  return [...new Set([...template.matchAll(placeholder)].map(([, field]) => field ?? ''))];
}

const template = z.string().trim().min(1, 'write something here').max(8000);

/**
 * `content/prompts/<prompt>.yaml`: how a question to a language model is put. `system` and `user` are templates with
 * `{field}` (TutorArgs of flows/effects.ts). A list comes as one numbered line an item; a line of the template all of
 * whose fields are absent or empty is left out. That blocks hold data and no instructions is said by the renderer.
 */
export const promptFile = z.strictObject({
  version: z.int().min(1).describe('Counted up with every change, so that replies can be compared.'),
  system: template
    .superRefine((text, context) => {
      for (const field of fieldsOf(text)) {
        if (isAuthored(field)) continue;
        const message = `{${field}} may hold what a learner wrote: it belongs in \`user\``;
        context.addIssue({ code: 'custom', message });
      }
    })
    .describe('Who the model is and what it does: for the model, not for learners.'),
  user: template.describe('What it is asked; before the lines of the talk where there are any.'),
  temperature: z.number().min(0).max(2),
  max_tokens: z.int().min(16).max(4000).describe('Tokens that the answer may have, its JSON included.'),
});
export type PromptFile = z.infer<typeof promptFile>;

export function isAuthored(field: string): boolean {
  return (authoredFields as readonly string[]).includes(field);
}
