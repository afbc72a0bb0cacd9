import type { z } from 'zod';

/**
 * What does not fit a schema, in one sentence: the field, and what to send there. Schemas word what they want
 * ("send …"); what zod finds by itself is worded here.
 *
 * @param whole what is sent where a field belongs to nothing smaller, for example `the body`
 */
export function sentence(error: z.ZodError, whole: string): string {
  const issue = error.issues[0];
  if (issue?.code === 'unrecognized_keys')
    return `There is no field "${issue.keys[0]?.slice(0, 40)}" here: leave it out.`;
  const field = issue?.path.join('.') ?? '';
  const where = field === '' ? whole : `The field "${field}"`;
  return `${where} cannot be taken: ${issue?.message ?? 'send something else'}.`.slice(0, 200);
}
