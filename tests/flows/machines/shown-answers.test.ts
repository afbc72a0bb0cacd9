import { describe, expect, it } from 'vitest';
import { lesson } from '../../../flows/machines/lesson.js';
import { quiz } from '../../../flows/machines/quiz.js';
import { envOf, lessonOf, Stage } from './stage.js';

const gap = (id: string) => ({
  id,
  kind: 'gap',
  ask: 'I ___ like a tea.',
  accept: ['would'],
  hints: ['It begins with w.'],
});
const gaps = ['a', 'b', 'c', 'd', 'e', 'f'].map(gap);

/** The wording of this line in what was said last. */
const wording = (stage: Stage, say: string) =>
  stage.lines.flatMap((line) => ('say' in line && line.say === say ? [line.variant] : []));

describe('answers that are shown', () => {
  it('to who leaves step after step, in wordings that take turns, however many turns pass in between', () => {
    const stage = new Stage(lesson, envOf(lessonOf(...gaps)), { hash: 'h' });
    const told = gaps.slice(0, 4).flatMap((_, step) => {
      stage.env = { ...stage.env, variant: 3 * step };
      stage.does({ option: 'skip' });
      return wording(stage, 'lesson.left');
    });
    expect(told).toEqual([0, 1, 2, 3]);
  });

  it('after the last telling as well, each line by itself', () => {
    const stage = new Stage(lesson, envOf(lessonOf(...gaps)), { hash: 'h' });
    const lost = (): number[] => {
      for (const wrong of ['wood', 'well', 'want']) stage.does({ text: wrong });
      return wording(stage, 'lesson.reveal') as number[];
    };
    const left = (): number[] => {
      stage.does({ option: 'skip' });
      return wording(stage, 'lesson.left') as number[];
    };
    expect([lost(), left(), lost(), lost(), left()]).toEqual([[0], [0], [1], [2], [1]]);
  });

  it('in a quiz', () => {
    const items = gaps.map((_, step) => ({ hash: 'h', step }));
    const stage = new Stage(quiz, envOf(lessonOf(...gaps)), { items });
    const told = [0, 1, 2].flatMap((question) => {
      stage.env = { ...stage.env, variant: 3 * question };
      stage.does({ option: 'skip' });
      return wording(stage, 'lesson.left');
    });
    expect(told).toEqual([0, 1, 2]);
  });
});

describe('a right answer to something heard', () => {
  const listen = {
    id: 'price',
    kind: 'listen',
    say: "That's three pounds fifty, please.",
    ask: 'How much is it?',
    options: [
      { text: '£3.50', right: true },
      { text: '£13.50', because: 'That would be *thirteen*.' },
    ],
  };
  const said = { say: 'listen.said', args: { text: listen.say } };
  const at = (step: object) => new Stage(lesson, envOf(lessonOf(step, gap('a'))), { hash: 'h' });

  it('is called right before it is shown what that was', () => {
    const stage = at(listen);
    stage.does({ text: '3.50' });
    expect(stage.lines.slice(0, 2)).toEqual([{ say: 'lesson.right', variant: 0 }, said]);
  });

  it('after a slip too', () => {
    const stage = at(listen);
    stage.does({ option: '1' });
    stage.does({ option: '0' });
    expect(stage.lines.slice(0, 2)).toEqual([{ say: 'lesson.rightNow', variant: 0 }, said]);
  });

  it.each([
    ['a dictation', { id: 'd', kind: 'dictation', say: 'Thank you.' }, { text: 'thank you' }, 'lesson.right'],
    [
      'a pair',
      { id: 'p', kind: 'minimal_pair', words: ['glass', 'class'], ipa: ['ɡlɑːs', 'klɑːs'] },
      { option: '0' },
      'pair.was',
    ],
  ])('in %s', (_, step, answer, say) => {
    const stage = at(step);
    stage.does(answer);
    expect(stage.lines[0]).toMatchObject({ say });
  });
});
