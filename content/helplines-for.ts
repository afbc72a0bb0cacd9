import type { HelplinesFile } from './helplines.js';

/** People to call, for the speakers of a language. */
export interface Helplines {
  /** The country as the language calls it. */
  lines: readonly { country: string; number: string }[];
  /** A page that finds a line anywhere. */
  general: string;
}

export function helplinesFor(file: HelplinesFile | undefined, language: string): Helplines {
  const countries = file?.languages[language] ?? file?.languages['en'] ?? [];
  const names = new Intl.DisplayNames([language, 'en'], { type: 'region' });
  return {
    lines: countries.map((code) => ({ country: names.of(code) ?? code, number: file?.lines[code] ?? '' })),
    general: file?.general ?? '',
  };
}
