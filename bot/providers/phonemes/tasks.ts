import type { Picked, Reading } from '../../../flows/speech/heard.js';

/** What the worker thread is asked. */
export type Task =
  | { kind: 'read'; samples: Float32Array; text: string }
  | { kind: 'pick'; samples: Float32Array; options: readonly string[] };

/** A task, or to leave once what is under way is done. */
export type Asked = { id: number; task: Task } | { leave: true };

export type Answered = { id: number } & ({ answer: Reading | Picked | undefined } | { failed: string });
