import type { Picked, Reading } from '../../../flows/speech/heard.js';

/** What the worker thread is asked. */
export type Task =
  | { kind: 'read'; samples: Float32Array; text: string }
  | { kind: 'pick'; samples: Float32Array; options: readonly string[] };

export interface Asked {
  id: number;
  task: Task;
}

export type Answered = { id: number } & ({ answer: Reading | Picked | undefined } | { failed: string });
