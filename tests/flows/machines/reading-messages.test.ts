import { describe, expect, it } from 'vitest';
import { lesson } from '../../../flows/machines/lesson.js';
import type { Reading } from '../../../flows/speech/heard.js';
import { reading, unheard, words } from '../../support/ears.js';
import { envOf, lessonOf, Stage } from './stage.js';

const text = "I'd like a coffee and a glass of water, please.";

/** What is said of a reading of which our own model heard this much. */
function told(heard: Partial<Reading>): Stage {
  const stage = new Stage(lesson, envOf(lessonOf({ id: 'aloud', kind: 'read_aloud', text })), { hash: 'h' });
  stage.does({ text: '', heard: { ...unheard('none'), reading: { ...reading(text), ...heard } } });
  return stage;
}

/** Only the first words of it were read. */
const first = (count: number): Partial<Reading> => ({
  words: reading(text).words.map((word, at) =>
    at < count ? word : { ...word, said: 0, accuracy: 0, phones: [], unread: true as const },
  ),
});

describe('a text that was not read to its end', () => {
  it('is said to end where it did, and asked for again', () => {
    const stage = told(first(4));
    expect(stage.lines[0]).toMatchObject({ say: 'aloud.until', args: { word: { markup: '*coffee*' } } });
    expect(stage.lines).toContainEqual({ text, role: 'english' });
    expect(stage.state).toBe('asking');
    expect(stage.of('spoken')).toMatchObject([
      { scores: { completeness: { value: 40 }, prosody: { value: null } } },
    ]);
  });

  it('of all but two words these are named', () => {
    expect(told(first(8)).lines[0]).toMatchObject({
      say: 'aloud.missing',
      args: { words: { markup: '*water*, *please*' } },
    });
  });

  it('is told so by a transcript as well', () => {
    const stage = new Stage(lesson, envOf(lessonOf({ id: 'aloud', kind: 'read_aloud', text })), {
      hash: 'h',
    });
    stage.does({ text: '', heard: words("I'd like a coffee and") });
    expect(stage.lines[0]).toMatchObject({ say: 'aloud.until', args: { word: { markup: '*and*' } } });
  });

  it('of many words in the middle some are named', () => {
    const stage = new Stage(lesson, envOf(lessonOf({ id: 'aloud', kind: 'read_aloud', text })), {
      hash: 'h',
    });
    stage.does({ text: '', heard: words("I'd like a water, please") });
    expect(stage.lines[0]).toMatchObject({
      say: 'aloud.parts',
      args: { words: { markup: '*coffee*, *and*, *a*' } },
    });
  });
});
