import type { Place } from '../../flows/events.js';

/** Finds the time zones that the name of a place can mean, the likeliest first. */
export interface Places {
  /** @returns one entry a zone, at most four; empty where the place is unknown */
  find(text: string): Promise<Place[]>;
}
