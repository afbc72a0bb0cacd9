import type { Content } from '../../../content/load.js';
import type { StoredPrompt } from '../../../content/prompts.js';
import type { Concern, Cost } from '../../../flows/events.js';
import type { PromptName } from '../../../flows/tutor/prompts.js';
import type { LanguageModels } from '../../providers/models.js';
import type { Budget } from '../../providers/budget.js';

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
  content: TutorContent;
  models: LanguageModels;
  budget: Budget;
  signal: AbortSignal;
}): TutorDeps {
  const { content, models, budget, signal } = given;
  return {
    models,
    prompts: content.prompts,
    flag: (text) => content.flag(text),
    budget,
    signal,
    carried: new Map(),
  };
}
