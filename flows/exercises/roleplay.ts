import { z } from 'zod';
import type { Line } from '../effects.js';
import { localiseScene, sceneFields, sceneOf, sceneTexts } from '../scene.js';
import type { Exercise } from './exercise.js';
import { type Misfit, stepId } from './fields.js';
import { paragraphs } from './lines.js';

const schema = z
  .strictObject({ id: stepId, kind: z.literal('roleplay'), ...sceneFields })
  .refine(({ max_turns, goals }) => max_turns >= goals.length, {
    path: ['max_turns'],
    message: 'fewer turns than goals: there has to be room for each',
  });

const sidecar = z.strictObject(sceneTexts);

export type RoleplayStep = z.infer<typeof schema>;
type RoleplayTexts = z.infer<typeof sidecar>;

/** A scene with somebody to talk to and things to get done. Shown here, played by the talk flow. */
export const roleplay = {
  kind: 'roleplay',
  schema,
  sidecar,
  required: () => ['scene', 'goals'],
  misfits,
  localise: (step, texts) => localiseScene(step, texts),
  present: (step) => ({
    lines: [...paragraphs(step.scene, 'explain'), { say: 'roleplay.goals' }, goalList(step)],
  }),
  plays: (step) => sceneOf(step),
} satisfies Exercise<RoleplayStep, RoleplayTexts>;

function goalList({ goals }: RoleplayStep): Line {
  return { text: goals.map(({ does }) => `• ${does}`).join('\n'), role: 'explain' };
}

function misfits(step: RoleplayStep, { goals }: RoleplayTexts): Misfit[] {
  if (goals === undefined || goals.length === step.goals.length) return [];
  return [{ path: ['goals'], message: `${goals.length} goals, the step has ${step.goals.length}` }];
}
