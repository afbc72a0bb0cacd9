import { describe, expect, it } from 'vitest';
import type { Heard } from '../../flows/speech/heard.js';
import { Talk, type Options } from '../support/conversation.js';
import { doubted, ears, unheard, words, type Ears } from '../support/ears.js';

/** Questions about the learner, answered aloud; golden as in conversations.test.ts. */

const english = { guess: { language: 'en', timeZone: 'Europe/Madrid' } };
const spanish = { guess: { language: 'es-PE', timeZone: 'America/Lima' } };
/** Our own model alone. */
const own = { listens: true, transcribes: false, pronounces: true, speaks: true, draws: true };

const note = (file: string) => ({ file });
const known = (option: number): Heard => unheard('unasked', option);
const sent = (speech: Ears): string[] => speech.asked.map(({ transcribe }) => transcribe);

async function begun(options: Options): Promise<Talk> {
  const talk = await Talk.begin(options);
  await talk.say('hello');
  return talk;
}

async function met(options: Options, ...taps: string[]): Promise<Talk> {
  const talk = await begun(options);
  for (const tap of taps) await talk.tap(tap);
  talk.lines.length = 0;
  return talk;
}

describe('the first questions, aloud', () => {
  it('in English: consent before the first that is sent, then every answer as if it were typed', async () => {
    const speech = ears({
      english: known(0),
      name: words('My name is Ana.'),
      travel: words('Travel.'),
      two: words('One and two.'),
      begin: known(0),
    });
    const talk = await begun({ ...english, speech });
    await talk.speak(note('english'));
    await talk.speak(note('name'));
    // Age and consent are for taps and typing: nobody is asked by what was perhaps misheard.
    await talk.speak(note('age'));
    expect(sent(speech)).toEqual(['no']);
    await talk.tap('18 or over');
    await talk.tap("Yes, that's fine");
    await talk.speak(note('travel'));
    await talk.speak(note('two'));
    await talk.speak(note('begin'));
    await talk.matches('voice-questions-en');
    expect(sent(speech)).toEqual(['no', 'words', 'words', 'words', 'no']);
    expect(speech.asked.every(({ expected }) => expected === undefined)).toBe(true);
  });

  it('in Spanish: the words of that language, and no way back to English', async () => {
    const speech = ears({
      name: words('Mª José.'),
      goal: doubted('旅行です。', 'language'),
      again: words('Para viajar.'),
    });
    const talk = await begun({ ...spanish, speech });
    await talk.tap('Español');
    await talk.speak(note('name'));
    await talk.tap('18 años o más');
    await talk.tap('Sí, me parece bien');
    await talk.speak(note('goal'));
    await talk.speak(note('again'));
    await talk.matches('voice-questions-es');
    expect(speech.asked.map(({ language }) => language)).toEqual(['es', 'es', 'es']);
  });

  it('whoever says no types, and nothing was sent', async () => {
    const speech = ears({});
    const talk = await begun({ ...english, speech });
    await talk.tap('English');
    await talk.speak(note('name'));
    await talk.tap('18 or over');
    await talk.tap('No, keep it here');
    await talk.speak(note('name'));
    await talk.say('Ana');
    expect(talk.transcript()).toContain('Nice to meet you, Ana');
    expect(speech.asked).toEqual([]);
  });
});

it('nobody is asked about models to say in which language, or to begin', async () => {
  const speech = ears({});
  const talk = await begun({ ...english, speech, able: { ...own, transcribes: true, pronounces: false } });
  await talk.speak(note('language'));
  for (const tap of ['English', 'Skip', 'Skip', 'Skip']) await talk.tap(tap);
  await talk.speak(note('begin'));
  expect(talk.transcript()).not.toContain('How old are you?');
  expect(talk.messages.at(-1)?.buttons.map(({ label }) => label)).toEqual(['Begin']);
  expect(speech.asked).toEqual([]);
});

