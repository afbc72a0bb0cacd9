import type { Draw } from '../../flows/effects.js';
import { given, type Handler } from './handler.js';

/** Draws a picture; like speech, it comes as an event whose turn sends it. */
export const draw: Handler = async (row, { speech, log }) => {
  const request = row.request ?? '';
  if (!speech.draw) return { kind: 'result', request, result: { kind: 'failed', reason: 'unavailable' } };
  try {
    const drawing = await speech.draw(given<Draw>(row).picture);
    return { kind: 'result', request, result: { kind: 'drawn', drawing } };
  } catch (error) {
    // The same data give the same picture, or the same failure.
    log.warn({ error, effect: row.id }, 'a picture could not be drawn');
    return { kind: 'result', request, result: { kind: 'failed', reason: 'unavailable' } };
  }
};
