import { z } from 'zod';
import type { ModelServer } from '../../bot/providers/openai-client.js';
import type { Verdict } from './verdict.js';

/** Milliseconds for a server to list its models. */
const patience = 5_000;

const listing = z.object({ data: z.array(z.object({ id: z.string() })) });

/** What the doctor calls the servers of each job. */
const jobs = { LLM: 'language model', STT: 'transcription', TTS: 'speech' };
export type Job = keyof typeof jobs;

/**
 * Asks each server for its models, which costs nothing and shows whether address, key and model are right.
 *
 * @param without what there is where none is configured
 */
export async function modelServers(
  job: Job,
  servers: readonly ModelServer[],
  without: Pick<Verdict, 'state' | 'message'>,
): Promise<Verdict[]> {
  if (servers.length > 0) return Promise.all(servers.map(async (server) => look(job, server)));
  const message = `no server configured (OPENAI_API_KEY, or ${job}_BASE_URL); ${without.message}`;
  return [{ state: without.state, name: jobs[job], message }];
}

async function look(job: Job, { baseUrl, apiKey, model }: ModelServer): Promise<Verdict> {
  const { host } = new URL(baseUrl);
  const said = (state: 'ok' | 'look', message: string, remedy?: string): Verdict => ({
    state,
    name: jobs[job],
    message: `${model} at ${host}${message}`,
    ...(remedy !== undefined && { remedy }),
  });
  try {
    const answer = await fetch(`${baseUrl.replace(/\/+$/, '')}/models`, {
      headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
      signal: AbortSignal.timeout(patience),
    });
    if (answer.status === 401 || answer.status === 403)
      return said('look', ' does not take the key', `look at ${job}_API_KEY or OPENAI_API_KEY`);
    const listed = answer.ok ? listing.safeParse(await answer.json()) : undefined;
    if (!listed?.success) return said('ok', ` answers (HTTP ${answer.status}) and lists no models`);
    const known = listed.data.data.some(({ id }) => id === model);
    return known
      ? said('ok', ' answers')
      : said('look', ' is not among the models there', `set ${job}_MODEL to one that is, or to off`);
  } catch {
    return said('look', ' does not answer', `look at ${job}_BASE_URL and the network`);
  }
}
