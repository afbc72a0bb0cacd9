import type { Decoded, Voice } from './audio.js';
import type { Sounded, ToSound } from './hear.js';

/** What the process for sounds is asked (sound-program.ts), and what each comes to. */
export interface Tasks {
  hear: [asked: ToSound, came: Sounded];
  decode: [asked: { file: string; limit: number }, came: Decoded];
  toVoice: [asked: { sound: Uint8Array; limit: number }, came: Voice];
}

export type Kind = keyof Tasks;

/** A task, or that nobody waits for it any more. */
export type What = { [K in Kind]: { kind: K; asked: Tasks[K][0] } }[Kind] | { kind: 'cancel' };

export type Asked = { id: number } & What;

export type Answered = { id: number } & ({ came: Tasks[Kind][1] } | { failed: Failed });

/** An error, as far as anybody asks about it. */
export interface Failed {
  message: string;
  /** Of the machine's: ENOENT ... */
  code?: string;
  path?: string;
}
