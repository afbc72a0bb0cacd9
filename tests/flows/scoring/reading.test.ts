import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeReading } from '../../../flows/scoring/reading.js';
import { spokenRecord } from '../../../flows/scoring/spoken-record.js';
import type { Heard, Reading, ReadWord, Transcript } from '../../../flows/speech/heard.js';
import { metrics } from '../../../flows/speech/scores.js';

const text = "I'd like a coffee and a glass of water, please.";

const transcript = (said: string, more: Partial<Transcript> = {}): Transcript => ({
  text: said,
  model: 'whisper-1',
  doubts: [],
  ...more,
});

function heard(...transcripts: readonly (string | Transcript)[]): Heard {
  return {
    seconds: 4,
    speech: [
      { from: 0.3, to: 1.6 },
      { from: 1.9, to: 3.5 },
    ],
    transcripts: transcripts.map((one) => (typeof one === 'string' ? transcript(one) : one)),
  };
}

/** What our own model finds where every word is clear but those that are given otherwise. */
function reading(
  of = text,
  otherwise: Record<string, Partial<ReadWord>> = {},
  more: Partial<Reading> = {},
): Reading {
  const words = of.split(' ').map(
    (word, n): ReadWord => ({
      text: word,
      accuracy: 92,
      total: 92,
      said: 0.98,
      from: n * 0.3,
      to: n * 0.3 + 0.28,
      phones: [{ phone: 'AH', score: 92, from: n * 0.3, to: n * 0.3 + 0.28 }],
      ...otherwise[word],
    }),
  );
  return { words, accuracy: 88, fluency: 84, prosody: 80, total: 85, match: 0.97, ...more };
}

const errorsOf = (judged: ReturnType<typeof judgeReading>): string[] =>
  judged.words.filter(({ error }) => error !== 'None').map((word) => `${word.text} ${word.error}`);

describe('by a transcript alone', () => {
  it('counts what stands in brackets in the text, and a transcriber’s remarks nowhere else', () => {
    const bracketed = 'Two teas (with milk) and a cake.';
    expect(judgeReading(heard(bracketed), bracketed).verdict).toEqual({ kind: 'clear' });
    const plain = 'Two teas and a cake.';
    expect(judgeReading(heard('Two teas (laughs) and a cake.'), plain).verdict).toEqual({ kind: 'clear' });
    expect(judgeReading(heard('Two (teas) and a cake.'), plain).verdict).toMatchObject({ kind: 'missing' });
  });

  it('counts an um that stands in the text, and one nowhere else', () => {
    const doubtful = 'Um, two teas, please.';
    expect(judgeReading(heard(doubtful), doubtful).verdict).toEqual({ kind: 'clear' });
    expect(judgeReading(heard('Um, two, um, teas, please.'), 'Two teas, please.').words).toHaveLength(3);
  });

  it('is clear where every word was heard, and measures what can be measured', () => {
    const { verdict, scores, words } = judgeReading(
      heard("I'd like a coffee and a glass of water please"),
      text,
    );
    expect(verdict).toEqual({ kind: 'clear' });
    expect(words.map((word) => word.text).join(' ')).toBe(text);
    expect(scores.completeness).toEqual({ value: 100, source: 'alignment', confidence: 0.8 });
    expect(scores.fluency?.source).toBe('timing');
    expect([scores.accuracy?.value, scores.prosody?.value]).toEqual([null, null]);
    // Two scores: .6 of the lower and .4 of the higher.
    const fluency = scores.fluency?.value ?? 0;
    expect(scores.overall.value).toBe(Math.round(0.6 * fluency + 0.4 * 100));
  });

  it('names the hard word and what it sounded like', () => {
    const judged = judgeReading(heard('I would like a coffee and a class of water please'), text);
    expect(judged.verdict).toEqual({ kind: 'hard', hard: [{ text: 'glass', at: 6, soundedLike: 'class' }] });
    expect(judged.words[6]).toEqual({ text: 'glass', error: 'Substitution', heard: 'class' });
  });

  it('names two hard words at most', () => {
    const { verdict } = judgeReading(heard('I bike a toffee and a class of waiter please'), text);
    expect(verdict).toMatchObject({ kind: 'hard' });
    expect(verdict.kind === 'hard' && verdict.hard).toHaveLength(2);
  });

  it('names what was left out, and counts it in completeness', () => {
    const judged = judgeReading(heard("I'd like a coffee and of water please"), text);
    expect(judged.verdict).toEqual({
      kind: 'missing',
      missing: [
        { text: 'a', at: 5 },
        { text: 'glass', at: 6 },
      ],
      hard: [],
    });
    expect(judged.scores.completeness?.value).toBe(80);
  });

  it('shows what was said besides where it was said', () => {
    const judged = judgeReading(heard("Well I'd like a a big coffee and a class of water please now"), text);
    expect(errorsOf(judged)).toEqual([
      'Well Insertion',
      'a Insertion',
      'big Insertion',
      'glass Substitution',
      'now Insertion',
    ]);
    expect(judged.verdict).toMatchObject({ hard: [{ text: 'glass', at: 9 }] });
    expect(judged.words[9]?.text).toBe('glass');
  });

  it('takes another sentence for another sentence, and scores nothing of it', () => {
    const judged = judgeReading(heard('The weather in London is very nice today'), text);
    expect(judged.verdict).toEqual({ kind: 'otherText', heard: 'The weather in London is very nice today' });
    expect(judged.scores.overall.value).toBeNull();
    expect(spokenRecord(judged, { course: 'english', source: 'x' })).toBeUndefined();
  });

  it('does not take half a sentence for another', () => {
    expect(judgeReading(heard("I'd like a coffee"), text).verdict.kind).toBe('missing');
    expect(judgeReading(heard('glass of water'), text).verdict.kind).toBe('missing');
  });

  it('believes no transcript that is doubted', () => {
    const invented = transcript('Thank you for watching', { doubts: ['invented'] });
    const foreign = transcript('Quiero un café', { doubts: ['language'], language: 'es' });
    expect(judgeReading(heard(invented), text).verdict).toEqual({ kind: 'notUnderstood' });
    expect(judgeReading(heard(foreign), text)).not.toHaveProperty('transcript');
    const { verdict, transcript: kept } = judgeReading(heard(invented, text), text);
    expect([verdict.kind, kept]).toEqual(['clear', text]);
  });

  it('understands nothing where nobody heard words', () => {
    expect(judgeReading(heard(), text).verdict).toEqual({ kind: 'notUnderstood' });
    expect(judgeReading(heard('...'), text).verdict).toEqual({ kind: 'notUnderstood' });
  });

  it('is surer of two transcripts than of one', () => {
    const { scores } = judgeReading(heard(text, text), text);
    expect(scores.completeness?.confidence).toBe(0.9);
  });
});

