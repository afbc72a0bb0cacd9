import { describe, expect, it } from 'vitest';
import { Talk } from '../support/conversation.js';

/** What `progress` tells in the middle of a lesson and after it; what is still asked is not told. */

const again = 'Worth another look:';

async function atCafe(): Promise<Talk> {
  const talk = await Talk.begin({ guess: { language: 'en', timeZone: 'Europe/Madrid' } });
  for (const said of ['hello', 'English', 'Ana', 'travel', '1', '/lesson cafe/ordering', 'ok'])
    await talk.say(said);
  return talk;
}

/** What was said from here on. */
async function saidTo(talk: Talk, text: string): Promise<string> {
  const from = talk.messages.length;
  await talk.say(text);
  return talk.messages
    .slice(from)
    .map((message) => message.text)
    .join('\n');
}

/** To the scene at the end, where every answer was shown. */
async function toScene(talk: Talk): Promise<void> {
  while (!talk.transcript().includes('Please sit down')) await talk.say('show me');
}

describe('progress', () => {
  it('does not give away the gap that is open', async () => {
    const talk = await atCafe();
    await talk.say("I'd like a tea, please.");
    await talk.say('wood');
    const told = await saidTo(talk, 'progress');
    expect(told).toContain('I ___ like a glass of water.');
    expect(told).not.toMatch(/would/);
    expect(told).not.toContain(again);
  });

  it('does not give away the choice that is open', async () => {
    const talk = await atCafe();
    await talk.tap('I want a tea.');
    expect(await saidTo(talk, 'progress')).not.toContain(again);
  });

  it('tells what was missed in a lesson before, in the middle of another', async () => {
    const talk = await atCafe();
    await toScene(talk);
    for (const said of ['skip', 'skip', 'skip', 'skip', 'skip']) await talk.say(said);
    await talk.say('/lesson people/introductions');
    expect(await saidTo(talk, 'progress')).toContain(again);
  });

  it('does not give away what a quiz asks', async () => {
    const talk = await atCafe();
    await toScene(talk);
    for (const said of ['skip', 'skip', 'skip', 'skip', 'skip']) await talk.say(said);
    await talk.say('quiz');
    expect(await saidTo(talk, 'progress')).not.toContain(again);
  });

  it('has something under its heading after a scene of which a part was reached', async () => {
    const talk = await atCafe();
    await toScene(talk);
    for (const said of ["I'd like a tea, please.", 'leave the scene', 'skip', 'skip', 'skip', 'skip'])
      await talk.say(said);
    expect(await saidTo(talk, 'progress')).toMatch(/Worth another look:\n+.*a latte and a glass of water/);
  });

  it('counts the words that were met by who was shown every answer', async () => {
    const talk = await atCafe();
    for (let step = 0; step < 4; step += 1) await talk.say('show me');
    const told = await saidTo(talk, 'progress');
    expect(told).not.toContain('nothing to count');
    expect(told).toMatch(/Your first lesson is under way, \d words? met, 0 points/);
  });
});
