import type { Line } from '../../../flows/effects.js';

/** What the channel says by itself, outside of any learner's conversation. */
export interface Words {
  /** Complete interface languages, the content's order; English among them. */
  languages: readonly string[];
  phrase(language: string, line: Line): string;
}

/** The language of ours that a tag means; undefined where we have none. */
export function spokenAs({ languages }: Words, tag: string | undefined): string | undefined {
  if (tag === undefined) return undefined;
  return languages.find((one) => one === tag) ?? languages.find((one) => base(one) === base(tag));
}

/** `pt-BR` → `pt`: two letters are what the Bot API takes. */
export function base(language: string): string {
  return language.split('-')[0] ?? language;
}