describe('without a transcriber', () => {
  it('the answers that are offered are known by our own model; what is not is typed', async () => {
    const speech = ears({ travel: known(1), none: { ...unheard('none'), picked: { confidence: 0.1 } } });
    const talk = await begun({ ...english, speech, able: own });
    await talk.tap('English');
    await talk.speak(note('name'));
    await talk.say('Ana');
    await talk.speak(note('none'));
    await talk.speak(note('travel'));
    await talk.matches('voice-questions-alone-en');
    expect(speech.asked.map(({ options }) => options?.slice(0, 2))).toEqual([
      ['Work', 'Travel'],
      ['Work', 'Travel'],
    ]);
    expect(sent(speech)).toEqual(['no', 'no']);
  });

  it('what was taken for another answer can be taken back, one question later', async () => {
    const speech = ears({ work: known(0), level: known(1) });
    const talk = await begun({ ...english, speech, able: own });
    for (const tap of ['English', 'Skip']) await talk.tap(tap);
    await talk.speak(note('work'));
    await talk.tap('I said something else');
    await talk.tap('Travel');
    expect(talk.messages.at(-1)?.buttons.map(({ label }) => label)).not.toContain('I said something else');
    await talk.speak(note('level'));
    await talk.tap('I said something else');
    await talk.tap('1');
    await talk.matches('voice-questions-misheard-en');
  });

  it('an answer that is only likely, or not told from another, is asked for once more', async () => {
    const weak = { ...unheard('none'), picked: { option: 0, confidence: 0.6 } };
    const near = { ...unheard('none'), picked: { option: 0, rivals: [1], confidence: 0.9 } };
    const talk = await begun({ ...english, speech: ears({ weak, near }), able: own });
    for (const tap of ['English', 'Skip']) await talk.tap(tap);
    for (const one of ['weak', 'near']) {
      await talk.speak(note(one));
      expect(talk.messages.at(-1)?.buttons.map(({ label }) => label)).toContain('Work');
      expect(talk.transcript()).not.toContain('I heard: Work');
    }
  });

  it('in another language nothing is guessed', async () => {
    const speech = ears({});
    const talk = await begun({ ...spanish, speech, able: own });
    await talk.tap('Español');
    await talk.tap('Saltar');
    await talk.speak(note('goal'));
    expect(speech.asked).toEqual([]);
    expect(talk.messages.at(-1)?.buttons.map(({ label }) => label)).toContain('Viajar');
  });
});

describe('the settings, aloud', () => {
  it('are come back to after consent, with what was said', async () => {
    const speech = ears({ time: words('At 7 in the evening.') });
    const talk = await met({ ...english, speech }, 'English', 'Skip', 'Skip', 'Skip');
    await talk.say('/settings');
    await talk.tap('Reminder: not set');
    await talk.speak(note('time'));
    await talk.tap('18 or over');
    await talk.tap("Yes, that's fine");
    await talk.matches('voice-settings-en');
  });

  it('are left with the question that came in between', async () => {
    const talk = await met({ ...english, speech: ears({}) }, 'English', 'Skip', 'Skip', 'Skip');
    await talk.say('/settings');
    await talk.tap('Name: not set');
    await talk.speak(note('name'));
    await talk.say('stop');
    await talk.say('continue');
    expect(talk.transcript()).not.toMatch(/Here we are: \*[^*]*settings/);
  });
});

describe('how long an answer may be', () => {
  it('is said with the question: a minute, three in a talk', async () => {
    const talk = await met({ ...english, speech: ears({}), able: { ...own, transcribes: true } }, 'English');
    expect(talk.messages.at(-1)?.listens).toBe(60);
    for (const tap of ['Skip', 'Skip', 'Skip']) await talk.tap(tap);
    await talk.say('talk');
    const limits = talk.messages.map(({ listens }) => listens);
    expect(limits.at(-1)).toBe(60);
  });

  it('is not said where nobody listens', async () => {
    const talk = await met(english, 'English');
    expect(talk.messages.every(({ listens }) => listens === undefined)).toBe(true);
  });
});
