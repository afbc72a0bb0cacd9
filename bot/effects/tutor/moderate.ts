import type { Concern } from '../../../flows/events.js';
import type { TutorDeps } from './deps.js';

/** Milliseconds for a vendor's opinion of a text; then the word list decides. */
const patience = 4_000;

/**
 * Whether a text may be answered like any other. What the word list holds for self-harm counts always; for the rest
 * the vendor's endpoint decides where there is one that answers, the word list otherwise: a learner is not kept from
 * talking because a second opinion is missing. That it is missing is logged and shown by the provider (ModelList).
 *
 * @param ask false: without the vendor
 * @param called counts a request
 */
export async function concernIn(
  text: string,
  { models, flag, signal }: Pick<TutorDeps, 'models' | 'flag' | 'signal'>,
  ask: boolean,
  called: () => void,
): Promise<Concern | undefined> {
  const listed = flag(text);
  if (!ask || listed === 'self-harm' || text.trim() === '') return listed;
  try {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    const moderated = await models.moderate(text, inTime);
    if (moderated === 'none') return listed;
    called();
    return moderated.concern;
  } catch {
    called();
    return listed;
  }
}

/** Every text in a reply, to be moderated as one. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
