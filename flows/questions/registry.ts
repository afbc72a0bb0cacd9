import { age } from './age.js';
import { consent } from './consent.js';
import { goal } from './goal.js';
import { interests } from './interests.js';
import { language } from './language.js';
import { level } from './level.js';
import { minutes } from './minutes.js';
import { name } from './name.js';
import type { Question } from './question.js';
import { reminder } from './reminder.js';
import { sound } from './sound.js';
import { speed } from './speed.js';
import { zone } from './zone.js';

/** Everything that is asked of a learner, in the order the settings show it. */
export const questions = {
  language,
  name,
  goal,
  level,
  minutes,
  interests,
  reminder,
  zone,
  sound,
  speed,
  age,
  consent,
} satisfies { [id: string]: Question };

export type QuestionId = keyof typeof questions;
export const questionIds = Object.keys(questions) as QuestionId[];
