import type { Speak } from '../../flows/effects.js';
import { forgetGone } from './gone.js';
import { given, type Handler } from './handler.js';
import { attempt } from './sound.js';

/** Says a text aloud. Nobody waits in line behind it: the clip comes as an event whose turn sends it (DESIGN §2.7). */
export const speak: Handler = async (row, deps) => {
  const { request = '' } = row;
  const { speak: say } = deps.speech;
  if (!say) return { kind: 'result', request, result: { kind: 'failed', reason: 'unavailable' } };
  const of = { learnerId: row.learnerId, row: row.id };
  return attempt(row, deps, async () => {
    const asked = given<Speak>(row);
    const clip = await say(asked, of);
    if (asked.personal === true) await forgetGone(row, deps);
    return { kind: 'spoken', clip };
  });
};
