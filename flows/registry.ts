import type { Flow } from './machine.js';
import { consent } from './machines/consent.js';
import { details } from './machines/details.js';
import { drill } from './machines/drill.js';
import { lesson } from './machines/lesson.js';
import { onboarding } from './machines/onboarding.js';
import { quiz } from './machines/quiz.js';
import { settings } from './machines/settings.js';
import { talk } from './machines/talk.js';

/** Every flow there is. A new one is its machine's file and a line here. */
export const flows = { onboarding, lesson, drill, quiz, talk, consent, details, settings } satisfies {
  [name: string]: Flow;
};

export type Flows = { [name: string]: Flow };
