import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../flows/facts.js';
import type { FrozenLesson } from '../../../flows/lesson.js';
import { drill } from '../../../flows/machines/drill.js';
import { lesson } from '../../../flows/machines/lesson.js';
import { packagedContent } from '../../support/conversation.js';
import { envOf, lessonOf, Stage } from './stage.js';

const tea = {
  id: 'tea',
  kind: 'gap',
  ask: 'I ___ like a tea.',
  accept: ['would'],
  near: { will: '*Will* is for the future.', want: '*Want* is what you want.' },
  hints: ['It is polite.'],
  explanation: '*Would* makes it polite.',
};
const kinder = {
  id: 'kinder',
  kind: 'choice',
  ask: 'Which one is kinder?',
  options: [
    { text: "I'd like a tea.", right: true },
    { text: 'I want a tea.', because: 'It sounds like an order.' },
    { text: 'Give me a tea.', because: 'Only to friends.' },
  ],
};
const text = "I'd like a coffee and a glass of water, please.";
const aloud = { id: 'aloud', kind: 'read_aloud', text };
const read = { id: 'read', kind: 'explain', text: "*I'd like* is kind." };
const more = { id: 'more', kind: 'explain', text: 'And *please* as well.' };

const content = packagedContent();

/** With the words of the packaged content, in this language. */
function at(steps: object[], language = 'en', facts: Partial<Facts> = {}, frozen?: FrozenLesson): Stage {
  const phrase: Facts['phrase'] = (code, line) => ('plain' in line ? line.plain : content.phrase(code, line));
  const env = envOf(frozen ?? lessonOf(...steps), { phrase, ...facts }, { language });
  return new Stage(lesson, { ...env, phrase: (line) => phrase(language, line) }, { hash: 'h' });
}

const says = (stage: Stage): string[] =>
  stage.lines.map((line) => ('say' in line ? line.say : line.text.replaceAll('\\', '')));
const ways = (stage: Stage): string[] =>
  stage.messages.flatMap(({ choices = [], actions = [] }) =>
    [...choices, ...actions].map(({ value }) => value.split('.').at(-1) ?? ''),
  );

describe('the same foreseen answer again', () => {
  it('is told something else: first the hint, in the end why the answer is right', () => {
    const stage = at([tea]);
    stage.does({ text: 'will' });
    expect(says(stage)).toEqual([tea.near.will, 'lesson.hint', tea.ask]);
    stage.does({ text: 'will' });
    expect(says(stage)).toEqual(['lesson.sameAgain', tea.ask]);
    stage.does({ text: 'will' });
    expect(says(stage).slice(0, 3)).toEqual(['lesson.reveal', 'I *would* like a tea.', tea.explanation]);
  });

  it('leads to the next hint where there is one', () => {
    const stage = at([{ ...tea, hints: ['It is polite.', 'It begins with w.'] }]);
    stage.does({ text: 'will' });
    stage.does({ text: 'will' });
    expect(stage.lines.slice(0, 2)).toMatchObject([
      { say: 'lesson.same' },
      { say: 'lesson.hint', args: { hint: { markup: 'It begins with w.' } } },
    ]);
  });

  it('another foreseen answer has its own word, also as the last', () => {
    const stage = at([tea]);
    stage.does({ text: 'will' });
    stage.does({ text: 'want' });
    expect(says(stage)[0]).toBe(tea.near.want);
    stage.does({ text: 'will' });
    expect(says(stage)).not.toContain(tea.near.will);
    expect(says(stage)).toContain(tea.explanation);
  });

  it('an option that was tried and is typed once more', () => {
    const stage = at([kinder]);
    stage.does({ text: 'I want a tea.' });
    expect(says(stage)[0]).toBe('It sounds like an order.');
    stage.does({ text: 'I want a tea.' });
    expect(says(stage)).toEqual(['lesson.sameAgain', 'choice.again']);
  });

  it('at the next step everything is new', () => {
    const stage = at([tea, { ...tea, id: 'again' }]);
    stage.does({ text: 'will' });
    stage.does({ text: 'would' });
    stage.does({ text: 'will' });
    expect(says(stage)[0]).toBe(tea.near.will);
  });
});

