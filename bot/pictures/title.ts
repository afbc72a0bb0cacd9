import type { Fonts } from './fonts.js';
import { inner, margin, palette, pictureWidth, sizes } from './palette.js';
import { textAt } from './svg.js';

/** A line in the learner's language, at the side where that language begins. */
export interface Titled {
  marks: string[];
  /** Pixels that it takes from the top of what it is drawn at. */
  height: number;
}

/**
 * @param y where it begins
 * @param language BCP 47
 */
export function caption(
  text: string,
  {
    y,
    language,
    fonts,
    fill = palette.softInk,
    most = 3,
  }: { y: number; language: string; fonts: Fonts; fill?: string; most?: number },
): Titled {
  const isRtl = readsRightToLeft(language);
  const lines = wrapped(fonts.drawable(text), inner, most, (line) => fonts.width(line, sizes.title));
  const step = sizes.title * 1.35;
  return {
    marks: lines.map((line, n) =>
      // The embedding tells the shaper which way the line as a whole runs; it does not look at the language.
      textAt(
        isRtl ? pictureWidth - margin : margin,
        y + sizes.title + n * step,
        isRtl ? `\u202b${line}\u202c` : line,
        {
          size: sizes.title,
          fill,
          end: isRtl,
        },
      ),
    ),
    height: lines.length * step,
  };
}

export function readsRightToLeft(language: string): boolean {
  return /^(ar|he|fa|ur)\b/i.test(language);
}

/** Greedy; what is over the last line ends in an ellipsis. */
function wrapped(text: string, room: number, most: number, width: (line: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && width(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const kept = lines.slice(0, most).map((line) => cut(line, room, width));
  if (lines.length <= most) return kept;
  return [...kept.slice(0, -1), cut(`${kept.at(-1)} …`, room, width)];
}

/** As much of a line as there is room for. */
export function cut(line: string, room: number, width: (line: string) => number): string {
  if (width(line) <= room) return line;
  const letters = [...line];
  let [fits, most] = [0, letters.length];
  while (fits < most) {
    const middle = Math.ceil((fits + most) / 2);
    if (width(`${letters.slice(0, middle).join('')}…`) <= room) fits = middle;
    else most = middle - 1;
  }
  return `${letters.slice(0, fits).join('').trimEnd()}…`;
}