describe('by our own model alone', () => {
  it('measures all four', () => {
    const { verdict, scores } = judgeReading({ ...heard(), reading: reading() }, text);
    expect(verdict).toEqual({ kind: 'clear' });
    expect(Object.values(scores).every(({ source }) => source === 'model' || source === 'scores')).toBe(true);
    // Ascending 80, 84, 88, 100.
    expect(scores.overall.value).toBe(Math.round(0.4 * 80 + 0.2 * (84 + 88 + 100)));
  });

  it('says which sound of the hard word to work at', () => {
    const phones = [
      { phone: 'G', score: 12, wrong: true as const, from: 0, to: 0.1 },
      { phone: 'L', score: 85, from: 0.1, to: 0.2 },
      { phone: 'AE', score: 40, from: 0.2, to: 0.3 },
      { phone: 'S', score: 90, from: 0.3, to: 0.4 },
    ];
    const judged = judgeReading(
      { ...heard(), reading: reading(text, { glass: { accuracy: 47, phones } }) },
      text,
    );
    expect(judged.verdict).toEqual({
      kind: 'hard',
      hard: [
        {
          text: 'glass',
          at: 6,
          phone: 'G',
          phones: [
            { phone: 'G', weak: true },
            { phone: 'L', weak: false },
            { phone: 'AE', weak: false },
            { phone: 'S', weak: false },
          ],
        },
      ],
    });
    expect(judged.words[6]).toMatchObject({ text: 'glass', error: 'Mispronunciation', accuracy: 47 });
    expect(judged.sounds).toContainEqual({ phone: 'G', times: 1, sum: 12 });
  });

  it('counts as missing what was not said, and nothing of its sounds', () => {
    const judged = judgeReading(
      { ...heard(), reading: reading(text, { glass: { said: 0.1, accuracy: 5 } }) },
      text,
    );
    expect(judged.verdict).toEqual({ kind: 'missing', missing: [{ text: 'glass', at: 6 }], hard: [] });
    expect(judged.scores.completeness?.value).toBe(90);
    expect(judged.sounds).toEqual([{ phone: 'AH', times: 9, sum: 828 }]);
  });

  it('blames no neighbours of a word that was left out', () => {
    const unsure = { said: 0.4, accuracy: 10 };
    const of = reading(text, {
      and: { said: 0.7, accuracy: 40 },
      glass: { said: 0.1, accuracy: 5 },
      of: unsure,
      'water,': { said: 0.8, accuracy: 35 },
    });
    const judged = judgeReading({ ...heard(), reading: of }, text);
    expect(errorsOf(judged)).toEqual(['and Mispronunciation', 'glass Omission', 'water, Mispronunciation']);
    const two = reading(text, { glass: { said: 0.1, accuracy: 5 }, of: { said: 0.8, accuracy: 35 } });
    expect(errorsOf(judgeReading({ ...heard(), reading: two }, text))).toEqual(['glass Omission']);
  });

  it('finds that the end was not read', () => {
    const none = { said: 0.1, accuracy: 5 };
    const of = reading(text, {
      glass: { said: 0.3, accuracy: 20 },
      of: none,
      'water,': none,
      'please.': none,
    });
    expect(errorsOf(judgeReading({ ...heard(), reading: of }, text))).toEqual([
      'of Omission',
      'water, Omission',
      'please. Omission',
    ]);
  });

  it('knows another text', () => {
    const judged = judgeReading({ ...heard(), reading: reading(text, {}, { match: 0.1 }) }, text);
    expect(judged.verdict).toEqual({ kind: 'otherText' });
    expect(judged.sounds).toEqual([]);
  });
});

