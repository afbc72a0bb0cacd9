import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dictation } from '../../../flows/exercises/dictation.js';
import { step as anyStep } from '../../../flows/exercises/registry.js';
import { within } from '../../../flows/exercises/silent.js';
import { transcribed } from './ears.js';
import { aid, faults } from './support.js';

const six = dictation.schema.parse({
  id: 'six',
  kind: 'dictation',
  say: 'I usually get up at half past six.',
  accept: ['I usually get up at (6:30|half past 6)'],
  near: { 'I usual get up at half past six': '*Usually* ends in *-ly*.' },
  hints: ['Seven words and a time.', 'It begins with *I usually*.'],
});
const { answering } = dictation;
const grade = (text: string) => answering.grade(six, { text }, aid(text));

describe('what is heard of a dictation', () => {
  it('is never shown; slower, where that is asked for', () => {
    const { lines, speaks } = dictation.present(six, aid());
    expect(JSON.stringify(lines)).not.toContain('usually');
    expect(speaks).toEqual({ text: six.say, instead: { say: 'aloud.noSound' } });
    expect(dictation.present(six, { ...aid(), slow: true }).speaks).toMatchObject({ emphasised: true });
  });

  it('is put in order by who cannot listen', () => {
    const step = anyStep.parse(six);
    expect(within(step, { ears: true, voice: false, sounds: false })).toBe(step);
    expect(within(step, { ears: false, voice: true, sounds: true })).toMatchObject({
      kind: 'reorder',
      id: 'six',
    });
  });
});

describe('what was written', () => {
  it.each([
    ['I usually get up at half past six.', 'right'],
    ['i usually get up at 6:30', 'right'],
    ['I usually get up at half past sxi', 'typo'],
    ['I usual get up at half past six', 'near'],
    ['I usually get up at six', 'wrong'],
  ])('%s: %s', (text, verdict) => {
    expect(grade(text).verdict).toBe(verdict);
  });

  it('said aloud counts as well: a known answer for our own model', () => {
    expect(answering.grade(six, transcribed(six.say), aid(six.say)).verdict).toBe('right');
    expect(answering.hears(six)).toEqual({ options: [six.say] });
  });

  it('is shown as far as it stands, with gaps for what is not there', () => {
    expect(grade('I get up half six').said).toEqual([
      {
        say: 'dictation.have',
        args: { sentence: { markup: 'I \\_\\_\\_ get up \\_\\_\\_ half \\_\\_\\_ six' } },
      },
    ]);
    expect(grade(`well ${six.say} and then I sleep`).said).toEqual([{ say: 'dictation.more' }]);
  });

  it.each(['', '?', 'no idea, sorry', 'x'.repeat(4000), '不知道'])('%j is no answer', (text) => {
    expect(grade(text)).toEqual({ verdict: 'unclear' });
  });

  it('any text gets a grade', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(['right', 'typo', 'near', 'wrong', 'unclear']).toContain(grade(text).verdict);
      }),
    );
    expect(answering.grade(six, { option: 0 }, aid())).toEqual({ verdict: 'unclear' });
  });

  it('has the author’s hints, and the solution at the end', () => {
    expect([0, 1, 2].map((n) => answering.hint(six, n))).toEqual([...(six.hints ?? []), undefined]);
    expect(answering.solution(six)).toBe(six.say);
  });
});

describe('what an author of a dictation is told', () => {
  it.each([
    [{ near: { 'I usually get up at half past six': 'x' } }, /^near\..*is accepted as well/],
    [{ say: '*Six*' }, /^say: shown as it is written/],
    [{ say: '' }, /^say/],
    [{ accept: ['('] }, /^accept\.0/],
  ])('%j', (change, message) => {
    expect(faults(dictation.schema, { ...six, ...change }).join('\n')).toMatch(message);
  });

  it('a sentence with brackets is taken literally', () => {
    expect(faults(dictation.schema, { ...six, say: 'Sorry (really) [sorry].' })).toEqual([]);
  });

  it('hints and feedback are translated', () => {
    expect(dictation.required(six)).toEqual(['hints', 'near']);
    expect(dictation.localise(six, { hints: ['Uno.', 'Dos.'] }).hints).toEqual(['Uno.', 'Dos.']);
    expect(dictation.misfits(six, { hints: ['Uno.'] })).toMatchObject([{ path: ['hints'] }]);
  });
});
