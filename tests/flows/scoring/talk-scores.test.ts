import { describe, expect, it } from 'vitest';
import { judgeSpeech } from '../../../flows/scoring/free-speech.js';
import {
  noTalk,
  talkScores,
  withCorrections,
  withNote,
  type TalkSums,
} from '../../../flows/scoring/talk-scores.js';
import type { Heard } from '../../../flows/speech/heard.js';

const said =
  'last weekend I went to the mountains with my brother and we stayed in a small house near a lake because the weather was good';

function note(text: string, seconds: number, more: Partial<Heard> = {}): Heard {
  return {
    seconds: seconds + 1,
    speech: [{ from: 0.5, to: seconds + 0.5 }],
    transcripts: [{ text, model: 'whisper-1', doubts: [] }],
    ...more,
  };
}

/** Of a talk with a tutor. */
const scoresOf = (sums: TalkSums) => talkScores(sums, { tutored: true });

const judged = (text: string, seconds: number, more?: Partial<Heard>) => {
  const one = judgeSpeech(note(text, seconds, more));
  if (!one) throw new Error('it should have been judged');
  return one;
};

describe('a note in free speech', () => {
  it('has fluency by its times, and nothing that nobody measured', () => {
    const { scores, words, hard } = judged(said, 8);
    expect(scores.fluency).toMatchObject({ source: 'timing', confidence: 0.5 });
    expect(scores.accuracy?.value).toBeNull();
    expect(scores).not.toHaveProperty('grammar');
    expect(words.every(({ error }) => error === 'None')).toBe(true);
    expect(hard).toEqual([]);
  });

  it('is pronounced as our own model finds it against its transcript, less surely than a reading', () => {
    const words = said.split(' ').map((text, n) => ({
      text,
      accuracy: text === 'weather' ? 35 : 90,
      total: 90,
      said: 0.9,
      from: n * 0.3,
      to: n * 0.3 + 0.3,
      phones: [],
    }));
    const reading = { words, accuracy: 84, fluency: 79, prosody: 70, total: 80, match: 0.9 };
    const { scores, hard } = judged(said, 8, { reading });
    expect(scores.accuracy).toEqual({ value: 84, source: 'model', confidence: 0.42 });
    expect(scores.fluency).toEqual({ value: 79, source: 'model', confidence: 0.6 });
    expect(hard).toEqual([{ text: 'weather', at: words.findIndex(({ text }) => text === 'weather') }]);
  });

  it('a word or two have no flow, however well they are said', () => {
    const words = ['Yes,', 'please.'].map((text) => {
      const when = { from: 0, to: 0.3 };
      return { text, accuracy: 91, total: 91, said: 0.9, phones: [], ...when };
    });
    const reading = { words, accuracy: 91, fluency: 95, prosody: 95, total: 93, match: 1 };
    const { scores } = judged('Yes, please.', 1, { reading });
    expect(scores.fluency?.value).toBeNull();
    expect(scores.overall.value).toBe(91);
  });

  it('is judged against the known answer where only our own model listened', () => {
    const alone = note('', 2, { transcripts: [] });
    expect(judgeSpeech(alone)).toBeUndefined();
    const judgement = judgeSpeech(alone, "I'd like a tea, please.");
    expect(judgement?.transcript).toBe("I'd like a tea, please.");
    expect(judgement?.words).toHaveLength(5);
  });

  it('is not judged where no transcript is believed', () => {
    const doubted = [{ text: said, model: 'x', doubts: ['invented' as const] }];
    expect(judgeSpeech(note(said, 8, { transcripts: doubted }))).toBeUndefined();
    expect(judgeSpeech(note('...', 8))).toBeUndefined();
  });
});

describe('a talk', () => {
  it('has no scores before 20 s of speech', () => {
    expect(scoresOf(withNote(noTalk, judged(said, 19)))).toBeUndefined();
    expect(scoresOf(withNote(withNote(noTalk, judged(said, 12)), judged(said, 8)))).toBeDefined();
  });

  it('loses grammar by slips of grammar and vocabulary by slips of words', () => {
    const sums = withNote(noTalk, judged(said, 22));
    const none = scoresOf(sums);
    const grammar = scoresOf(withCorrections(sums, ['tense']));
    const words = scoresOf(withCorrections(sums, ['word-choice']));
    expect(none?.grammar?.value).toBe(100);
    expect(grammar?.grammar?.value).toBe(Math.round(100 * Math.exp(-6 / said.split(' ').length)));
    expect(grammar?.vocabulary).toEqual(none?.vocabulary);
    expect(words?.grammar?.value).toBe(100);
    expect(words?.vocabulary?.value).toBeLessThan(none?.vocabulary?.value ?? 0);
  });

  it('does not count against the learner what the transcriber spelt', () => {
    const sums = withNote(noTalk, judged(said, 22));
    const marked = scoresOf(withCorrections(sums, ['spelling']));
    expect([marked?.grammar?.value, marked?.vocabulary]).toEqual([100, scoresOf(sums)?.vocabulary]);
  });

  it('is less sure where replies could not say all there was to say', () => {
    const sums = withNote(noTalk, judged(said, 22));
    const full = scoresOf(withCorrections(sums, ['tense', 'article']));
    const one = scoresOf(withCorrections(sums, ['tense']));
    expect(full?.grammar?.confidence).toBeLessThan(one?.grammar?.confidence ?? 0);
  });

  it('has no grammar and no vocabulary where nobody corrected it: a script has ears for its goals alone', () => {
    const sums = withNote(noTalk, judged(said, 22));
    const scores = talkScores(sums, { tutored: false, goals: { reached: 1, of: 2 } });
    expect(scores).toMatchObject({ grammar: { value: null }, vocabulary: { value: null } });
    expect(scores?.relevance).toMatchObject({ value: 50, source: 'alignment' });
    expect(scores?.overall.value).not.toBeNull();
  });

  it('is relevant as far as a scene got, and else nobody knows', () => {
    const sums = withNote(noTalk, judged(said, 22));
    expect(scoresOf(sums)?.relevance?.value).toBeNull();
    expect(talkScores(sums, { tutored: true, goals: { reached: 2, of: 3 } })?.relevance?.value).toBe(67);
  });

  it('counts each note by its seconds', () => {
    const slow = judged(said, 30);
    const quick = judged(said, 6);
    const together = scoresOf(withNote(withNote(noTalk, slow), quick))?.fluency?.value ?? 0;
    expect(Math.abs(together - (slow.scores.fluency?.value ?? 0))).toBeLessThan(
      Math.abs(together - (quick.scores.fluency?.value ?? 0)),
    );
  });
});