describe('a question at something to read', () => {
  it.each([
    ['en', 'what does this mean?'],
    ['en', 'why'],
    ['en', 'I don’t understand this'],
    ['es', '¿por qué?'],
    ['es', 'por qué se dice así'],
    ['es', '¿Y «please»'],
    ['fr', "qu'est-ce que ça veut dire"],
    ['ar', 'لماذا؟'],
    ['ar', 'ما معنى هذا'],
    ['pt-BR', 'o que significa isso'],
    ['pt-BR', 'é assim? 🤔'],
    ['en', 'what does latte mean?'],
    ['en', "why is it 'an'?"],
    ['en', 'but why?'],
    ['en', "why not 'a'?"],
    ['en', 'what does "go on" mean?'],
    ['en', 'can I say done here?'],
    ['en', 'latte?'],
    ['en', 'is it polite?'],
    ['es', '¿qué significa esto?'],
    ['es', '¿qué significa seguir?'],
    ['es', 'y por qué no se dice así?'],
    ['es', '¿puedo decir «I want»?'],
    ['es', 'qué'],
    ['fr', 'que veut dire continuer ?'],
    ['fr', 'est-ce que c’est poli'],
    ['ar', 'ما معنى أكمل؟'],
    ['ar', 'هل هذا صحيح'],
    ['pt-BR', 'o que significa continuar?'],
    ['pt-BR', 'você pode explicar'],
  ])('is answered there (%s: %s)', (language, question) => {
    const stage = at([read, more, tea], language);
    stage.does({ text: question });
    expect(stage.state).toBe('reading');
    expect(stage.view.context).toMatchObject({ index: 0 });
    expect(says(stage)).toEqual(['reading.asked']);
    expect(ways(stage)).toEqual(['next']);
  });

  it.each([
    ['en', 'ok'],
    ['en', 'ok?'],
    ['en', 'next'],
    ['en', 'got it'],
    ['es', 'vale'],
    ['es', '¿seguimos?'],
    ['es', 'vale, gracias'],
    ['ar', 'حسنا'],
    ['en', 'can I go on?'],
    ['en', 'can I continue'],
    ['en', "what's next?"],
    ['en', 'what next?'],
    ['en', 'shall we go on?'],
    ['en', 'Can we go on to the next one, please?'],
    ['en', 'how do I continue?'],
    ['en', 'do we continue?'],
    ['en', 'ready?'],
    ['en', 'done?'],
    ['en', 'Why not!'],
    ['es', '¿puedo seguir?'],
    ['es', '¿y ahora?'],
    ['es', '¿listo?'],
    ['es', '¿Qué sigue?'],
    ['es', '¿cómo puedo continuar?'],
    ['es', '¿pasamos a la siguiente?'],
    ['es', '¿Por qué no?'],
    ['es', "what's next?"],
    ['fr', 'je peux continuer ?'],
    ['fr', 'Est-ce que je peux passer à la suite ?'],
    ['fr', "C'est quoi la suite ?"],
    ['fr', 'et maintenant ?'],
    ['fr', 'Prêt ?'],
    ['fr', 'on y va ?'],
    ['fr', 'pourquoi pas'],
    ['pt-BR', 'posso continuar?'],
    ['pt-BR', 'e agora?'],
    ['pt-BR', 'qual é a próxima?'],
    ['pt-BR', 'Você pode continuar?'],
    ['pt-BR', 'pronto?'],
    ['ar', 'هل نكمل؟'],
    ['ar', 'هل يمكنني المتابعة؟'],
    ['ar', 'ممكن أكمل؟'],
    ['ar', 'ماذا بعد؟'],
    ['ar', 'جاهز؟'],
    ['ar', 'والآن؟'],
    ['en', 'Could I have a tea, please?'],
    ['es', 'Can I have a coffee?'],
    ['es', 'Where is the station?'],
    ['ar', 'Do you have a table for two?'],
    ['en', '"I\'d like" is kind?'],
  ])('what is none goes on (%s: %s)', (language, answer) => {
    const stage = at([read, more, tea], language);
    stage.does({ text: answer });
    expect(stage.view.context).not.toMatchObject({ index: 0 });
  });

  it('offers the own language where there is one', () => {
    const lesson = lessonOf(read, more, tea);
    const frozen = {
      ...lesson,
      lesson: { ...lesson.lesson, level: 'B1' as const },
      sidecars: { es: { steps: { read: { text: "*I'd like* es amable." } } } },
    } as FrozenLesson;
    const stage = at([], 'es', {}, frozen);
    stage.does({ text: '¿qué significa?' });
    expect(stage.lines).toMatchObject([
      { say: 'reading.askedOwn', args: { button: 'Explícalo en mi idioma' } },
    ]);
    expect(ways(stage)).toEqual(['next', 'own']);
    stage.does({ option: 'own' });
    stage.does({ text: '¿por qué?' });
    expect(says(stage)).toEqual(['reading.asked']);
  });

  it('says once that a talk takes questions, where somebody can answer in one', () => {
    const stage = at([read, more, tea], 'en', { tutor: true });
    stage.does({ text: 'why?' });
    expect(says(stage)).toEqual(['reading.asked', 'reading.inTalk']);
    stage.env = { ...stage.env, slips: 1 };
    stage.does({ text: 'but why?' });
    expect(says(stage)).toEqual(['reading.asked']);
  });

  it('a hint is asked for: there is none, and it does not go on', () => {
    const stage = at([read, more, tea]);
    stage.does({ option: 'hint' });
    expect(says(stage)).toEqual(['reading.asked']);
  });
});

