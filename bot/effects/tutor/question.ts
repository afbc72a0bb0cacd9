import { z } from 'zod';
import type { StoredPrompt } from '../../../content/prompts.js';
import type { Store } from '../../../db/store.js';
import type { TutorArgs } from '../../../flows/effects.js';
import { prompts, type PromptName } from '../../../flows/tutor/prompts.js';
import { renderPrompt } from '../../../flows/tutor/render-prompt.js';
import type { ChatLine, Question } from '../../providers/provider.js';
import { windowed } from './window.js';

const args: z.ZodType<TutorArgs> = z.lazy(() =>
  z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()), z.array(args)]).optional()),
);

/** The Tutor effect as it lies in the outbox. */
export const asking = z.object({
  prompt: z.enum(Object.keys(prompts) as [PromptName, ...PromptName[]]),
  args,
  said: z.union([z.string(), z.array(z.string())]).optional(),
  talk: z.object({ instance: z.int(), after: z.int() }).optional(),
  grows: z.enum(['freely', 'checked']).optional(),
});
export type Asking = z.infer<typeof asking>;

/** Estimated tokens of a talk that are sent with a question, and lines that are read for it. */
const historyTokens = 3_000;
const historyLines = 200;
/** What is to be summed up is read whole. */
const wholeTokens = 9_000;

/** Phrases that were corrected some time ago, which a talk leads back to without a word about it. */
const broughtBack = 3;

/** What a model is asked: the prompt filled in, and the end of the talk. */
export async function questionOf(
  { prompt: name, args, talk, said }: Asking,
  prompt: StoredPrompt,
  learnerId: string,
  store: Pick<Store, 'utterances' | 'corrected'>,
): Promise<Omit<Question, 'signal'>> {
  const hidden = name === 'talk' ? await store.corrected(learnerId, broughtBack) : [];
  const { system, user } = renderPrompt(prompt, { ...args, hidden });
  const history = talk ? await store.utterances(learnerId, talk.instance, talk.after, historyLines) : [];
  // What waits for this very reply is no part of the talk yet.
  const waiting = (talk && typeof said === 'object' ? said : []).map((text) => ({
    who: 'learner' as const,
    text,
  }));
  const lines = [...history, ...waiting];
  const context: ChatLine[] = user.trim() === '' ? [] : [{ role: 'user', content: user }];
  return {
    system,
    messages: [...context, ...windowed(lines, name === 'condense' ? wholeTokens : historyTokens)],
    schema: schemaOf(name),
    schemaName: name,
    temperature: prompt.temperature,
    maxTokens: prompt.max_tokens,
  };
}

/** A reply's JSON Schema in the subset that strict structured outputs take: no bounds, everything required. */
export function schemaOf(name: PromptName): Record<string, unknown> {
  const schema = z.toJSONSchema(prompts[name], {
    override: ({ jsonSchema }) => {
      delete jsonSchema.minimum;
      delete jsonSchema.maximum;
    },
  });
  delete schema.$schema;
  return schema;
}
