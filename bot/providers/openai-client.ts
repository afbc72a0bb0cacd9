import OpenAI from 'openai';

/** An OpenAI-compatible server. */
export interface ModelServer {
  /** Absent where the server asks for none. */
  apiKey?: string;
  /** `https://api.openai.com/v1` */
  baseUrl: string;
  model: string;
}

export interface SpeechServer extends ModelServer {
  /** The one that is used where nobody asks for another. */
  voice: string;
}

/** For people; without a secret: `whisper-1 at api.openai.com`. */
export const nameOf = ({ model, baseUrl }: ModelServer): string => `${model} at ${new URL(baseUrl).host}`;

/**
 * The official SDK, whose own retries, logs and settings from the environment are off. A redirect is not followed: no
 * server of this kind has one, and what is sent is meant for nobody else.
 *
 * @param most bytes of an answer; one that is longer breaks off as an error
 */
export function clientOf(server: ModelServer, most: number): OpenAI {
  return new OpenAI({
    apiKey: server.apiKey ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: server.baseUrl,
    maxRetries: 0,
    // The question's own signal ends a call earlier; this is for the day somebody forgets it.
    timeout: 30_000,
    logLevel: 'off',
    fetchOptions: { redirect: 'manual' },
    fetch: async (url, init) => bounded(await fetch(url, init), most),
  });
}

function bounded(response: Response, most: number): Response {
  if (!response.body) return response;
  let left = most;
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      left -= chunk.byteLength;
      if (left < 0) controller.error(new Error(`an answer of more than ${most} bytes`));
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(limit), { status, statusText, headers });
}
