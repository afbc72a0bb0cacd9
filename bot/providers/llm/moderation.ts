import { APIError, type OpenAI } from 'openai';
import type { Concern } from '../../../flows/events.js';
import type { Moderated } from '../provider.js';
import { faultOf } from '../fault.js';

const model = 'omni-moderation-latest';

/** OpenAI's categories by their first part, the gravest first. */
const concerns: readonly (readonly [string, Concern])[] = [
  ['self-harm', 'self-harm'],
  ['sexual', 'sexual'],
  ['violence', 'violence'],
  ['illicit', 'illegal'],
  ['hate', 'hate'],
  ['harassment', 'hate'],
];

/** The server's moderation endpoint. That it has none is found out once. */
export function moderatorOf(client: OpenAI): (text: string, signal: AbortSignal) => Promise<Moderated> {
  let none = false;
  return async (input, signal) => {
    if (none) return 'none';
    try {
      const { results } = await client.moderations.create({ model, input }, { signal });
      return { concern: results[0]?.flagged ? concernOf(results[0].categories) : undefined };
    } catch (error) {
      const status: unknown = error instanceof APIError ? error.status : undefined;
      if (status === 404 || status === 405 || status === 501) {
        none = true;
        return 'none';
      }
      throw faultOf(error, { model, calls: 1, tokensIn: 0, tokensOut: 0 });
    }
  };
}

function concernOf(categories: object): Concern | undefined {
  const flagged = Object.entries(categories)
    .filter(([, is]) => is === true)
    .map(([category]) => category.split('/')[0]);
  return concerns.find(([category]) => flagged.includes(category))?.[1];
}
