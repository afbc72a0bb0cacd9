import type { Choice, Line, Say } from '../effects.js';
import type { Profile } from '../learner.js';
import type { Env, Input } from '../machine.js';

/** Something asked once while meeting a learner and changeable for ever in the settings. One file each. */
export interface Question {
  /** The last line is what to do. */
  ask(env: Env): Asked;
  understand(input: Input, env: Env): Meaning;
  /** What the answer changes. */
  save(value: string, env: Env): Partial<Profile>;
  /** What is said to an answer before going on; nothing where the next question says enough. */
  saved?(value: string, env: Env): Line | undefined;
  /** Absent: always. Where it matters to nobody the settings leave it out. */
  matters?(env: Env): boolean;
  /** What the settings show of it. */
  shown(profile: Profile): Say;
}

export interface Asked {
  lines: Line[];
  /** Their values are options here; the machine adds instance and question. */
  choices?: Choice[];
  /** False where there is nothing to skip to. */
  skippable?: boolean;
}

export type Meaning =
  | { kind: 'value'; value: string; certain: boolean }
  /** A place whose time zone must be looked up. */
  | { kind: 'place'; place: string }
  /** Says what is expected, in this place, in other words each time. */
  | { kind: 'unclear'; line: Line };

/** A label that is an interface string. */
export function choice(label: Say, value: string): Choice {
  return { label, value };
}

export const notSet: Say = { say: 'settings.notSet' };
