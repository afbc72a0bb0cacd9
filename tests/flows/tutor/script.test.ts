import { describe, expect, it } from 'vitest';
import type { ScriptLine } from '../../../flows/scene.js';
import { goalsIn, nextLines, textOf } from '../../../flows/tutor/script.js';

const script: ScriptLine[] = [
  'Hello!',
  { when: ['coffee'], say: 'We only have tea.' },
  { when: ['how much'], say: 'Three fifty.' },
  'What would you like?',
  'Anything else?',
  'Goodbye!',
];

function says(heard: string, said: number[], over = false): string[] {
  return nextLines(script, said, { heard, over }).map((index) => textOf(script[index]));
}

describe('what a scripted persona says', () => {
  it('is the next line in order where nothing else fits', () => {
    expect(says('Hm', [0])).toEqual(['What would you like?']);
    expect(says('Hm', [0, 3])).toEqual(['Anything else?']);
  });

  it('is what answers the learner, once, and the order waits', () => {
    expect(says('A coffee, please', [0])).toEqual(['We only have tea.']);
    expect(says('But I want coffee!', [0, 1])).toEqual(['What would you like?']);
    expect(says('Hm', [0, 1])).toEqual(['What would you like?']);
  });

  it('is nothing where only the goodbye is left and there is still something to do', () => {
    expect(says('Hm', [0, 3, 4])).toEqual([]);
    expect(says('How much is it?', [0, 3, 4])).toEqual(['Three fifty.']);
  });

  it('ends with the goodbye, after what answers the last line', () => {
    expect(says('How much is it?', [0], true)).toEqual(['Three fifty.', 'Goodbye!']);
    expect(says('Thanks', [0], true)).toEqual(['Goodbye!']);
    expect(says('Thanks', [0, 5], true)).toEqual([]);
  });

  it('asks nothing back at the end', () => {
    const asking: ScriptLine[] = ['Hi!', { when: ['tea'], say: 'Tea? With milk?' }, 'Goodbye!'];
    expect(nextLines(asking, [0], { heard: 'tea', over: true })).toEqual([2]);
    expect(nextLines(asking, [0], { heard: 'tea', over: false })).toEqual([1]);
  });
});

it('goals are noticed by their patterns, several at once, those without never', () => {
  const goals = [{ does: 'orders', when: ['tea'] }, { does: 'asks', when: ['how much'] }, { does: 'smiles' }];
  expect(goalsIn({ goals }, 'A tea. How much is it?')).toEqual([0, 1]);
  expect(goalsIn({ goals }, 'I smile')).toEqual([]);
});
