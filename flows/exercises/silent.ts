import type { Step } from '../lesson.js';
import type { Sense } from './exercise.js';
import { exerciseOf } from './registry.js';

/** What a learner can do just now. */
export type Senses = Readonly<Record<Sense, boolean>>;

/** A step as it can be done with these: itself, or the same material in another way (`no_voice`). */
export function within(step: Step, senses: Senses): Step {
  const { aloud } = exerciseOf(step);
  const lacks = (aloud?.needs(step) ?? []).filter((sense) => !senses[sense]);
  // What comes instead needs less, down to nothing.
  return aloud && lacks.length > 0 ? within(aloud.instead(step, lacks) as Step, senses) : step;
}
