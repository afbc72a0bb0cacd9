import { describe, expect, it } from 'vitest';
import type { Course } from '../../flows/lesson.js';
import { pickQuiz } from '../../flows/progress/pick-quiz.js';
import { lessonOf } from './machines/stage.js';

const steps = [
  { id: 'met', kind: 'explain', text: 'Say *thank you*.' },
  { id: 'heard', kind: 'dictation', say: 'Could I have a glass of water, please?' },
  { id: 'short', kind: 'dictation', say: 'Thank you.' },
  { id: 'pair', kind: 'minimal_pair', words: ['glass', 'class'], ipa: ['ɡlɑːs', 'klɑːs'] },
  { id: 'said', kind: 'minimal_pair', words: ['glass', 'class'], ipa: ['ɡlɑːs', 'klɑːs'], say: true },
  { id: 'aloud', kind: 'read_aloud', text: 'Could I have a glass of water, please?' },
  { id: 'after', kind: 'repeat', say: 'Could I have a glass of water, please?' },
  {
    id: 'price',
    kind: 'listen',
    say: 'Three fifty.',
    ask: 'What does it cost?',
    options: [
      { text: '3.50', right: true },
      { text: '3.15', because: 'That would be *fifteen*.' },
    ],
  },
];
const lesson = lessonOf(...steps);
const course = { lessons: new Map([[lesson.id, lesson]]) } as unknown as Course;
const done = [{ lesson: lesson.id, times: 1, lastAt: 0 }];

/** Ids of what is asked by somebody who can do this, over many quizzes. */
function asked(senses: { ears: boolean; voice: boolean; sounds: boolean }): string[] {
  const ids = Array.from({ length: 30 }, (_, seed) =>
    pickQuiz(course, done, [], { seed, language: 'en', at: 0, senses }),
  ).flatMap((items) => items.map(({ step }) => lesson.lesson.steps[step]?.id ?? ''));
  return [...new Set(ids)].toSorted();
}

describe('what a quiz is made of', () => {
  it('what is heard, and never what has to be said', () => {
    expect(asked({ ears: true, voice: true, sounds: true })).toEqual(['heard', 'pair', 'price', 'short']);
  });

  it('without sound only what can be asked in writing', () => {
    expect(asked({ ears: false, voice: false, sounds: false })).toEqual(['heard', 'pair', 'price']);
  });
});
