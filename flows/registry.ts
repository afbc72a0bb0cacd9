import type { Flow } from './machine.js';
import { details } from './machines/details.js';
import { lesson } from './machines/lesson.js';
import { onboarding } from './machines/onboarding.js';
import { settings } from './machines/settings.js';

/** Every flow there is. A new one is its machine's file and a line here. */
export const flows = { onboarding, lesson, details, settings } satisfies { [name: string]: Flow };

export type Flows = { [name: string]: Flow };
