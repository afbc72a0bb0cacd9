import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promptFields } from '../flows/tutor/prompt-fields.js';
import { fieldsOf, type PromptFile, promptFile } from '../flows/tutor/prompt-file.js';
import { type PromptName, prompts } from '../flows/tutor/prompts.js';
import { parseFileName } from './file-name.js';
import { type Finding, shownPath } from './finding.js';
import { entriesOf } from './folder.js';
import { suggestion } from './nearest.js';
import { read } from './translated.js';
import { readYaml, type YamlFile } from './yaml/read.js';

export type StoredPrompt = PromptFile & {
  /** First 16 hex digits of the SHA-256 of the file's text. */
  hash: string;
};

const names = Object.keys(prompts) as PromptName[];

/** Reads `prompts/<prompt>.yaml` for every question that is asked. @param own where a file of the content is */
export function readPrompts(own: (path: string) => string): {
  prompts: Map<PromptName, StoredPrompt>;
  findings: Finding[];
} {
  const found = new Map<PromptName, StoredPrompt>();
  const findings: Finding[] = [];
  for (const name of names) {
    const yaml = readYaml(own(`prompts/${name}.yaml`));
    const prompt = read(yaml, promptFile, { isShown: () => false });
    if (prompt) {
      checkFields(name, prompt, yaml);
      const hash = createHash('sha256').update(yaml.source.text).digest('hex').slice(0, 16);
      found.set(name, { ...prompt, hash });
    }
    findings.push(...yaml.source.findings);
  }
  return { prompts: found, findings };
}

/** Files in the folder that no question is asked with: as a rule, a name that was mistyped. */
export function strayPrompts(folder: string): Finding[] {
  return entriesOf(join(folder, 'prompts')).flatMap(({ name, path }): Finding[] => {
    const id = parseFileName(name)?.id;
    if (id === undefined || (names as string[]).includes(id)) return [];
    const message = `is not a prompt: ${suggestion(id, names)}`;
    return [{ file: shownPath(path), line: 1, column: 1, severity: 'warning', field: '-', message }];
  });
}

/** A field that nobody fills would vanish without a word. */
function checkFields(name: PromptName, prompt: PromptFile, { source, values }: YamlFile): void {
  const known: readonly string[] = promptFields[name];
  for (const part of ['system', 'user'] as const) {
    for (const field of fieldsOf(prompt[part])) {
      if (known.includes(field)) continue;
      const position = values?.at([part]) ?? { line: 1, column: 1 };
      source.report('error', position, part, `has no field {${field}}: ${suggestion(field, known)}`);
    }
  }
}
