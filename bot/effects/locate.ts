import { z } from 'zod';
import type { Handler } from './handler.js';

const payload = z.object({ place: z.string(), language: z.string() });

/** Looks a place up beside the turn: the table of cities is large and read at its first use. */
export const locate: Handler = async (row, { places }) => {
  const request = row.request ?? '';
  const find = (asked: unknown) => {
    const { place, language } = payload.parse(asked);
    return places.find(place, language);
  };
  try {
    const zones = await find(row.payload);
    return { kind: 'result', request, result: { kind: 'located', zones } };
  } catch {
    return { kind: 'result', request, result: { kind: 'failed' } };
  }
};
