import { z } from 'zod';
import { suggestion } from './nearest.js';
import { read } from './translated.js';
import { readYaml, type YamlFile } from './yaml/read.js';

const country = z.string().regex(/^[A-Z]{2}$/, 'write the two capital letters of ISO 3166, for example IE');

/** `content/moderation/helplines.yaml`. */
export const helplinesFile = z.strictObject({
  general: z.url().describe('A page that finds a line anywhere.'),
  lines: z
    .record(country, z.string().regex(/^[+*]?\d[\d ]*$/, 'write the number as it is dialled, in quotes'))
    .describe('The number of each country. Only those somebody has made sure of.'),
  languages: z
    .record(z.string(), z.array(country).min(1).max(8))
    .describe('Whose lines are shown to learners with this interface language.'),
});
type HelplinesFile = z.infer<typeof helplinesFile>;

/** People to call, for the speakers of a language. */
export interface Helplines {
  /** The country as the language calls it. */
  lines: readonly { country: string; number: string }[];
  /** A page that finds a line anywhere. */
  general: string;
}

export function readHelplines(path: string): { yaml: YamlFile; helplines: (language: string) => Helplines } {
  const yaml = readYaml(path);
  const file = read(yaml, helplinesFile, { isShown: () => false });
  for (const [language, countries] of Object.entries(file?.languages ?? {})) {
    for (const [index, code] of countries.entries()) {
      if (file?.lines[code] !== undefined) continue;
      const at = ['languages', language, index];
      const message = `${code} has no line: ${suggestion(code, Object.keys(file?.lines ?? {}), 'add its number to `lines`')}`;
      yaml.source.report('error', yaml.values?.at(at) ?? { line: 1, column: 1 }, at.join('.'), message);
    }
  }
  return { yaml, helplines: (language) => linesFor(file, language) };
}

function linesFor(file: HelplinesFile | undefined, language: string): Helplines {
  const countries = file?.languages[language] ?? file?.languages['en'] ?? [];
  const names = new Intl.DisplayNames([language, 'en'], { type: 'region' });
  return {
    lines: countries.map((code) => ({ country: names.of(code) ?? code, number: file?.lines[code] ?? '' })),
    general: file?.general ?? '',
  };
}