describe('a hint where none is written', () => {
  it('at something to be read aloud: to hear it, or in writing', () => {
    const stage = at([aloud]);
    stage.does({ option: 'hint' });
    expect(stage.lines[0]).toMatchObject({ say: 'aloud.hint', args: { button: 'Let me hear it' } });
    expect(stage.lines[1]).toEqual({ text, role: 'english' });
    expect(ways(stage)).toEqual(['slow', 'mute', 'skip']);
  });

  it('names no button that is not there', () => {
    const stage = at([aloud], 'en', { speaks: false });
    stage.does({ option: 'hint' });
    expect(stage.lines[0]).toEqual({ say: 'aloud.hintAlone', variant: 0 });
    expect(ways(stage)).toEqual(['mute', 'skip']);
  });

  it('in a drill as well', () => {
    expect(drill.hints).toBe(true);
  });

  it('at something to be heard: to hear it again', () => {
    const stage = at([{ ...kinder, kind: 'listen', say: "I'd like a tea." }]);
    stage.does({ option: 'hint' });
    expect(stage.lines[0]).toMatchObject({ say: 'listen.hint', args: { button: 'Slower, please' } });
  });

  it('at a choice it is not called the last one, and never said in the same words twice', () => {
    const stage = at([kinder]);
    const told = [0, 1].map((variant) => {
      stage.env = { ...stage.env, variant };
      stage.does({ option: 'hint' });
      return stage.lines[0];
    });
    expect(told).toEqual([
      { say: 'lesson.neverHint', variant: 0 },
      { say: 'lesson.neverHint', variant: 1 },
    ]);
  });

  it('after the last one that was', () => {
    const stage = at([tea]);
    stage.does({ option: 'hint' });
    stage.does({ option: 'hint' });
    expect(says(stage)[0]).toBe('lesson.noHint');
  });
});
