import type { Draw } from '../../flows/effects.js';
import type { Drawing } from '../../flows/speech/recording.js';
import { forgetGone } from './gone.js';
import { given, type Handler } from './handler.js';

/** Draws a picture; like speech, it comes as an event whose turn sends it. */
export const draw: Handler = async (row, deps) => {
  const request = row.request ?? '';
  const { speech, log } = deps;
  if (!speech.draw) return { kind: 'result', request, result: { kind: 'failed', reason: 'unavailable' } };
  let drawing: Drawing;
  try {
    drawing = await speech.draw(given<Draw>(row).picture, row.learnerId);
  } catch (error) {
    // The same data give the same picture, or the same failure.
    log.warn({ error, effect: row.id }, 'a picture could not be drawn');
    return { kind: 'result', request, result: { kind: 'failed', reason: 'unavailable' } };
  }
  await forgetGone(row, deps);
  return { kind: 'result', request, result: { kind: 'drawn', drawing } };
};
