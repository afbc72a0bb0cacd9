import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gradeGap } from '../../flows/exercises/gap-grade.js';
import { lexicalWords } from '../../flows/scoring/words.js';
import { packagedContent } from '../support/conversation.js';

/** What each sign of lesson-answers.txt allows. */
const allowed: Record<string, readonly string[]> = {
  '+': ['right', 'typo'],
  t: ['typo'],
  '~': ['near'],
  '-': ['wrong'],
  '!': ['wrong', 'near', 'unclear'],
};

interface Row {
  lesson: string;
  step: string;
  sign: string;
  answer: string;
}

function rows(): Row[] {
  const found: Row[] = [];
  let lesson = '';
  let step = '';
  const text = readFileSync(new URL('lesson-answers.txt', import.meta.url), 'utf8');
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line.startsWith('## ')) lesson = line.slice(3);
    else if (/^#[a-z0-9-]+$/.test(line)) step = line.slice(1);
    else if (line !== '' && !line.startsWith('# '))
      found.push({ lesson, step, sign: line[0] ?? '', answer: line.slice(1).trim() });
  }
  return found;
}

describe('what learners may write in the packaged lessons', () => {
  const content = packagedContent();
  const lexicon = content.lexicon('en');

  it.each(rows())('$lesson#$step $sign $answer', ({ lesson, step: id, sign, answer }) => {
    const step = content.courses
      .get('english')
      ?.lessons.get(lesson)
      ?.lesson.steps.find((one) => one.id === id);
    if (step?.kind !== 'gap') throw new Error(`${lesson} has no gap ${id}`);
    const words = new Set(lexicalWords(answer).filter((word) => lexicon.has(word)));
    const aid = { seed: 1, tried: [], again: false, words, forgiven: [] };
    expect(allowed[sign]).toContain(gradeGap(step, { text: answer }, aid).verdict);
  });
});
