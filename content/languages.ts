import { z } from 'zod';
import { fallback } from './fallback.js';
import { readYaml, type YamlFile } from './yaml/read.js';
import { checkCharacters } from './yaml/texts.js';
import { validate } from './yaml/validate.js';

const language = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'write a language code, for example en or pt-BR')
    .describe('BCP 47; the strings are in <code>.yaml.'),
  name: z.string().min(1).max(40).describe('What the language calls itself.'),
  complete: z
    .boolean()
    .describe('true: learners are offered it, and every string and every A0-A2 lesson must have it.'),
  direction: z.enum(['ltr', 'rtl']).describe('How it is written.'),
});
export type Language = z.infer<typeof language>;

/** What stands in `content/strings/languages.yaml`, in the order learners are offered them. */
export const languagesFile = z.array(language).min(1).max(100);

/** @returns no languages where the file has errors; its findings say which */
export function readLanguages(path: string): { yaml: YamlFile; languages: Language[] } {
  const yaml = readYaml(path);
  const { source, values } = yaml;
  if (!values) return { yaml, languages: [] };
  checkCharacters(source, values);
  const languages = validate(languagesFile, values.root, { source, values }) ?? [];
  for (const [index, { code }] of languages.entries()) {
    if (languages.findIndex((other) => other.code === code) === index) continue;
    source.report(
      'error',
      values.at([index, 'code']),
      `${index}.code`,
      `"${code}" is here twice: remove one`,
    );
  }
  if (languages.length > 0 && !languages.some(({ code, complete }) => code === fallback && complete)) {
    source.report(
      'error',
      values.at([]),
      '-',
      `has no complete ${fallback}: what a language lacks falls back to it`,
    );
  }
  return { yaml, languages };
}
