import { z } from 'zod';
import type { Concern } from '../flows/events.js';
import { pattern } from '../flows/exercises/fields.js';
import type { Finding } from './finding.js';
import { entriesOf } from './folder.js';
import { read } from './translated.js';
import { readYaml, type YamlFile } from './yaml/read.js';

const rule = z
  .strictObject({
    says: z.array(pattern).min(1).max(300).describe('Words in a row that say it.'),
    unless: z
      .array(pattern)
      .max(300)
      .optional()
      .describe('Those words with others, where together they mean something else: "want to die laughing".'),
  })
  .optional();

/** `content/moderation/<language>.yaml`: what a text in this language may not be answered like any other. */
export const moderationFile = z.strictObject({
  'self-harm': rule.describe('Somebody says that they want to harm themselves.'),
  sexual: rule,
  violence: rule.describe('Threats; not stories, games or news.'),
  hate: rule,
  illegal: rule,
} satisfies Record<Concern, z.ZodType>);
export type ModerationFile = z.infer<typeof moderationFile>;

/**
 * Reads every language's list: learners may write in any of them. What an own folder lacks, a language or a concern,
 * is taken from ours: nobody switches care off by mistake.
 */
export function readModeration(
  folder: string,
  ours = folder,
): { lists: ModerationFile[]; files: number; findings: Finding[] } {
  const own = listsIn(folder);
  const base = folder === ours ? [] : listsIn(ours);
  const languages = new Set([...base, ...own].map(({ language }) => language));
  const lists = [...languages].map((language): ModerationFile => {
    const of = (found: typeof own): ModerationFile =>
      found.find((one) => one.language === language)?.file ?? {};
    return { ...of(base), ...of(own) };
  });
  return {
    lists,
    files: own.length,
    findings: own.flatMap(({ yaml }) => yaml.source.findings),
  };
}

function listsIn(folder: string): { language: string; yaml: YamlFile; file: ModerationFile | undefined }[] {
  return entriesOf(folder)
    .filter(({ name, kind }) => kind === 'file' && /^[a-z]{2,3}(-[A-Za-z0-9]+)*\.yaml$/.test(name))
    .map(({ name, path }) => {
      const yaml = readYaml(path);
      return { language: name, yaml, file: read(yaml, moderationFile, { isShown: () => false }) };
    });
}
