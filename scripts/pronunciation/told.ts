import { certainty } from '../../bot/providers/phonemes/calibration.js';
import { area } from './figures.js';

/** How surely each text was read: very exactly, and rather than another (`textScores`). */
export type TextScores = Record<'right' | 'wrong' | 'near', { exactly: number; match: number }[]>;

/** Area under the curve of right texts against others, by one of the two scores. */
export function auc(
  texts: TextScores,
  others: 'wrong' | 'near',
  by: 'exactly' | 'match' = 'exactly',
): number {
  return area(
    texts.right.map((one) => one[by]),
    texts[others].map((one) => one[by]),
  );
}

/** Whether the product tells right texts from others: the share of each that it takes for the text that was read. */
export function told(texts: TextScores, least: number): Record<string, number> {
  const taken = (of: TextScores['right']) =>
    of.filter(({ match }) => certainty(match, least) >= 0.5).length / of.length;
  return {
    right_text_taken: taken(texts.right),
    near_miss_taken: taken(texts.near),
    wrong_text_taken: taken(texts.wrong),
    wrong_text_auc_match: auc(texts, 'wrong', 'match'),
    near_miss_auc_match: auc(texts, 'near', 'match'),
  };
}
