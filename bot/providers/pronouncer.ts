import type { Picked, Reading } from '../../flows/speech/heard.js';

/** Our own model: scores what was read aloud, down to the sound, in the process and without any key. */
export interface Pronouncer {
  /** The model and what runs it are there; it is loaded at its first use. */
  readonly any: boolean;
  /** The one language it knows the sounds of, ISO 639. */
  readonly language: string;
  /**
   * @param samples 16 kHz mono, -1..1
   * @param text what should have been read, without marks
   * @returns undefined where the text has no words, or the sound is shorter than they could be
   */
  read(samples: Float32Array, text: string): Promise<Reading | undefined>;
  /** Which of the known answers it is; competes them, and nothing, under the model. */
  pick(samples: Float32Array, options: readonly string[]): Promise<Picked>;
  /** Ends its worker; a call under way rejects. */
  stop(): Promise<void>;
}
