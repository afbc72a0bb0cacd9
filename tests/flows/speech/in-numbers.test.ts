import { describe, expect, it } from 'vitest';
import { parseValue } from '../../../flows/commands.js';
import { inNumbers, numbersWay } from '../../../flows/speech/in-numbers.js';
import { metrics, type Metric, type Scores } from '../../../flows/speech/scores.js';

const measured = (value: number | null): Metric => ({ value, source: 'model', confidence: 0.5 });
const label = { say: 'action.numbers' } as const;

describe('scores in numbers', () => {
  it('come back from the button as they were, rounded, and null as not measured', () => {
    const scores: Scores = {
      overall: measured(88.6),
      fluency: measured(null),
      accuracy: measured(100),
      // Where there were no goals to reach it is not spoken of.
      relevance: measured(null),
    };
    const [way] = numbersWay(scores, label);
    const parsed = parseValue(way?.value ?? '');
    expect(parsed).toMatchObject({ kind: 'command', command: 'numbers' });
    expect(inNumbers(parsed?.kind === 'command' ? parsed.argument : '')).toEqual([
      { say: 'aloud.numbers' },
      { say: 'aloud.overall', args: { value: 89 } },
      { say: 'aloud.accuracy', args: { value: 100 } },
      { say: 'aloud.fluency', args: { value: { say: 'aloud.notMeasured' } } },
    ]);
  });

  it('fit into the smallest button there is, all of them at their longest', () => {
    const all = Object.fromEntries(metrics.map((name) => [name, measured(100)]));
    const [way] = numbersWay({ ...all, overall: measured(100) }, label);
    expect(way?.value.length).toBeLessThanOrEqual(64);
    expect(parseValue(way?.value ?? '')).toBeDefined();
  });

  it('are not offered where nothing was scored', () => {
    expect(numbersWay({ overall: measured(null) }, label)).toEqual([]);
  });

  it.each(['c.numbers', 'c.numbers.', 'c.lesson.o89', 'c.erase-yes.o1', 'c.numbers.O89', 'c.numbers.o89 '])(
    '%j is no button of ours',
    (value) => {
      expect(parseValue(value)).toBeUndefined();
    },
  );
});
