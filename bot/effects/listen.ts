import type { Listen } from '../../flows/effects.js';
import { forgetGone } from './gone.js';
import { given, type Handler } from './handler.js';
import { attempt } from './sound.js';

/** Listens to a recording. What is wrong with it is an answer too; only what may be better later is tried again. */
export const listen: Handler = async (row, deps) => {
  const { request = '' } = row;
  const { listen: hear } = deps.speech;
  if (!hear) return { kind: 'result', request, result: { kind: 'failed', reason: 'unavailable' } };
  const of = { chat: row.chat, learnerId: row.learnerId, row: row.id, signal: deps.signal };
  return attempt(row, deps, async () => {
    const heard = await hear(given<Listen>(row), of);
    if (heard.clip) await forgetGone(row, deps);
    return { kind: 'listened', heard };
  });
};
