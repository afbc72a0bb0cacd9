import { setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { asItLies, fromSource } from './package-root.js';

/**
 * A thread of ours. Nothing of our settings or secrets is for it.
 *
 * @param compiled `new URL('./worker.js', import.meta.url)`
 * @param workerData what it finds under that name
 */
export function startThread(compiled: URL, workerData?: unknown): Worker {
  const options = { workerData, env: {} };
  const module = asItLies(compiled);
  if (!fromSource) return new Worker(module, options);
  const api = import.meta.resolve('tsx/esm/api');
  // Node 20 gives a thread none of the loaders that its flags ask for.
  const program = `import('${api}').then(({ tsImport }) => tsImport('${module.href}', '${module.href}'))`;
  return new Worker(program, { ...options, eval: true });
}

/** Said by a thread itself: turns go first. Only on Linux a priority is that of the thread alone. */
export function lowerThread(): void {
  if (process.platform === 'linux') setPriority(0, 10);
}
