import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAloud } from '../../../flows/exercises/read-aloud.js';
import { step as anyStep } from '../../../flows/exercises/registry.js';
import { repeat } from '../../../flows/exercises/repeat.js';
import { within } from '../../../flows/exercises/silent.js';
import { read, transcribed } from './ears.js';
import { aid, faults } from './support.js';

const text = "I'd like a coffee and a glass of water, please.";
const aloud = readAloud.schema.parse({ id: 'aloud', kind: 'read_aloud', text, focus: ['L'] });
const after = repeat.schema.parse({ id: 'after', kind: 'repeat', say: text });
const kinds = [
  [
    'read_aloud',
    (answer: Parameters<typeof readAloud.answering.grade>[1]) => readAloud.answering.grade(aloud, answer),
  ],
  [
    'repeat',
    (answer: Parameters<typeof readAloud.answering.grade>[1]) => repeat.answering.grade(after, answer),
  ],
] as const;

describe('what is shown and heard', () => {
  it('of a reading: the text, and its sound where that is asked for', () => {
    expect(readAloud.present(aloud, aid())).toEqual({ lines: [{ text, role: 'english' }] });
    expect(readAloud.present(aloud, { ...aid(), slow: true }).speaks).toEqual({ text });
  });

  it('of a repetition: the sound, slower where that is asked for, and the text where it cannot be made', () => {
    const { lines, speaks } = repeat.present(after, aid());
    expect(JSON.stringify(lines)).not.toContain('coffee');
    expect(speaks).toEqual({ text, instead: { text, role: 'english' } });
    expect(repeat.present(after, { ...aid(), slow: true }).speaks).toMatchObject({ emphasised: true });
  });

  it('our own model is told the text, to a transcriber it goes without', () => {
    expect(readAloud.answering.hears(aloud)).toEqual({ expected: text, transcribe: 'scored' });
    expect(repeat.answering.hears(after)).toEqual({ expected: text, transcribe: 'scored' });
  });
});

describe.each(kinds)('%s', (_, grade) => {
  it('is right where every word was heard, by our own model, a transcriber or both', () => {
    for (const answer of [read(text), transcribed(text)])
      expect(grade(answer)).toMatchObject({ verdict: 'right', points: 3, maxPoints: 3 });
    expect(grade(read(text)).reading?.scores.overall.value).toBeGreaterThan(85);
  });

  it('leaves part of the points where a word was hard, and says which', () => {
    const { verdict, points, reading } = grade(read(text, { glass: 20 }));
    expect({ verdict, points }).toEqual({ verdict: 'partial', points: 2 });
    expect(reading?.verdict).toMatchObject({ kind: 'hard', hard: [{ text: 'glass' }] });
  });

  it('leaves fewer where words are missing, and none where most are', () => {
    expect(grade(transcribed("I'd like a coffee and a glass of water."))).toMatchObject({
      verdict: 'partial',
      points: 1,
    });
    expect(['wrong', 'unclear']).toContain(grade(transcribed("I'd like.")).verdict);
  });

  it('takes another sentence for none, and says what was heard', () => {
    expect(grade(transcribed('Where is the station?'))).toEqual({
      verdict: 'unclear',
      said: [{ say: 'aloud.otherHeard', args: { heard: 'Where is the station' } }],
    });
  });

  it('asks for the voice where something was written or tapped', () => {
    for (const answer of [{ text }, { text: '' }, { text: 'x'.repeat(4000) }, { option: 0 }])
      expect(grade(answer)).toEqual({ verdict: 'unclear', said: [{ say: 'aloud.typed' }] });
  });

  it('any transcript gets a grade', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (said) => {
        expect(['right', 'partial', 'wrong', 'unclear']).toContain(grade(transcribed(said)).verdict);
      }),
      { numRuns: 50 },
    );
  });
});

describe('without a voice, or without ears', () => {
  const all = { ears: true, voice: true, sounds: true };
  const steps = [aloud, after].map((one) => anyStep.parse(one));

  it.each(steps)('$kind stays what it is with both', (one) => {
    expect(within(one, all)).toBe(one);
  });

  it.each(steps)('$kind is put in order in writing, its words the same', (one) => {
    const written = within(one, { ...all, voice: false });
    if (written.kind !== 'reorder') throw new Error(written.kind);
    expect(written.id).toBe(one.id);
    expect(written.parts.join(' ')).toBe(text);
    expect(anyStep.safeParse(written).error).toBeUndefined();
  });

  it('who cannot listen reads what others repeat', () => {
    expect(within(anyStep.parse(after), { ...all, ears: false })).toMatchObject({ kind: 'read_aloud', text });
  });

  it('what is too short to be put in order, or should not be, is read', () => {
    const short = anyStep.parse({ ...aloud, text: 'Thank you.' });
    expect(within(short, { ...all, voice: false })).toMatchObject({ kind: 'explain', say: 'Thank you.' });
    const only = anyStep.parse({ ...aloud, no_voice: { kind: 'explain' } });
    expect(within(only, { ...all, voice: false })).toMatchObject({ kind: 'explain', say: text });
  });

  it('every sentence can be put in order, whatever its words', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'the', 'tea', '—', 'and', 'coffee,'), { minLength: 1 }),
        (all) => {
          const one = { ...aloud, text: `I ${all.join(' ')}`.slice(0, 160).trim() };
          const written = within(one, { ears: false, voice: false, sounds: false });
          expect(
            anyStep.safeParse(written.kind === 'explain' ? { ...written, text: 'x' } : written).error,
          ).toBe(undefined);
        },
      ),
    );
  });
});

describe('what an author is told', () => {
  it.each([
    [{ text: '…' }, /^text: has no word in it/],
    [{ text: '*Tea*, please.' }, /^text: shown as it is written/],
    [{ focus: ['TH1'] }, /^focus\.0: .*ARPAbet/],
    [{ no_voice: { kind: 'dance' } }, /^no_voice\.kind/],
    [{ say: 'x' }, /say/],
  ])('%j', (change, message) => {
    expect(faults(readAloud.schema, { ...aloud, ...change }).join('\n')).toMatch(message);
  });

  it('an explanation is translated, and nothing else', () => {
    expect(readAloud.required(aloud)).toEqual([]);
    const why = { ...aloud, explanation: 'In one breath.' };
    expect(readAloud.required(why)).toEqual(['explanation']);
    expect(readAloud.localise(why, { explanation: 'De un tirón.' })).toEqual({
      ...why,
      explanation: 'De un tirón.',
    });
    expect(readAloud.misfits(aloud, { explanation: 'x' })).toMatchObject([{ path: ['explanation'] }]);
    expect(repeat.misfits(after, { explanation: 'x' })).toMatchObject([{ path: ['explanation'] }]);
  });
});
