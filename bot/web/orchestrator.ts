import { Hono } from 'hono';
import type { ProviderStatus } from '../providers/models.js';
import type { WebEnv } from './env.js';

const jobs = ['llm', 'stt', 'tts'] as const;

/** The providers of each job; none where nothing is configured. */
export type Statuses = { [J in (typeof jobs)[number]]?: ProviderStatus[] };

/** What has no provider configured. */
const off: ProviderStatus[] = [{ name: 'none', state: 'off', since: new Date().toISOString() }];

/** How the providers of each job are, in the order in which they are asked (INTERFACE). */
export function orchestratorRoutes(providers: () => Statuses): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  for (const job of jobs) {
    app.get(`/${job}-status`, (c) => {
      const { [job]: listed = [] } = providers();
      return c.json({ providers: listed.length > 0 ? listed : off }, 200, {
        'cache-control': 'no-store',
      });
    });
  }
  return app;
}
