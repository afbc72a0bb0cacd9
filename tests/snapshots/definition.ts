import { createHash } from 'node:crypto';
import type { Flow } from '../../flows/machine.js';

export interface Definition {
  version: number;
  /** First 16 hex digits of the SHA-256 of everything a stored snapshot relies on. */
  hash: string;
}

/**
 * States, transitions, the names of guards and actions, and the fields of the context. How an action or a guard
 * does its work may change freely: a snapshot does not hold it.
 */
export function definitionOf({ machine, version }: Pick<Flow, 'machine' | 'version'>): Definition {
  const config = machine.config as unknown as Record<string, unknown>;
  const context =
    typeof config['context'] === 'function'
      ? (config['context'] as (args: object) => object)({ input: { instance: 1, hash: 'h', at: 0 } })
      : config['context'];
  const text = JSON.stringify({ ...config, context: shape(context) }, named);
  return { version, hash: createHash('sha256').update(text).digest('hex').slice(0, 16) };
}

/** Keys in one order, functions by their names. */
function named(_: string, value: unknown): unknown {
  if (typeof value === 'function') return `function ${value.name}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function shape(context: unknown): unknown {
  if (typeof context !== 'object' || context === null) return typeof context;
  return Object.fromEntries(
    Object.entries(context).map(([name, value]) => [name, Array.isArray(value) ? 'array' : typeof value]),
  );
}
