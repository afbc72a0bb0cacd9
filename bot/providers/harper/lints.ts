import { Dialect, LocalLinter, SuggestionKind, type Lint } from 'harper.js';
import { slimBinary } from 'harper.js/slimBinary';
import type { ProofHint } from '../../../flows/events.js';

/** One finding of Harper's with its first suggestion. `from` and `to` are UTF-16 units. */
export type Finding = ProofHint;

export interface Reader {
  /** Every finding that comes with a suggestion, in the order of the text. */
  read(text: string): Promise<Finding[]>;
  rules(): Promise<string[]>;
}

/**
 * Loads Harper: two seconds and some 300 MB, so only in a thread or a process of its own.
 *
 * @param only the rules to use; absent: those Harper has on
 */
export async function openHarper(only?: readonly string[]): Promise<Reader> {
  const linter = new LocalLinter({ binary: slimBinary, dialect: Dialect.American });
  await linter.setup();
  const all = Object.keys(await linter.getLintConfig());
  if (only) await linter.setLintConfig(Object.fromEntries(all.map((rule) => [rule, only.includes(rule)])));
  return {
    rules: async () => all,
    async read(text) {
      const groups = await linter.organizedLints(text, { language: 'plaintext' });
      return Object.entries(groups)
        .flatMap(([rule, lints]) => lints.flatMap((lint) => findingOf(rule, lint)))
        .sort((a, b) => a.from - b.from);
    },
  };
}

function findingOf(rule: string, lint: Lint): Finding[] {
  const [suggestion] = lint.suggestions();
  if (!suggestion) return [];
  const { start: from, end: to } = lint.span();
  const text = suggestion.get_replacement_text();
  const better = suggestion.kind() === SuggestionKind.InsertAfter ? lint.get_problem_text() + text : text;
  return [{ from, to, better, rule }];
}

/** The text after a finding's suggestion. */
export function applied(text: string, { from, to, better }: Finding): string {
  return text.slice(0, from) + better + text.slice(to);
}
