import { describe, expect, it } from 'vitest';
import { ears } from '../support/ears.js';
import { Talk } from '../support/conversation.js';
import { content } from './aloud.js';

/** What is said to who asks back, writes nonsense or makes the same slip again, golden as in conversations.test.ts. */

async function spanish(): Promise<Talk> {
  const talk = await Talk.begin({ guess: { language: 'es-PE', timeZone: 'America/Lima' } });
  await talk.say('hola');
  await talk.tap('Español');
  await talk.say('Ana');
  await talk.tap('Viajar');
  await talk.tap('1');
  await talk.say('/lesson cafe/ordering');
  talk.lines.length = 0;
  return talk;
}

/** How often each thing was said, the question itself and the buttons apart. */
function times(talk: Talk, from: number): number[] {
  const counts = new Map<string, number>();
  for (const { text } of talk.messages.slice(from)) {
    const [said = ''] = text.split('\n');
    counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  return [...counts.values()];
}

describe('beside the point in a lesson', () => {
  it('questions at a text, nonsense at a choice, and the same slip again', async () => {
    const talk = await spanish();
    await talk.say('¿por qué?');
    await talk.say('qué significa «would»');
    await talk.say('una pista');
    await talk.say('vale');
    const from = talk.messages.length;
    for (const nonsense of ['banana', 'zzz', 'mmm', 'qwerty', 'foo', 'bar', 'baz', 'lalala', 'blabla'])
      await talk.say(nonsense);
    expect(Math.max(...times(talk, from))).toBeLessThan(3);
    await talk.say('pista');
    await talk.say('pista');
    await talk.say("I'd like a tea, please.");
    await talk.say('will');
    await talk.say('will');
    await talk.say('will');
    await talk.matches('lesson-asides-es');
  });

  it('something to be read aloud in a terminal: hints, and what is typed instead', async () => {
    const talk = await Talk.begin({ content, speech: ears({}), channel: 'terminal' });
    for (const said of ['hello', 'English', 'Ana', 'travel', 'None yet', '/lesson cafe/ordering'])
      await talk.say(said);
    talk.lines.length = 0;
    await talk.say("I'd like a tea, please.");
    await talk.say('hint');
    await talk.say('hint');
    await talk.say('a hint, please');
    await talk.say('coffee');
    await talk.matches('reading-aloud-hints-en-terminal');
  });
});
