import type { Place } from '../../flows/events.js';

/** Finds the time zones that the name of a place can mean, the likeliest first. */
export interface Places {
  /**
   * @param language BCP 47; countries are named in it
   * @returns one entry a zone, at most four; empty where the place is unknown
   */
  find(text: string, language: string): Promise<Place[]>;
}
