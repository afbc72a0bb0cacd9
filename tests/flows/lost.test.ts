import { describe, expect, it } from 'vitest';
import { isLost } from '../../flows/lost.js';
import type { Facts } from '../../flows/facts.js';
import { quiz } from '../../flows/machines/quiz.js';
import { packagedContent } from '../support/conversation.js';
import { envOf, lessonOf, Stage } from './machines/stage.js';

const content = packagedContent();
const phrase: Facts['phrase'] = (code, line) => ('plain' in line ? line.plain : content.phrase(code, line));
const gap = { id: 'a', kind: 'gap', ask: '___ is your name?', accept: ['What'], hints: ['It asks.'] };

function envIn(language: string) {
  const env = envOf(lessonOf(gap), { phrase }, { language });
  return { ...env, phrase: (line: Parameters<typeof env.phrase>[0]) => phrase(language, line) };
}

describe('who does not follow', () => {
  it.each([
    ['en', "I don't understand."],
    ['en', 'I don’t get it'],
    ['en', 'what?'],
    ['en', '?'],
    ['en', '???'],
    ['es', 'No entiendo'],
    ['es', '¿Qué?'],
    ['es', 'Perdón, no entiendo.'],
    ['es', 'no puedo'],
    ['es', "I don't understand"],
    ['fr', 'Je ne comprends pas'],
    ['fr', "j'ai pas compris"],
    ['fr', 'quoi ?'],
    ['fr', 'je n’y arrive pas'],
    ['pt-BR', 'não entendi'],
    ['pt-BR', 'não consigo'],
    ['pt-BR', 'como assim?'],
    ['ar', 'لا أفهم'],
    ['ar', 'لم أفهم.'],
    ['ar', '؟'],
  ])('is understood (%s: %s)', (language, text) => {
    expect(isLost(text, envIn(language))).toBe(true);
  });

  it.each([
    ['en', 'what'],
    ['en', "I can't"],
    ['en', "I'm lost."],
    ['en', 'What would you like?'],
    ['es', 'would'],
    ['es', 'How much is that?'],
    ['es', '...'],
    ['es', ''],
  ])('answers are none of that (%s: %s)', (language, text) => {
    expect(isLost(text, envIn(language))).toBe(false);
  });

  it('has not answered a question of a quiz', () => {
    const stage = new Stage(quiz, envIn('es'), { items: [{ hash: 'h', step: 0 }] });
    stage.does({ text: 'no entiendo' });
    expect(stage.view).toMatchObject({ state: 'asking', context: { missed: [], index: 0 } });
    expect(stage.lines[0]).toMatchObject({ say: 'gap.unclear' });
    stage.does({ text: 'what' });
    expect(stage.view.context).toMatchObject({ right: 1 });
  });
});
