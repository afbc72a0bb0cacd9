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
 * Loads Harper: two seconds and some 300 MB, so only in a process of its own.
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
      // Phones write ’ where Harper knows '.
      const straight = text.replaceAll('’', "'");
      const groups = await linter.organizedLints(straight, { language: 'plaintext' });
      return Object.entries(groups)
        .flatMap(([rule, lints]) => lints.flatMap((lint) => findingOf(rule, lint, straight)))
        .map((finding) => ({
          ...finding,
          better: text.slice(finding.from, finding.to).includes('’')
            ? finding.better.replaceAll("'", '’')
            : finding.better,
        }))
        .sort((a, b) => a.from - b.from);
    },
  };
}

function findingOf(rule: string, lint: Lint, source: string): Finding[] {
  const [suggestion] = lint.suggestions();
  if (!suggestion) return [];
  const { start: from, end: to } = lint.span();
  const text = suggestion.get_replacement_text();
  const better = suggestion.kind() === SuggestionKind.InsertAfter ? lint.get_problem_text() + text : text;
  return [{ from, to, better, rule: kindOf(rule, source, from) }];
}

/**
 * The rule, or for agreement in a question a kind of its own: where the auxiliary is missing ("Why she don't come?"),
 * agreement is not what is wrong.
 */
function kindOf(rule: string, text: string, at: number): string {
  if (rule !== 'PronounVerbAgreement') return rule;
  const before = /[^.!?\n]*$/.exec(text.slice(0, at))?.[0] ?? '';
  const sentence = before + (/^[^.!?\n]*\??/.exec(text.slice(at))?.[0] ?? '');
  return sentence.endsWith('?') || asks.test(sentence) ? `${rule}InQuestion` : rule;
}

const asks = /^\W*(why|what|where|when|who|how|which|do|does|did|is|are|was|were|can|could|will|would)\b/i;

/** The text after a finding's suggestion. */
export function applied(text: string, { from, to, better }: Finding): string {
  return text.slice(0, from) + better + text.slice(to);
}
