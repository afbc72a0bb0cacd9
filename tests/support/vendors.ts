import { pino } from 'pino';
import { Budget, type Limits } from '../../bot/providers/budget.js';
import { tutorOf, type TutorContent, type TutorDeps } from '../../bot/effects/tutor/deps.js';
import { ModelList } from '../../bot/providers/llm/list.js';
import type { LanguageModels } from '../../bot/providers/models.js';
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
  /** Milliseconds for the models, where the engine's own would keep a test waiting. */
  patience?: number | undefined;
  signal?: AbortSignal;
}

/** What asks outside: nobody, unless providers are given. No limits, unless they are. */
export function vendors({
  store,
  content = { prompts: new Map(), flag: () => undefined },
  providers = [],
  now = () => 0,
  limits = { perLearner: 0, total: 0 },
  patience,
  signal = new AbortController().signal,
}: Given): {
  tutor: TutorDeps;
  proofreader: Proofreader;
} {
  const list = new ModelList(providers, pino({ level: 'silent' }), { now });
  const models = patience === undefined ? list : hurried(list, patience);
  return {
    tutor: tutorOf({ content, models, budget: new Budget(store, limits, now), signal }),
    proofreader: noProofreader,
  };
}

function hurried(models: LanguageModels, patience: number): LanguageModels {
  return {
    any: models.any,
    get moderates() {
      return models.moderates;
    },
    status: () => models.status(),
    chat: (asked) => models.chat({ ...asked, patience }),
    moderate: (text, signal) => models.moderate(text, signal),
  };
}
