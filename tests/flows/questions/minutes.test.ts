import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../flows/facts.js';
import type { Env } from '../../../flows/machine.js';
import { minutes } from '../../../flows/questions/minutes.js';
import { packagedContent } from '../../support/conversation.js';

const phrase: Facts['phrase'] = (language, line) =>
  'plain' in line ? line.plain : packagedContent().phrase(language, line);

/** What a text is at the question how long a day's practice may be. */
function meant(language: string, text: string): string | undefined {
  const env = { facts: { phrase }, phrase: (line) => phrase(language, line), slips: 0 } as Env;
  const meaning = minutes.understand({ text }, env);
  return meaning.kind === 'value' ? meaning.value : undefined;
}

describe('minutes a day', () => {
  it.each([
    ['en', '5', '5'],
    ['en', '10 minutes', '10'],
    ['en', '10min', '10'],
    ['en', '15m', '15'],
    ['en', 'as much as 20', '20'],
    ['en', 'twenty-five minutes', '25'],
    ['es', 'veinticinco minutos', '25'],
    ['en', "About 15 minutes a day, I'd say.", '15'],
    ['en', 'no more than 20', '20'],
    ['en', '10 minutes before I go to bed', '10'],
    ['en', 'half an hour', '30'],
    ['en', 'A quarter of an hour.', '15'],
    ['en', 'an hour', '60'],
    ['en', 'ten minutes', '10'],
    ['es', '10 minutos', '10'],
    ['es', 'unos 10 al día', '10'],
    ['es', 'media hora', '30'],
    ['es', 'un cuarto de hora', '15'],
    ['es', 'una hora y media', '90'],
    ['es', 'diez minutos, por favor', '10'],
    ['es', 'half an hour', '30'],
    ['fr', "un quart d'heure", '15'],
    ['fr', 'une demi-heure par jour', '30'],
    ['fr', '20 minutes environ', '20'],
    ['ar', 'نصف ساعة', '30'],
    ['ar', 'ربع ساعة يوميًا', '15'],
    ['ar', '10 دقائق', '10'],
    ['pt-BR', 'meia hora', '30'],
    ['pt-BR', 'uns 15 minutinhos', '15'],
    ['pt-BR', 'até 10 por dia', '10'],
  ])('%s: %s', (language, text, count) => {
    expect(meant(language, text)).toBe(count);
  });

  it.each([
    ['en', "it's 2 in the afternoon here"],
    ['en', 'at 7'],
    ['en', '2pm'],
    ['en', '7:15'],
    ['en', '5 or 10 minutes'],
    ['en', 'I have 2 dogs'],
    ['en', '0'],
    ['en', '121'],
    ['en', '5000'],
    ['en', 'whenever'],
    ['es', 'aquí son las 2 de la tarde'],
    ['es', 'a las 8'],
    ['es', 'a las cinco'],
    ['es', 'son las dos y media'],
    ['es', 'tengo 2 perros'],
    ['es', '3 horas'],
    ['fr', 'il est 14 h ici'],
    ['fr', 'à 8 heures'],
    ['fr', "j'ai 2 chiens"],
    ['ar', 'الساعة هنا 2 ظهرا'],
    ['ar', 'عندي 2 كلاب'],
    ['pt-BR', 'aqui são 2 da tarde'],
    ['pt-BR', 'às 8'],
    ['pt-BR', 'tenho 2 cachorros'],
  ])('%s: %s is none', (language, text) => {
    expect(meant(language, text)).toBeUndefined();
  });

  it('is offered from 1 to 120', () => {
    expect([1, 120].map((count) => meant('en', String(count)))).toEqual(['1', '120']);
  });
});
