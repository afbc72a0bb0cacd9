import { describe, expect, it } from 'vitest';
import { Talk } from '../support/conversation.js';

/** What was said before its question could be seen, and what an accepted answer wins over. */
describe('the order of things', () => {
  const english = { guess: { language: 'en', timeZone: 'Europe/Madrid' } };

  async function learning(): Promise<Talk> {
    const talk = await Talk.begin(english);
    for (const text of ['hello', 'English', 'Ana', 'Travel', '1', '/lesson cafe/ordering'])
      await talk.say(text);
    return talk;
  }

  it('a yes that was written before the question deletes nothing', async () => {
    const talk = await learning();
    await talk.burst('/privacy', 'delete everything', '2');
    await talk.wait({ minutes: 1 });
    expect(await talk.core.store.counts()).toMatchObject({ outboxWaiting: 0 });
    await talk.say('progress');
    expect(talk.transcript()).not.toContain('being deleted');
    await talk.say('delete everything');
    await talk.say('2');
    expect(talk.transcript()).toContain('being deleted');
  });

  it('an old confirmation asks again', async () => {
    const talk = await learning();
    await talk.say('delete everything');
    await talk.wait({ minutes: 11 });
    await talk.tap('Yes, delete everything');
    expect(talk.messages.at(-1)?.text).toContain('Are you sure?');
  });

  it('a number that was written before the choices stops nothing', async () => {
    const talk = await Talk.begin(english);
    await talk.say('hello');
    await talk.say('Klingon');
    await talk.burst('Elvish', 'Dothraki', '2');
    expect(talk.messages.at(-1)?.text).not.toContain('Stopped');
    await talk.say('English');
    expect(talk.messages.at(-1)?.text).toContain('call you');
  });

  it('an accepted answer wins over what the session offers', async () => {
    const talk = await learning();
    await talk.say('go on');
    await talk.say("I'd like a tea, please.");
    await talk.wait({ hours: 5 });
    await talk.say('hm');
    expect(talk.messages.at(-1)?.text).toContain('Continue');
    await talk.say('would');
    expect(talk.transcript()).toContain('Put the parts in order');
  });

  it('one reminder a day, whatever hour is asked for', async () => {
    const talk = await learning();
    await talk.say('settings');
    await talk.say('reminder');
    await talk.say('18:30');
    await talk.wait({ hours: 9 });
    const reminders = () =>
      talk.messages.filter(({ buttons }) => buttons.some(({ value }) => value === 'c.quiet')).length;
    expect(reminders()).toBe(1);
    await talk.say('settings');
    await talk.say('reminder');
    await talk.say('20:00');
    await talk.wait({ hours: 4 });
    expect(reminders()).toBe(1);
    await talk.wait({ days: 1 });
    expect(reminders()).toBe(2);
  });

  it('a command that is none is told in other words each time', async () => {
    const talk = await learning();
    for (let time = 0; time < 3; time += 1) await talk.say('/nothing');
    const told = talk.messages
      .map(({ text }) => text.split('\n')[0])
      .filter((line) => line?.includes('command'));
    expect(new Set(told).size).toBe(3);
  });
});
