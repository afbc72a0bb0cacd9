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
export type HelplinesFile = z.infer<typeof helplinesFile>;

export function readHelplines(path: string): { yaml: YamlFile; helplines: HelplinesFile | undefined } {
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
  return { yaml, helplines: file };
}
