import type { Spoken } from '../records.js';
import type { JudgedSpeech } from './free-speech.js';
import type { JudgedReading } from './reading-verdict.js';

/**
 * What is kept of something that was said aloud; undefined where it was another text, and where nobody could tell what it
 * was. A word that was understood is kept even where nobody scored it.
 *
 * @param source the item of a lesson, `talk/<persona>`, `scene/<scene>`, `drill/<phone>`
 */
export function spokenRecord(
  judged: Pick<JudgedReading | JudgedSpeech, 'scores' | 'words' | 'sounds' | 'seconds' | 'transcript'>,
  { course, source }: Pick<Spoken, 'course' | 'source'>,
): Spoken | undefined {
  const { scores, words, sounds, seconds, transcript } = judged;
  if (scores.overall.value === null && words.length === 0) return undefined;
  return {
    kind: 'spoken',
    course,
    source,
    seconds,
    scores,
    words,
    sounds,
    ...(transcript === undefined ? {} : { transcript }),
  };
}
