import { describe, expect, it } from 'vitest';
import type { Input } from '../../../flows/machine.js';
import { drill } from '../../../flows/machines/drill.js';
import { lesson } from '../../../flows/machines/lesson.js';
import type { Heard } from '../../../flows/speech/heard.js';
import { reading, unheard, words } from '../../support/ears.js';
import { envOf, lessonOf, Stage } from './stage.js';

/** What is kept of answers in words that are given aloud. */

const gap = {
  id: 'would',
  kind: 'gap',
  ask: 'I ___ like a cup of tea.',
  accept: ['would'],
  hints: ['It begins with w.'],
};
const order = "I'd like a cup of tea, please. How much is it?";
const open = {
  id: 'yours',
  kind: 'open',
  ask: 'Order something.',
  sample: order,
  rubric: [{ points: 2, if: 'orders' }],
};

const begun = (...steps: object[]): Stage => new Stage(lesson, envOf(lessonOf(...steps)), { hash: 'h' });
const aloud = (text: string, heard: Heard): Input => ({ text, heard });

describe('an answer in words, given aloud', () => {
  it('right or wrong, leaves how it sounded beside the attempt', () => {
    const stage = begun(gap);
    stage.does(aloud('want', words('want', { reading: reading('want', { want: 41 }) })));
    stage.does(
      aloud('would', words('I would like a cup of tea.', { reading: reading('I would like a cup of tea.') })),
    );
    expect(stage.of('attempt').map(({ verdict }) => verdict)).toEqual(['wrong', 'right']);
    const [wrong, right] = stage.of('spoken');
    expect(wrong).toMatchObject({ course: 'english', source: 'english/unit/test#would', transcript: 'want' });
    expect(wrong?.scores).toMatchObject({
      accuracy: { value: 41 },
      fluency: { value: null },
      overall: { value: 41 },
    });
    expect(right?.words.map(({ text }) => text).join(' ')).toBe('I would like a cup of tea.');
    expect(right?.scores).toMatchObject({ accuracy: { value: 93 }, fluency: { value: 88, source: 'model' } });
    expect(right?.sounds).toEqual([expect.objectContaining({ phone: 'ER', times: 7 })]);
  });

  it('that only our own model knew is kept under the answer it was', () => {
    const stage = begun(gap);
    stage.does(aloud('would', { ...unheard('none', 0), reading: reading('would') }));
    expect(stage.of('spoken')).toMatchObject([{ transcript: 'would', scores: { accuracy: { value: 93 } } }]);
  });

  it('a word that nobody scored is kept as it was heard, without a score', () => {
    const stage = begun(gap);
    stage.does(aloud('Would.', words('Would.')));
    const [kept] = stage.of('spoken');
    expect(kept).toMatchObject({ transcript: 'Would.', sounds: [], seconds: 2.6 });
    expect(kept?.scores.overall.value).toBeNull();
  });

  it('nothing is kept of what is no answer, and of what is typed or tapped', () => {
    const stage = begun(gap);
    stage.does(aloud('', words('...')));
    stage.does({ text: 'would' });
    expect(stage.of('attempt')).toHaveLength(1);
    expect(stage.of('spoken')).toEqual([]);
  });

  it('an own text is kept when it is said, once, whoever judges it', () => {
    const alone = begun(open);
    alone.does(aloud(order, words(order, { reading: reading(order) })));
    alone.does({ option: 'next' });
    expect(alone.of('spoken')).toMatchObject([{ source: 'english/unit/test#yours', transcript: order }]);
    const asked = new Stage(lesson, envOf(lessonOf(open), { tutor: true }), { hash: 'h' });
    asked.does(aloud(order, words(order)));
    expect(asked.state).toBe('judging');
    expect(asked.of('spoken')).toMatchObject([{ transcript: order }]);
    expect(asked.of('attempt')).toEqual([]);
  });

  it('what is read aloud is kept once, as a reading', () => {
    const stage = begun({ id: 'aloud', kind: 'read_aloud', text: order });
    stage.does(aloud('', words(order, { reading: reading(order) })));
    expect(stage.of('spoken')).toHaveLength(1);
    expect(stage.of('spoken')[0]?.scores).toHaveProperty('completeness');
  });
});

it('a pair said in a drill counts for its sound', () => {
  const pair = { kind: 'minimal_pair', words: ['leave', 'leaf'], ipa: ['liːv', 'liːf'], say: true };
  const frozen = { ...lessonOf({ id: 'er-again', ...pair }, { id: 'er-more', ...pair }), id: 'drill/sounds' };
  const input = { hash: 'h', drill: [{ phone: 'ER', times: 0, sum: 0 }] };
  const stage = new Stage(drill, envOf(frozen), input);
  stage.does(aloud('leave', { ...unheard('unasked', 0), reading: reading('leave') }));
  expect(stage.of('spoken')).toMatchObject([{ source: 'drill/ER', transcript: 'leave' }]);
  expect(stage.view.context).toMatchObject({ drill: [{ phone: 'ER', times: 1, sum: 93 }] });
});
