import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../system/package-root.js';
import { fontMetrics, type FontMetrics } from './font-metrics.js';

/** The fonts that come with the engine (fonts/README.md), and what can be written with them. */
export interface Fonts {
  files: readonly string[];
  /**
   * A text as far as there are letters for it: emoji and scripts that no font has would be drawn as empty boxes.
   *
   * @returns one line; '' where nothing of it can be drawn
   */
  drawable(text: string): string;
  /** Pixels; a little more than it will be. */
  width(text: string, size: number, weight?: Weight): number;
}

export type Weight = 400 | 600;

export const family = 'Inter';
export const arabicFamily = 'Noto Sans Arabic';

export function packagedFonts(): Fonts {
  const folder = join(packageRoot(), 'bot', 'pictures', 'fonts');
  const file = (name: string) => join(folder, name);
  const [regular, strong, arabic] = [
    'Inter-Regular.otf',
    'Inter-SemiBold.otf',
    'NotoSansArabic-Regular.ttf',
  ].map(file);
  const metrics = {
    400: read(regular),
    600: read(strong),
    arabic: read(arabic),
  };
  const advance = (code: number, weight: Weight): number | undefined =>
    metrics[weight].advance(code) ?? metrics.arabic.advance(code);
  return {
    files: [regular, strong, arabic].filter((name) => name !== undefined),
    drawable: (text) =>
      [...text.normalize('NFC').replace(/\s+/gu, ' ')]
        .filter((letter) => advance(letter.codePointAt(0) ?? 0, 400) !== undefined)
        .join('')
        .replace(/ {2,}/g, ' ')
        .trim(),
    width: (text, size, weight = 400) =>
      [...text].reduce((sum, letter) => sum + (advance(letter.codePointAt(0) ?? 0, weight) ?? 0), 0) * size,
  };
}

function read(file: string | undefined): FontMetrics {
  return fontMetrics(readFileSync(file ?? ''));
}
