import { readFileSync } from 'node:fs';
import { z } from 'zod';

const score = z.number();

/** An utterance of speechocean762 with what humans gave it: phones 0-2, words and sentences 0-10. */
const utteranceSchema = z.object({
  id: z.string().regex(/^\d+$/),
  speaker: z.string().regex(/^\d+$/),
  text: z.string(),
  accuracy: score,
  fluency: score,
  prosodic: score,
  total: score,
  words: z.array(
    z.object({
      text: z.string(),
      /** ARPAbet, vowels with a stress digit. */
      phones: z.array(z.string()),
      phone_scores: z.array(score),
      accuracy: score,
      total: score,
    }),
  ),
});

export type Utterance = z.infer<typeof utteranceSchema>;

/** @throws Error naming the line that is not a labelled utterance */
export function readLabels(file: string): Utterance[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [utteranceSchema.parse(JSON.parse(line))];
    } catch (error) {
      throw new Error(`${file}, line ${index + 1}: not a labelled utterance`, { cause: error });
    }
  });
}
