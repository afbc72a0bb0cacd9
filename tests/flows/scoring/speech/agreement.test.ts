import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { agreement } from '../../../../flows/scoring/speech/agreement.js';

const card = readFileSync(
  new URL('../../../../bot/providers/phonemes/model/MODEL_CARD.md', import.meta.url),
  'utf8',
);

/** The last line of the first table of figures: what comes nearest to the scorers that are committed. */
function figures(): Record<string, number> {
  const lines = card.split('\n');
  const head = lines.findIndex((line) => /^\|.*\| accuracy \| fluency \| prosodic \|/.test(line));
  const until = lines.findIndex((line, at) => at > head && !line.startsWith('|'));
  const cells = (line = ''): string[] => line.split('|').map((cell) => cell.trim());
  const names = cells(lines[head]);
  return Object.fromEntries(cells(lines[until - 1]).map((cell, at) => [names[at] ?? '', Number(cell)]));
}

it('the confidence of a score is what the model’s card says of it', () => {
  const { accuracy = 0, fluency = 0, prosodic = 0 } = figures();
  expect(Math.abs(agreement.accuracy - accuracy)).toBeLessThanOrEqual(0.006);
  expect(Math.abs(agreement.fluency - fluency)).toBeLessThanOrEqual(0.006);
  expect(Math.abs(agreement.prosody - prosodic)).toBeLessThanOrEqual(0.006);
});