describe('by both', () => {
  it('blames nobody for words that a transcriber drops or makes up, where the model heard them clearly', () => {
    const judged = judgeReading({ ...heard("I'd like coffee and a mug of water"), reading: reading() }, text);
    expect(judged.verdict).toEqual({ kind: 'clear' });
  });

  it('believes a transcriber that heard a word like it, whatever makes more sense', () => {
    const said = "I'd like a coffee and a class of water please";
    const judged = judgeReading({ ...heard(said), reading: reading() }, text);
    expect(judged.verdict).toMatchObject({ kind: 'hard', hard: [{ text: 'glass', soundedLike: 'class' }] });
  });

  it('looks at the sound in which the two words differ', () => {
    const phones = ['G', 'L', 'AE', 'S'].map((phone, n) => ({ phone, score: 88 - n, from: 0, to: 0 }));
    const said = "I'd like a coffee and a class of water please";
    const { verdict } = judgeReading({ ...heard(said), reading: reading(text, { glass: { phones } }) }, text);
    expect(verdict).toMatchObject({ hard: [{ text: 'glass', soundedLike: 'class', phone: 'G' }] });
  });

  it('asks the model nothing about a text of which it found little', () => {
    const lost = { said: 0.1, accuracy: 0 };
    const of = reading(text, { "I'd": lost, like: lost, coffee: lost }, { match: 0.2, accuracy: 3 });
    const { verdict, scores } = judgeReading({ ...heard("I'd like a coffee"), reading: of }, text);
    expect(verdict).toMatchObject({ kind: 'missing', hard: [] });
    expect([scores.accuracy?.value, scores.completeness?.value]).toEqual([null, 40]);
    expect(scores.fluency?.source).toBe('timing');
  });

  it('does not count again in accuracy and fluency what is missing', () => {
    const of = reading(
      text,
      { glass: { said: 0.1, accuracy: 0 } },
      { accuracy: 35, fluency: 30, prosody: 20 },
    );
    const { scores } = judgeReading(
      { ...heard("I'd like a coffee and a of water please"), reading: of },
      text,
    );
    expect(scores.accuracy).toEqual({ value: 92, source: 'model', confidence: 0.45 });
    expect([scores.fluency?.source, scores.prosody?.value]).toEqual(['timing', null]);
    expect(scores.completeness?.value).toBe(90);
  });

  it('finds a word hard that was understood and sounds wrong', () => {
    const of = reading(text, { 'water,': { accuracy: 41 } });
    const { verdict } = judgeReading({ ...heard(text), reading: of }, text);
    expect(verdict).toMatchObject({ kind: 'hard', hard: [{ text: 'water' }] });
  });

  it('lets a transcriber, who does not know the text, say that it was another', () => {
    const said = 'The weather in London is very nice today';
    const unsure = reading(text, {}, { match: 0.8 });
    expect(judgeReading({ ...heard(said), reading: unsure }, text).verdict.kind).toBe('otherText');
    expect(
      judgeReading({ ...heard(said), reading: reading(text, {}, { match: 0.99 }) }, text).verdict.kind,
    ).not.toBe('otherText');
  });

  it('finds the words of the model again however they are parted', () => {
    const given = 'Come at 10:30 for ice-cream.';
    const of = reading('Come at ten thirty for ice cream', { cream: { accuracy: 30 } });
    const judged = judgeReading({ ...heard(), reading: of }, given);
    expect(judged.words.map((word) => word.accuracy)).toEqual([92, 92, 92, 92, 61]);
  });
});

