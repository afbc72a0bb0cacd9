import { z } from 'zod';
import { choice } from './choice.js';
import { dictation } from './dictation.js';
import type { Exercise } from './exercise.js';
import { explain } from './explain.js';
import { gap } from './gap.js';
import { listen } from './listen.js';
import { match } from './match.js';
import { minimalPair } from './minimal-pair.js';
import { open } from './open.js';
import { readAloud } from './read-aloud.js';
import { reorder } from './reorder.js';
import { repeat } from './repeat.js';
import { roleplay } from './roleplay.js';
import { translate } from './translate.js';
import { vocab } from './vocab.js';

/** Every kind of exercise. A new one is a file and a line here. */
export const exercises = {
  explain,
  vocab,
  choice,
  gap,
  reorder,
  match,
  translate,
  dictation,
  listen,
  minimal_pair: minimalPair,
  repeat,
  read_aloud: readAloud,
  open,
  roleplay,
} as const satisfies { [kind: string]: Exercise };

type Kinds = typeof exercises;
export type Kind = keyof Kinds;

/** A step of a lesson as its author writes it. */
export const step = z.discriminatedUnion('kind', schemasOf(exercises));
export type Step = z.infer<typeof step>;

/**
 * What a translator may write for a step. The sidecar file does not know the step's kind, so this takes every
 * kind's fields; `sidecarFor` is exact. A field that several kinds have means the same in each.
 */
export const sidecarStep = z.strictObject(
  Object.assign({}, ...Object.values(exercises).map((exercise) => exercise.sidecar.shape)) as SidecarShape,
);
export type SidecarStep = z.infer<typeof sidecarStep>;

/** The sidecar schema of one kind. */
export function sidecarFor(kind: Kind): Kinds[Kind]['sidecar'] {
  return exercises[kind].sidecar;
}

/** The kind's behaviour for a step of any kind. */
export function exerciseOf(step: Pick<Step, 'kind'>): Exercise<Step, SidecarStep> {
  return exercises[step.kind];
}

type SidecarShape = Merged<Kinds[Kind]['sidecar']['shape']>;
type Merged<U> = (U extends unknown ? (shape: U) => void : never) extends (shape: infer I) => void
  ? I
  : never;

function schemasOf(kinds: Kinds) {
  const schemas = Object.values(kinds).map((exercise) => exercise.schema);
  return schemas as [(typeof schemas)[number], ...typeof schemas];
}
