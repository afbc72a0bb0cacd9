import { describe, expect, it } from 'vitest';
import { listen } from '../../../flows/exercises/listen.js';
import { step as anyStep } from '../../../flows/exercises/registry.js';
import { within } from '../../../flows/exercises/silent.js';
import { picked } from './ears.js';
import { aid, faults } from './support.js';

const total = listen.schema.parse({
  id: 'total',
  kind: 'listen',
  say: "That's three pounds fifty, please.",
  ask: 'How much is it?',
  options: [
    { text: '£3.50', right: true },
    { text: '£13.50', because: 'That would be *thirteen*.' },
  ],
});
const { answering } = listen;
const shown = within(anyStep.parse(total), { ears: false, voice: true, sounds: true }) as typeof total;

describe('what is heard', () => {
  it('is not shown before it is answered', () => {
    const { lines, speaks, options } = listen.present(total, aid());
    expect(JSON.stringify(lines)).not.toContain('pounds');
    expect(speaks).toMatchObject({ text: total.say });
    expect(options).toHaveLength(2);
    expect(answering.grade(total, { option: 0 }, aid())).toMatchObject({
      verdict: 'right',
      also: [{ say: 'listen.said', args: { text: total.say } }],
    });
  });

  it('is read by who cannot listen, and not told again', () => {
    const { lines, speaks } = listen.present(shown, aid());
    expect(lines[0]).toEqual({ text: total.say, role: 'english' });
    expect(speaks).toBeUndefined();
    expect(answering.grade(shown, { option: 0 }, aid()).also).toBeUndefined();
    expect(within(shown, { ears: false, voice: false, sounds: false })).toBe(shown);
  });
});

describe('what is chosen', () => {
  it.each([
    ['£3.50', 'right'],
    ['£13.50', 'wrong'],
    ['3.50', 'right'],
    ['3,50', 'right'],
    ['3.50 £', 'right'],
    ['٣٫٥٠', 'right'],
    ['13,50', 'wrong'],
    ['€3.50', 'unclear'],
    ['3.15', 'unclear'],
    ['no idea', 'unclear'],
    ['', 'unclear'],
  ])('%j, typed: %s', (text, verdict) => {
    expect(answering.grade(total, { text }, aid(text)).verdict).toBe(verdict);
  });

  it('each wrong one says why, aloud or tapped', () => {
    const texts = total.options.map(({ text }) => text);
    expect(answering.hears(total, aid()).options.toSorted()).toEqual(texts.toSorted());
    expect(answering.grade(total, picked(texts, 1), aid())).toMatchObject({
      verdict: 'wrong',
      option: 1,
      feedback: 'That would be *thirteen*.',
    });
  });
});

describe('what authors and translators are told', () => {
  it.each([
    [{ options: [total.options[0]] }, /at least two options/],
    [{ options: [{ text: 'a' }, { text: 'b', right: true }] }, /every wrong option says why/],
    [{ say: 'x'.repeat(400) }, /^say: at most 300/],
  ])('%j', (change, message) => {
    expect(faults(listen.schema, { ...total, ...change }).join('\n')).toMatch(message);
  });

  it('question and reasons are translated; what is heard stays English', () => {
    expect(listen.required(total)).toEqual(['ask', 'because']);
    const texts = { ask: '¿Cuánto es?', because: [null, 'Eso sería *thirteen*.'] };
    expect(listen.misfits(total, texts)).toEqual([]);
    expect(listen.localise(total, texts)).toMatchObject({ ask: texts.ask, say: total.say });
    expect(listen.misfits(total, { because: [null] })).toMatchObject([{ path: ['because'] }]);
  });
});
