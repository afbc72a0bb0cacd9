import type { Content } from '../../../content/load.js';
import type { StoredPrompt } from '../../../content/prompts.js';
import type { Store } from '../../../db/store.js';
import type { Concern, Cost } from '../../../flows/events.js';
import type { PromptName } from '../../../flows/tutor/prompts.js';
import type { LanguageModels } from '../../providers/models.js';
import { Budget, type Limits } from '../../providers/budget.js';

/** What the tutor effect needs beside what every handler has. */
export interface TutorDeps {
  models: LanguageModels;
  prompts: ReadonlyMap<PromptName, StoredPrompt>;
  /** The word list of the content: works without anybody else. */
  flag(text: string): Concern | undefined;
  budget: Budget;
  /** Aborted when the engine stops, so that no vendor holds it up. */
  signal: AbortSignal;
  /** What the first attempt of a row took, for the record of the second. In memory: a kill loses a little bookkeeping. */
  carried: Map<number, Cost>;
}

/** What a content folder gives to it. */
export type TutorContent = Pick<Content, 'prompts' | 'flag'>;

export function tutorOf(given: {
  store: Store;
  content: TutorContent;
  models: LanguageModels;
  limits: Limits;
  now: () => number;
  signal: AbortSignal;
}): TutorDeps {
  const { store, content, models, limits, now, signal } = given;
  return {
    models,
    prompts: content.prompts,
    flag: (text) => content.flag(text),
    budget: new Budget(store, limits, now),
    signal,
    carried: new Map(),
  };
}
