import { saysAll } from './speech/align.js';
import { heardIn, textIn } from './speech/tokens.js';

/**
 * The known answer that sounds the same as what a transcriber wrote: nobody hears whether it was "their" or "there", "3" or
 * "three", "colour" or "color", and who says "um" has not said another thing.
 *
 * @param answers without marks, the likeliest first
 * @returns undefined where it is none of them
 */
export function knownAnswer(transcript: string, answers: readonly string[]): string | undefined {
  const { words } = heardIn({ text: transcript });
  if (words.length === 0 || words.length > longest) return undefined;
  const isIt = saysAll(words);
  return answers.find((answer) => {
    const expected = textIn(answer).words;
    return expected.length > 0 && isIt(expected);
  });
}

/** Words; longer ones are no answer that is known by heart. */
const longest = 60;
