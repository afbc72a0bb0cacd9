import { writeFileSync } from 'node:fs';
import { openHarper } from '../../bot/providers/harper/lints.js';
import { measure, readSentences, sureOf } from './precision.js';

/** Prints how often each kind of Harper's rules was right; `--write` keeps those that may be shown. */
const root = new URL(import.meta.url.endsWith('.ts') ? '../../' : '../../../', import.meta.url);
const sentences = readSentences(new URL('tests/bot/providers/harper/sentences.jsonl', root));
const { scores, wrong, slips, found } = await measure(await openHarper(), sentences);
const sure = sureOf(scores);

for (const [rule, { right, of }] of [...scores].sort(([, a], [, b]) => b.right / b.of - a.right / a.of)) {
  const share = (right / of).toFixed(2);
  process.stdout.write(`${rule in sure ? 'sure' : '    '}  ${rule.padEnd(32)} ${share}  ${right} of ${of}\n`);
}
for (const { text, finding } of wrong) {
  const { rule, from, to, better } = finding;
  process.stdout.write(`not right: ${rule}: "${text.slice(from, to)}" -> "${better}" in: ${text}\n`);
}
process.stdout.write(
  `${sentences.length} sentences, ${slips} with a slip; ${Object.keys(sure).length} sure kinds put ${found} right\n`,
);

if (process.argv.includes('--write')) {
  const lines = Object.entries(sure).map(
    ([rule, { right, of }]) => `  ${rule}: { right: ${right}, of: ${of} },`,
  );
  writeFileSync(
    new URL('bot/providers/harper/sure-rules.ts', root),
    `/**
 * The kinds of Harper's rules that a learner may see, with how often each was right on the committed sentences.
 * Measured and written by \`npx tsx scripts/harper/measure.ts --write\` (harper.js 2.10.0); a test measures again.
 */
export const sureRules: Readonly<Record<string, { right: number; of: number }>> = {
${lines.join('\n')}
};
`,
  );
}