describe('breaks and tone', () => {
  const timed = (words: readonly (readonly [string, number, number])[]): Transcript =>
    transcript(words.map(([word]) => word).join(' '), {
      words: words.map(([word, from, to]) => ({ word, from, to })),
    });

  it('finds a long silence where nothing parts the words, and only there', () => {
    const said = timed([
      ['I', 0, 0.2],
      ['like', 0.2, 0.5],
      ['tea', 1.4, 1.7],
      ['and', 2.6, 2.8],
      ['milk', 2.9, 3.2],
    ]);
    expect(errorsOf(judgeReading(heard(said), 'I like tea, and milk.'))).toEqual(['tea, UnexpectedBreak']);
  });

  it('misses a silence between sentences, and not after Mr.', () => {
    const said = timed([
      ['Hello', 0, 0.4],
      ['Mr', 0.4, 0.6],
      ['Smith', 0.6, 1],
      ['Sit', 1.01, 1.2],
      ['down', 1.2, 1.5],
    ]);
    expect(errorsOf(judgeReading(heard(said), 'Hello Mr. Smith. Sit down.'))).toEqual(['Sit MissingBreak']);
  });

  it('finds one tone throughout, at the last word, and only where it was heard long enough', () => {
    const flat = { spread: 0.5, voiced: 2 };
    const said = (pitch: Heard['pitch'], of = text) =>
      errorsOf(judgeReading({ ...heard(of), ...(pitch && { pitch }) }, of));
    expect(said(flat)).toEqual(['please. Monotone']);
    for (const pitch of [undefined, { spread: 1.5, voiced: 2 }, { spread: 0.5, voiced: 0.6 }]) {
      expect(said(pitch)).toEqual([]);
    }
    expect(said(flat, 'Tea, please.')).toEqual([]);
  });

  it('leaves the reading clear', () => {
    const said = timed([
      ['I', 0, 0.2],
      ['like', 1.2, 1.5],
    ]);
    expect(judgeReading(heard(said), 'I like').verdict).toEqual({ kind: 'clear' });
  });
});

describe('whatever was heard', () => {
  const number = fc.oneof(fc.double({ min: -50, max: 150 }), fc.constantFrom(0, 1, 100));
  const any = fc.string({ unit: 'grapheme', maxLength: 60 });
  const word = fc.record({
    text: any,
    accuracy: number,
    total: number,
    said: number,
    from: number,
    to: number,
    phones: fc.array(
      fc.record({ phone: fc.constantFrom('AH', 'S'), score: number, from: number, to: number }),
      { maxLength: 3 },
    ),
  });
  const whatever: fc.Arbitrary<Heard> = fc.record(
    {
      seconds: number,
      speech: fc.array(fc.record({ from: number, to: number }), { maxLength: 4 }),
      transcripts: fc.array(
        fc.record({ text: any, model: any, doubts: fc.subarray(['language', 'invented'] as const) }),
        { maxLength: 3 },
      ),
      reading: fc.record({
        words: fc.array(word, { maxLength: 8 }),
        accuracy: number,
        fluency: number,
        prosody: number,
        total: number,
        match: number,
      }),
    },
    { requiredKeys: ['seconds', 'speech', 'transcripts'] },
  );

  it('every score is null or 0-100, every confidence 0..1, and hard words point at themselves', () => {
    fc.assert(
      fc.property(whatever, any, (evidence, expected) => {
        const judged = judgeReading(evidence, expected);
        for (const name of [...metrics, 'overall'] as const) {
          const { value, confidence } = judged.scores[name] ?? { value: null, confidence: 0 };
          if (value !== null) expect(value >= 0 && value <= 100).toBe(true);
          expect(confidence >= 0 && confidence <= 1).toBe(true);
        }
        if (judged.verdict.kind === 'hard' || judged.verdict.kind === 'missing') {
          expect(judged.verdict.hard.length).toBeLessThanOrEqual(2);
          for (const { text: hard, at } of judged.verdict.hard)
            expect(judged.words[at]?.text).toContain(hard);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a text read as it is written is clear, in any writing', () => {
    fc.assert(
      fc.property(any, (expected) => {
        const { verdict } = judgeReading(heard(expected), expected);
        expect(['clear', 'notUnderstood']).toContain(verdict.kind);
      }),
      { numRuns: 300 },
    );
  });
});
