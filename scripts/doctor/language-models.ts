import { z } from 'zod';
import type { ModelServer } from '../../bot/providers/openai-client.js';
import type { Verdict } from './verdict.js';

/** Milliseconds for a server to list its models. */
const patience = 5_000;

const listing = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Asks each server for its models, which costs nothing and shows whether address, key and model are right. */
export async function languageModels(servers: readonly ModelServer[]): Promise<Verdict[]> {
  if (servers.length > 0) return Promise.all(servers.map(look));
  const message = 'none configured (OPENAI_API_KEY, or LLM_BASE_URL); lessons need none';
  return [{ state: 'off', name: 'language model', message }];
}

async function look({ baseUrl, apiKey, model }: ModelServer): Promise<Verdict> {
  const { host } = new URL(baseUrl);
  const said = (state: 'ok' | 'look', message: string, remedy?: string): Verdict => ({
    state,
    name: 'language model',
    message: `${model} at ${host}${message}`,
    ...(remedy !== undefined && { remedy }),
  });
  try {
    const answer = await fetch(`${baseUrl.replace(/\/+$/, '')}/models`, {
      headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
      signal: AbortSignal.timeout(patience),
    });
    if (answer.status === 401 || answer.status === 403)
      return said('look', ' does not take the key', 'look at LLM_API_KEY or OPENAI_API_KEY');
    const listed = answer.ok ? listing.safeParse(await answer.json()) : undefined;
    if (!listed?.success) return said('ok', ` answers (HTTP ${answer.status}) and lists no models`);
    const known = listed.data.data.some(({ id }) => id === model);
    return known
      ? said('ok', ' answers')
      : said('look', ' is not among the models there', 'set LLM_MODEL to one that is');
  } catch {
    return said('look', ' does not answer', 'look at LLM_BASE_URL and the network');
  }
}
