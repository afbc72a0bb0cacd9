import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import { type Finding, formatFinding } from '../../content/finding.js';

/** A small content folder without a single finding; a test replaces or adds files. */
export const soundFiles = {
  'strings/languages.yaml': `- { code: en, name: English, complete: true, direction: ltr }
- { code: es, name: Español, complete: true, direction: ltr }
- { code: fr, name: Français, complete: false, direction: ltr }
`,
  'strings/en.yaml': `greet:
  hello: Hello {name}
  minutes: "{count, plural, one {# minute} other {# minutes}}"
praise: [Good, "*Yes*, that is it"]
`,
  'strings/es.yaml': `greet:
  hello: Hola {name}
  minutes: "{count, plural, one {# minuto} other {# minutos}}"
praise: Bien
`,
  'strings/fr.yaml': 'praise: Bien\n',
  'courses/english/course.yaml': `title: English
language: en
samples: [Hello., "A table, please.", If I had known.]
units:
  - id: cafe
    title: At the café
    lessons: [ordering]
`,
  'courses/english/course.es.yaml': 'title: Inglés\nunits:\n  cafe: { title: En el café }\n',
  'courses/english/cafe/ordering.yaml': `title: Ordering a coffee
level: A1
can_do: order a drink
minutes: 6
steps:
  - id: polite
    kind: explain
    text: In a café, *I'd like …* sounds kinder.
  - id: kinder
    kind: choice
    ask: Which is kinder?
    options:
      - text: I'd like a tea, please.
        right: true
      - text: I want a tea.
        because: It sounds like an order.
  - id: would
    kind: gap
    ask: I ___ like a glass of water.
    accept: ["would", "'d"]
    hints: [It makes the request polite., It begins with w.]
`,
  'courses/english/cafe/ordering.es.yaml': `title: Pedir un café
can_do: pedir una bebida
steps:
  polite: { text: Suena más amable. }
  kinder:
    ask: ¿Cuál suena más amable?
    because: [null, Suena a una orden.]
  would:
    hints: [Lo hace más amable., Empieza con w.]
`,
} as const;

export type Files = Record<string, string | Uint8Array | undefined>;

/** The strings that the small folder's languages must have. */
export const expectedStrings = { 'greet.hello': ['name'], 'greet.minutes': ['count'], praise: [] };

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Writes the small folder with these files replaced, added or (undefined) left out. It is gone after the test. */
export function contentFolder(files: Files = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'parley-content-'));
  made.push(root);
  for (const [name, content] of Object.entries<string | Uint8Array | undefined>({
    ...soundFiles,
    ...files,
  })) {
    if (content === undefined) continue;
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

/** Findings as printed, with paths from the folder on. */
export function printed(findings: readonly Finding[], root: string): string[] {
  return findings.map((finding) => formatFinding(finding).replaceAll(`${root}/`, ''));
}

/** The folder's file with one passage replaced. */
export function edited(file: keyof typeof soundFiles, passage: string, by: string): Files {
  if (!soundFiles[file].includes(passage)) throw new Error(`${file} has no "${passage}"`);
  return { [file]: soundFiles[file].replace(passage, () => by) };
}

export const lessonPath = 'courses/english/cafe/ordering.yaml';
export const sidecarPath = 'courses/english/cafe/ordering.es.yaml';
export const coursePath = 'courses/english/course.yaml';
