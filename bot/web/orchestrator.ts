import { Hono } from 'hono';
import type { ProviderStatus } from '../providers/models.js';
import type { WebEnv } from './env.js';

/** What has no provider yet, or none configured. */
const off: ProviderStatus[] = [{ name: 'none', state: 'off', since: new Date().toISOString() }];

/** How the providers of each job are, in the order in which they are asked (INTERFACE). */
export function orchestratorRoutes(models: () => ProviderStatus[]): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const jobs: Record<string, () => ProviderStatus[]> = { llm: models, stt: () => [], tts: () => [] };
  for (const [job, status] of Object.entries(jobs)) {
    app.get(`/${job}-status`, (c) => {
      const providers = status();
      return c.json({ providers: providers.length > 0 ? providers : off }, 200, {
        'cache-control': 'no-store',
      });
    });
  }
  return app;
}
