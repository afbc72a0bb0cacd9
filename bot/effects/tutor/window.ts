import { asBlock } from '../../../flows/tutor/render-prompt.js';
import { estimateTokens, type ChatLine } from '../../providers/provider.js';

export interface Said {
  who: 'learner' | 'tutor';
  text: string;
}

/**
 * As much of a talk's end as the budget holds, oldest first, ending with the learner's newest line, which is there
 * however long it is. What is left out is told by the running summary of the prompt.
 *
 * @param tokens estimated by the size of the text (estimateTokens)
 */
export function windowed(lines: readonly Said[], tokens: number): ChatLine[] {
  const newest = lines.findLastIndex(({ who }) => who === 'learner');
  const kept: ChatLine[] = [];
  let used = 0;
  for (const { who, text } of lines.slice(0, newest + 1).reverse()) {
    const line: ChatLine =
      who === 'learner'
        ? { role: 'user', content: asBlock('said', text) }
        : { role: 'assistant', content: text };
    used += estimateTokens(line.content);
    if (kept.length > 0 && used > tokens) break;
    kept.unshift(line);
  }
  return kept;
}
