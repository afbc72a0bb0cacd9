import { parentPort } from 'node:worker_threads';
import type { Picture } from '../../flows/speech/picture.js';
import { lowerThread } from '../system/threads.js';
import { packagedFonts } from './fonts.js';
import { paint, type Painted, type Voices } from './paint.js';

/** The thread that pictures are drawn in: writing a PNG takes too long for turns to wait. */

/** A picture, or to leave once what was asked before is done. */
export type Asked = { id: number; picture: Picture; voices?: Voices | undefined } | { leave: true };

export type Answered = { id: number } & ({ painted: Painted } | { failed: string });

lowerThread();

const fonts = packagedFonts();

parentPort?.on('message', (asked: Asked) => {
  if ('leave' in asked) {
    // Nothing is left to do then, and the thread ends by itself.
    parentPort?.close();
    return;
  }
  const { id, picture, voices } = asked;
  parentPort?.postMessage(answer());

  function answer(): Answered {
    try {
      return { id, painted: paint(picture, voices, fonts) };
    } catch (error) {
      // Our own words and the library's: neither repeats a text.
      return { id, failed: error instanceof Error ? error.name : 'unknown' };
    }
  }
});
