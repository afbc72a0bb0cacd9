import { describe, expect, it } from 'vitest';
import { judged } from '../../../bot/speech/doubts.js';
import type { RawTranscript } from '../../../bot/providers/transcriber.js';

const ears = { speech: [{ from: 1, to: 5 }], language: 'en' };
const doubts = (raw: Partial<RawTranscript>, speech = ears.speech) =>
  judged({ text: 'I would like a cup of tea.', model: 'm', ...raw }, { ...ears, speech }).doubts;
const again = (phrase: string, times: number): string =>
  Array.from({ length: times }, () => phrase).join(' ');

describe('a transcript', () => {
  it('is believed where nothing speaks against it', () => {
    const segments = [{ noSpeech: 0.1, logProbability: -0.3, compression: 1.4 }];
    expect(doubts({ language: 'en-GB', segments })).toEqual([]);
    expect(doubts({})).toEqual([]);
  });

  it('keeps its words, times and language, and nothing of the vendor', () => {
    const words = [{ word: 'tea', from: 2, to: 3 }];
    expect(
      judged({ text: 'Tea', model: 'm', words, language: 'en', segments: [{ noSpeech: 0.2 }] }, ears),
    ).toEqual({
      text: 'Tea',
      model: 'm',
      words,
      language: 'en',
      doubts: [],
    });
  });

  it('is doubted in another language, or in letters of one', () => {
    expect(doubts({ language: 'es', text: 'Una taza de té' })).toEqual(['language']);
    expect(doubts({ language: 'en', text: 'Спасибо за внимание' })).toEqual(['language']);
    expect(doubts({ text: 'はい' })).toEqual(['language']);
    expect(doubts({ text: 'He said "да" to me' })).toEqual([]);
  });

  it('is doubted where a part of it is a guess at silence, not where it is one of the two', () => {
    const sure = { noSpeech: 0.1, logProbability: -0.3 };
    expect(doubts({ segments: [sure, { noSpeech: 0.61, logProbability: -1.1 }] })).toEqual(['invented']);
    expect(doubts({ segments: [sure, { noSpeech: 0.9, logProbability: -0.4 }] })).toEqual([]);
    expect(doubts({ segments: [sure, { noSpeech: 0.2, logProbability: -1.4 }] })).toEqual([]);
    expect(doubts({ segments: [{ noSpeech: 0.9 }, { logProbability: -1.4 }] })).toEqual([]);
  });

  it('is doubted where a phrase comes again and again', () => {
    const long = [{ from: 0, to: 60 }];
    expect(doubts({ segments: [{ compression: 1 }, { compression: 2.5 }] })).toEqual(['invented']);
    expect(doubts({ text: again('Thank you.', 5) }, long)).toEqual(['invented']);
    expect(doubts({ text: `So ${again('I do not know,', 4)}` }, long)).toEqual(['invented']);
    expect(doubts({ text: again('no', 6) }, long)).toEqual(['invented']);
  });

  it('is believed where people repeat themselves', () => {
    expect(doubts({ text: 'It is very, very, very good.' })).toEqual([]);
    expect(doubts({ text: 'No no no, I want, I want the big one, the big one.' })).toEqual([]);
  });

  it('is doubted where there are more words than anybody says', () => {
    expect(doubts({ text: again('one two three four five six seven', 5) }, [{ from: 0, to: 2 }])).toContain(
      'invented',
    );
    expect(doubts({ text: 'Yes, I do.' }, [{ from: 0, to: 0.4 }])).toEqual([]);
  });

  it('is doubted where its words stand in silence', () => {
    const word = (from: number) => ({ word: 'x', from, to: from + 0.2 });
    expect(doubts({ words: [word(7), word(8), word(2)] })).toEqual(['invented']);
    expect(doubts({ words: [word(0.7), word(3), word(5.2)] })).toEqual([]);
  });

  it('is doubted where it is the end of a film', () => {
    expect(doubts({ text: 'Thanks for watching!' })).toEqual(['invented']);
    expect(doubts({ text: 'Subtitles by the Amara.org community' })).toEqual(['invented']);
    expect(doubts({ text: 'Thank you.' })).toEqual([]);
    expect(doubts({ text: 'I said thanks for watching my dog.' })).toEqual([]);
  });

  it('without words has nothing to doubt', () => {
    expect(doubts({ text: ' ', segments: [{ compression: 3 }], language: 'es' })).toEqual([]);
  });
});
