import { fileURLToPath } from 'node:url';
import { loadContent } from '../../content/load.js';
import { Talk, type Options } from '../support/conversation.js';

/** Somebody who is met, and a lesson with steps for the voice. */

/** A lesson of its own, so that these read the same whatever the packaged ones are. */
export const content = loadContent(fileURLToPath(new URL('../fixtures/aloud', import.meta.url)));

export async function met(options: Options): Promise<Talk> {
  const talk = await Talk.begin({ guess: { language: 'en', timeZone: 'Europe/Madrid' }, ...options });
  await talk.say('hello');
  await talk.tap('English');
  await talk.say('Ana');
  await talk.tap('Travel');
  await talk.tap('1');
  return talk;
}

/** At the first gap; whatever stands before it is gone through and forgotten. */
export async function atGap(options: Options): Promise<Talk> {
  const talk = await met({ content, ...options });
  await talk.say('/lesson cafe/ordering');
  await talk.tap("I'd like a tea, please.");
  // What is read aloud is skipped; without ears it is a question in writing.
  await talk.say('skip');
  talk.lines.length = 0;
  return talk;
}
