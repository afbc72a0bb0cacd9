import { pino } from 'pino';
import { Budget, type Limits } from '../../bot/providers/budget.js';
import { tutorOf, type TutorContent, type TutorDeps } from '../../bot/effects/tutor/deps.js';
import { ModelList } from '../../bot/providers/llm/list.js';
import type { Provider } from '../../bot/providers/provider.js';
import type { Proofreader } from '../../bot/providers/proofreader.js';
import type { Store } from '../../db/store.js';

/** Finds nothing. */
export const noProofreader: Proofreader = {
  hints: async () => [],
  status: () => ({ state: 'ok' }),
  stop: async () => {},
};

interface Given {
  store: Store;
  content?: TutorContent;
  providers?: readonly Provider[];
  now?: () => number;
  limits?: Limits;
  signal?: AbortSignal;
}

/** What asks outside: nobody, unless providers are given. No limits, unless they are. */
export function vendors({
  store,
  content = { prompts: new Map(), flag: () => undefined },
  providers = [],
  now = () => 0,
  limits = { perLearner: 0, total: 0 },
  signal = new AbortController().signal,
}: Given): {
  tutor: TutorDeps;
  proofreader: Proofreader;
} {
  const models = new ModelList(providers, pino({ level: 'silent' }), { now });
  return {
    tutor: tutorOf({ content, models, budget: new Budget(store, limits, now), signal }),
    proofreader: noProofreader,
  };
}
