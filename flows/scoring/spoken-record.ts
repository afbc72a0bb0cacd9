import type { Spoken } from '../records.js';
import type { JudgedSpeech } from './free-speech.js';
import type { JudgedReading } from './reading-verdict.js';

/**
 * What is kept of something that was said aloud; undefined where nothing of it was scored (another text, not understood).
 *
 * @param source the item of a lesson, `talk/<persona>`, `scene/<scene>`, `drill/<phone>`
 */
export function spokenRecord(
  judged: Pick<JudgedReading | JudgedSpeech, 'scores' | 'words' | 'sounds' | 'seconds' | 'transcript'>,
  { course, source }: Pick<Spoken, 'course' | 'source'>,
): Spoken | undefined {
  const { scores, words, sounds, seconds, transcript } = judged;
  if (scores.overall.value === null) return undefined;
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
