import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { applied, type Finding, type Reader } from '../../bot/providers/harper/lints.js';

const sentence = z.strictObject({ text: z.string().min(1), better: z.array(z.string().min(1)) });
export type Sentence = z.infer<typeof sentence>;

/** Findings of a kind, and how many of them were right. */
export interface Score {
  right: number;
  of: number;
}

/** What a kind has to reach before a learner sees it: nine in ten, and not by luck. */
export const enough = { share: 0.9, findings: 5 };

export interface Measured {
  /** By kind of rule. */
  scores: ReadonlyMap<string, Score>;
  /** Every finding that was not right, with its text. */
  wrong: readonly { text: string; finding: Finding }[];
  /** Slips of the set, and those that some sure kind put right. */
  slips: number;
  found: number;
}

/** The committed set; a correction is a sentence too, in which nothing is wrong. */
export function readSentences(file: URL): Sentence[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const given = lines.map((line) => sentence.parse(JSON.parse(line)));
  const texts = new Set(given.map(({ text }) => text));
  const corrections = new Set(given.flatMap(({ better }) => better));
  const fine = [...corrections].filter((text) => !texts.has(text));
  return [...given, ...fine.map((text) => ({ text, better: [] }))];
}

export async function measure(reader: Reader, sentences: readonly Sentence[]): Promise<Measured> {
  const scores = new Map<string, Score>();
  const wrong: { text: string; finding: Finding }[] = [];
  const mended = new Map<string, Set<string>>();
  for (const { text, better } of sentences) {
    for (const finding of await reader.read(text)) {
      const score = scores.get(finding.rule) ?? { right: 0, of: 0 };
      scores.set(finding.rule, score);
      score.of += 1;
      if (better.includes(applied(text, finding))) {
        score.right += 1;
        mended.set(text, (mended.get(text) ?? new Set()).add(finding.rule));
      } else wrong.push({ text, finding });
    }
  }
  const sure = sureOf(scores);
  const found = [...mended.values()].filter((rules) => [...rules].some((rule) => rule in sure)).length;
  return { scores, wrong, slips: sentences.filter(({ better }) => better.length > 0).length, found };
}

/** The kinds that a learner may see, in the order of the alphabet. */
export function sureOf(scores: ReadonlyMap<string, Score>): Record<string, Score> {
  const sure = [...scores].filter(([, { right, of }]) => of >= enough.findings && right / of >= enough.share);
  return Object.fromEntries(sure.sort(([a], [b]) => (a < b ? -1 : 1)));
}
