import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../flows/facts.js';
import { quiz } from '../../../flows/machines/quiz.js';
import { reading, words } from '../../support/ears.js';
import { envOf, lessonOf, Stage } from './stage.js';

const listen = {
  id: 'price',
  kind: 'listen',
  say: 'That is three fifty, please.',
  ask: 'What does it cost?',
  options: [
    { text: '3.50', right: true },
    { text: '3.15', because: 'That would be *fifteen*.' },
  ],
};
const pair = { id: 'pair', kind: 'minimal_pair', words: ['glass', 'class'], ipa: ['ɡlɑːs', 'klɑːs'] };
const short = { id: 'short', kind: 'dictation', say: 'Thank you.' };
const long = { id: 'long', kind: 'dictation', say: 'Could I have a glass of water, please?' };
const gap = {
  id: 'would',
  kind: 'gap',
  ask: 'I ___ like a tea.',
  accept: ['would'],
  hints: ['It begins with w.'],
};

function asked(facts: Partial<Facts>, ...steps: object[]): Stage {
  const items = steps.map((_, step) => ({ hash: 'h', step }));
  return new Stage(quiz, envOf(lessonOf(...steps), facts), { items });
}

/** The ways on under the last question, as button values name them. */
function ways(stage: Stage): string[] {
  return stage.messages.flatMap(({ actions = [] }) =>
    actions.map(({ value }) => value.split('.').at(-1) ?? ''),
  );
}

describe('a question by ear', () => {
  it('is heard, again slowly where that is asked for, and told when it is answered', () => {
    const stage = asked({}, listen, gap);
    expect(stage.messages.at(-1)?.speaks).toMatchObject({ text: listen.say });
    expect(ways(stage)).toEqual(['slow', 'deaf', 'skip']);
    stage.does({ option: 'slow' });
    expect(stage.messages[0]?.speaks).toMatchObject({ text: listen.say, emphasised: true });
    stage.does({ option: '0' });
    expect(stage.lines.slice(0, 2)).toEqual([
      { say: 'lesson.right', variant: 0 },
      { say: 'listen.said', args: { text: listen.say } },
    ]);
    expect(ways(stage)).toEqual(['skip']);
    expect(stage.view.context).toMatchObject({ right: 1, index: 1 });
  });

  it('a pair is told apart, and its IPA says what it was', () => {
    const stage = asked({}, pair, gap);
    stage.does({ option: '1' });
    expect(stage.lines.slice(0, 3)).toMatchObject([
      { say: 'pair.other', args: { other: 'class' } },
      { say: 'quiz.itIs' },
      { text: '*glass*  /ɡlɑːs/' },
    ]);
  });

  it('whoever cannot listen now gets it and all that follows in writing', () => {
    const stage = asked({}, listen, long, gap);
    stage.does({ option: 'deaf' });
    expect(stage.lines[0]).toEqual({ say: 'quiz.inWriting' });
    expect(stage.lines).toContainEqual({ text: listen.say, role: 'english' });
    expect(stage.messages.every(({ speaks }) => speaks === undefined)).toBe(true);
    stage.does({ option: '0' });
    expect(stage.messages.every(({ speaks }) => speaks === undefined)).toBe(true);
    expect(stage.lines).toContainEqual(expect.objectContaining({ pieces: expect.any(Array) as unknown }));
    expect(ways(stage)).toEqual(['skip']);
  });

  it('what asks nothing in writing is passed over, and does not count', () => {
    const stage = asked({}, short, gap, short);
    stage.does({ option: 'deaf' });
    expect(stage.view.context).toMatchObject({ index: 1, passed: 1, missed: [] });
    stage.does({ text: 'would' });
    expect(stage.lines.at(-1)).toEqual({ say: 'quiz.result', args: { right: 1, count: 1, points: 1 } });
    expect(stage.of('attempt')).toHaveLength(1);
  });

  it('where nothing can be said aloud it comes in writing from the start', () => {
    const stage = asked({ speaks: false }, listen);
    expect(stage.lines).toContainEqual({ text: listen.say, role: 'english' });
    expect(ways(stage)).toEqual(['skip']);
  });
});

it('what is answered aloud is recorded as it is in a lesson', () => {
  const stage = asked({}, gap, gap);
  stage.does({ text: 'would', heard: words('would', { reading: reading('would') }) });
  stage.does({ text: 'banana', heard: words('banana', { reading: reading('banana') }) });
  expect(stage.of('spoken')).toMatchObject([
    { source: 'english/unit/test#would', transcript: 'would' },
    { source: 'english/unit/test#would', transcript: 'banana' },
  ]);
});
