import { pino } from 'pino';
import { tutorOf, type TutorContent, type TutorDeps } from '../../bot/effects/tutor/deps.js';
import { ModelList } from '../../bot/providers/llm/list.js';
import type { Provider } from '../../bot/providers/provider.js';
import type { Proofreader } from '../../bot/providers/proofreader.js';
import type { Store } from '../../db/store.js';

interface Given {
  store: Store;
  content?: TutorContent;
  providers?: readonly Provider[];
  now?: () => number;
}

/** What asks outside: nobody, unless providers are given. No limits. */
export function vendors({
  store,
  content = { prompts: new Map(), flag: () => undefined },
  providers = [],
  now = () => 0,
}: Given): {
  tutor: TutorDeps;
  proofreader: Proofreader;
} {
  const models = new ModelList(providers, pino({ level: 'silent' }), { now });
  const { signal } = new AbortController();
  const limits = { perLearner: 0, total: 0 };
  return {
    tutor: tutorOf({ store, content, models, limits, now, signal }),
    proofreader: { hints: async () => [], stop: async () => {} },
  };
}
