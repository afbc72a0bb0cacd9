import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandValue, parseValue, slashCommand, wordCommand } from '../../flows/commands.js';
import type { Facts } from '../../flows/facts.js';
import { packagedContent } from '../support/conversation.js';

describe('slash commands', () => {
  it.each([
    ['/lesson', 'lesson', ''],
    ['/LESSON', 'lesson', ''],
    ['/lesson@parley_bot', 'lesson', ''],
    ['/lesson cafe/ordering', 'lesson', 'cafe/ordering'],
    ['/start ref_1', 'start', 'ref_1'],
  ])('%s', (text, command, argument) => {
    expect(slashCommand(text)).toEqual({ command, argument });
  });

  it('knows what is none of its own', () => {
    expect(slashCommand('/dance')).toEqual({ argument: '' });
    expect(slashCommand('and/or')).toBeUndefined();
    // Only what is offered may confirm a deletion.
    expect(slashCommand('/erase-yes')).toEqual({ argument: '' });
  });
});

describe('plain words', () => {
  const content = packagedContent();
  const facts = {
    phrase: (language, line) => ('plain' in line ? line.plain : content.phrase(language, line)),
  } satisfies Pick<Facts, 'phrase'> as unknown as Facts;

  it.each([
    ['es', 'ayuda', 'help'],
    ['es', '¡Ayuda!', 'help'],
    ['es', 'help', 'help'],
    ['en', 'Stop.', 'stop'],
    ['en', 'delete everything', 'erase'],
    ['en', 'today’s lesson', 'lesson'],
  ])('in %s "%s" is %s', (language, text, command) => {
    expect(wordCommand(text, facts, language)).toBe(command);
  });

  it.each(['I like the help desk', 'non-stop', '', '!'])('"%s" is none', (text) => {
    expect(wordCommand(text, facts, 'en')).toBeUndefined();
  });
});

describe('button values', () => {
  it('parses what it makes and nothing else', () => {
    expect(parseValue(commandValue('lesson'))).toEqual({ kind: 'command', command: 'lesson', argument: '' });
    expect(parseValue('12.goal.travel')).toEqual({
      kind: 'answer',
      instance: 12,
      question: 'goal',
      option: 'travel',
    });
    expect(parseValue('3.zone.Europe/Madrid')).toMatchObject({ option: 'Europe/Madrid' });
    for (const forged of [
      '',
      'c.rm',
      'c.',
      '1.2',
      '1.2.',
      '-1.a.b',
      '1.a b.c',
      '99999999999.a.b',
      '1.a.\u0000',
    ])
      expect(parseValue(forged), forged).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parseValue(text);
        slashCommand(text);
      }),
    );
    expect(parseValue('x')).toBeUndefined();
  });
});
