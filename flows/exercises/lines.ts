import type { Authored } from '../effects.js';

/**
 * Underscores that stand for what is missing (`I ___ like`, `w _ _ _ d`) are shown, not read as emphasis: runs
 * of two and more, and single ones with space around them.
 */
export function keepBlanks(text: string): string {
  if (!text.includes('_')) return text;
  return text.replace(/__+|(?<!\S)_(?!\S)/g, (blank) => '\\_'.repeat(blank.length));
}

/** Paragraphs as an author wrote them. */
export function paragraphs(text: string, role: Authored['role']): Authored[] {
  return text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => ({ text: keepBlanks(paragraph.trim()), role }));
}

/** What a text with marks sounds like: the same without them. */
export function spoken(text: string): string {
  return text.replace(/\\(.)|[*_]/g, '$1');
}
