import { Harper } from './harper/harper.js';
import { noModels, type LanguageModels } from './models.js';
import type { ModelServer } from './openai-client.js';
import type { Proofreader } from './proofreader.js';

/** Everybody who is asked outside of the engine's own thread. */
export interface Vendors {
  models: LanguageModels;
  proofreader: Proofreader;
}

/**
 * Makes them as they are configured. The SDKs are loaded only where something is: without, the process stays small.
 */
export async function openVendors(
  { llm }: { llm: readonly ModelServer[] },
  log: { warn(what: object, message: string): void },
  now: () => number = Date.now,
): Promise<Vendors> {
  const models = llm.length > 0 ? await modelsOf(llm, log, now) : noModels;
  return { models, proofreader: new Harper({ log }) };
}

async function modelsOf(
  servers: readonly ModelServer[],
  log: Parameters<typeof openVendors>[1],
  now: () => number,
): Promise<LanguageModels> {
  const [{ openai }, { ModelList }] = await Promise.all([import('./llm/openai.js'), import('./llm/list.js')]);
  return new ModelList(servers.map(openai), log, { now });
}
