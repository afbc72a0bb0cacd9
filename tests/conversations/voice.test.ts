import { afterEach, describe, expect, it } from 'vitest';
import type { Heard } from '../../flows/speech/heard.js';
import { answers, fakeModel, type Behaviour, type FakeModel } from '../support/fake-model.js';
import { doubted, ears, reading, trouble, unheard, words, type Ears } from '../support/ears.js';
import type { Options, Talk } from '../support/conversation.js';
import { atGap, content, met } from './aloud.js';

/** Conversations by voice, golden as in conversations.test.ts. What was heard is given; what is made of it is ours. */

let model: FakeModel | undefined;
afterEach(async () => {
  await model?.close();
  model = undefined;
});

const channels = ['web', 'telegram'] as const;
const on = (channel: (typeof channels)[number], name: string): string =>
  channel === 'web' ? name : `${name}-${channel}`;

const reply = (text: string, more: object = {}): Behaviour =>
  answers({ reply: text, corrections: [], goals: [], over: false, ...more });

const note = (file: string) => ({ file });

const sentence = "I'd like a coffee and a glass of water, please.";

/** At a sentence to be read, by somebody who has agreed to be listened to where `asked` says so. */
async function atReading(speech: Ears, options: Options = {}): Promise<Talk> {
  const talk = await met({ speech, content, ...options });
  await talk.say('/lesson cafe/ordering');
  await talk.tap("I'd like a tea, please.");
  talk.lines.splice(0, talk.lines.findLastIndex((line) => line.startsWith('learner')) + 1);
  return talk;
}

/** Read by our own model alone: nobody has been asked about others. */
const read = (hard: Readonly<Record<string, number>> = {}): Heard => ({
  ...unheard('unasked'),
  reading: reading(sentence, hard),
  clip: { file: 'recordings/own.ogg', seconds: 3, bytes: 9_000 },
});

describe.each(channels)('reading aloud, %s', (channel) => {
  it('a good reading', async () => {
    const speech = ears({ good: read() });
    const talk = await atReading(speech, { channel });
    await talk.speak(note('good'));
    await talk.matches(on(channel, 'voice-reading-good-en'));
    expect(speech.asked).toMatchObject([{ expected: sentence, transcribe: 'no' }]);
  });

  it('one hard word: what to do with the mouth, the numbers, both voices, and once more', async () => {
    const speech = ears({ hard: read({ glass: 38 }), good: read() });
    const talk = await atReading(speech, { channel });
    await talk.speak(note('hard'));
    await talk.tap('In numbers');
    await talk.tap("My voice and the model's");
    await talk.tap('Once more');
    await talk.speak(note('good'));
    await talk.tap('The reading in numbers');
    await talk.matches(on(channel, 'voice-reading-hard-en'));
    expect(speech.drawn.map(({ kind }) => kind)).toEqual(['sentence', 'voices']);
    expect(speech.drawn[1]).toMatchObject({
      own: { file: 'recordings/own.ogg' },
      model: { file: 'speech/a.ogg' },
    });
  });
});

describe('reading aloud', () => {
  it('where the model’s voice cannot be made: a word, no picture of it, and the way on', async () => {
    const speech = ears({ hard: read({ glass: 38 }) });
    const talk = await atReading(speech, { channel: 'web' });
    speech.speak = async () => {
      throw new Error('out of breath');
    };
    await talk.speak(note('hard'));
    await talk.tap("My voice and the model's");
    await talk.wait({ seconds: 2 });
    await talk.matches('voice-reading-no-model-en');
    expect(speech.drawn.map(({ kind }) => kind)).toEqual(['sentence']);
  });

  it('silence, music, half of it, another sentence', async () => {
    const speech = ears({
      silent: trouble('silent'),
      music: trouble('music'),
      wrong: {
        ...read(),
        transcripts: [{ text: 'Where is the nearest station?', model: 'whisper-1', doubts: [] }],
        reading: { ...reading(sentence, {}), match: 0.03, total: 12, accuracy: 12 },
      },
      good: read(),
    });
    const talk = await atReading(speech);
    await talk.speak(note('wrong'));
    await talk.say(sentence);
    await talk.speak(note('silent'));
    await talk.tap('Let me hear it');
    await talk.speak(note('music'));
    await talk.speak(note('good'));
    await talk.matches('voice-reading-other-en');
  });

  it('a word alone, half a file, a tone: what helps, and the third time the way to do it in writing', async () => {
    const speech = ears({ word: unheard('none'), broken: trouble('broken'), tone: trouble('noise') });
    const talk = await atReading(speech);
    await talk.speak(note('word'));
    await talk.speak(note('broken'));
    await talk.speak(note('tone'));
    await talk.tap("I can't talk now");
    await talk.matches('voice-reading-unheard-en');
  });

  it('the transcriber is down: our own model is enough', async () => {
    const speech = ears({ good: { ...read(), unheard: 'unavailable' } });
    const talk = await atReading(speech);
    await talk.speak(note('good'));
    await talk.matches('voice-reading-alone-en');
  });

  it('who cannot talk now does it in writing, and who wants no sound gets none', async () => {
    const talk = await atReading(ears({}));
    await talk.tap("I can't talk now");
    await talk.say(sentence);
    await talk.say('/settings');
    await talk.tap('My voice: In writing and aloud');
    await talk.tap('In writing only');
    await talk.tap('Done');
    await talk.matches('voice-off-en');
  });
});

describe('a typed question, answered aloud', () => {
  it('consent first; then silence, noise, another language, doubt, and an answer', async () => {
    const speech = ears({
      silent: trouble('silent'),
      noise: trouble('noise'),
      other: doubted('Me gustaría un café.', 'language'),
      invented: doubted('Thank you for watching!', 'invented'),
      stop: words('Stop.'),
      erase: words('delete everything'),
    });
    const talk = await atGap({ speech });
    await talk.speak(note('silent'));
    await talk.tap('18 or over');
    await talk.tap("Yes, that's fine");
    await talk.speak(note('noise'));
    await talk.speak(note('other'));
    await talk.tap('Leave this one');
    await talk.speak(note('invented'));
    await talk.say('continue');
    await talk.speak(note('erase'));
    await talk.speak(note('stop'));
    await talk.matches('voice-heard-en');
    // Nobody is told what should have been said.
    expect(speech.asked.every(({ expected }) => expected === undefined)).toBe(true);
  });

  it('right and wrong; where the transcriber is down a known answer will do', async () => {
    const speech = ears({
      will: words('Will.'),
      would: words('I would like a cup of tea.'),
      nobody: unheard('unavailable'),
      none: { ...unheard('unavailable'), picked: { confidence: 0.2 } },
      broken: new Error('the disk is full'),
      known: unheard('unavailable', 0),
    });
    const talk = await atGap({ speech });
    await talk.speak(note('will'));
    await talk.tap('18 or over');
    await talk.tap("Yes, that's fine");
    await talk.speak(note('would'));
    await talk.speak(note('nobody'));
    await talk.speak(note('none'));
    await talk.speak(note('broken'));
    await talk.wait({ seconds: 4 });
    await talk.speak(note('known'));
    await talk.matches('voice-transcriber-down-en');
  });

  it('without any of it: one honest sentence, and typing', async () => {
    const deaf = { listens: false, transcribes: false, pronounces: false, speaks: false, draws: false };
    const talk = await atGap({ speech: ears({}), able: deaf });
    await talk.speak(note('a'));
    await talk.say('would');
    await talk.say('/settings');
    await talk.matches('voice-none-en');
  });
});

describe.each(channels)('a talk by voice, %s', (channel) => {
  it('is answered aloud, until it is switched off; at its end there is a word about how it sounded', async () => {
    model = await fakeModel(
      reply('A hospital! That must be busy. What do you do there?', {
        corrections: [
          {
            quote: 'I am work in a hospital',
            better: 'I work in a hospital',
            reason: 'Work is the verb already, so am is not needed.',
            kind: 'verb-form',
          },
          { quote: 'hospital', better: 'Hospital', reason: 'It is spelled so.', kind: 'spelling' },
        ],
      }),
      reply('Sleeping standing, then. What do you eat at three in the morning?'),
      reply('Rice is a good friend at night.'),
      answers({ well: 'You told Marta what your nights are like.', quote: 'I work at night', keep: [] }),
    );
    const first = 'Fine, thanks. I am work in a hospital.';
    const second = 'I work at night, and then I sleep with the curtains closed until my daughter comes home.';
    const speech = ears({
      first: words(first, { reading: reading(first) }),
      second: words(second, {
        seconds: 22,
        speech: [{ from: 0.5, to: 21.5 }],
        reading: reading(second, { curtains: 41 }),
      }),
      third: words('Rice.', { reading: reading('Rice.') }),
    });
    const talk = await met({ channel, model, speech });
    await talk.say('talk');
    await talk.tap('18 or over');
    await talk.tap("Yes, that's fine");
    await talk.say('Marta');
    talk.lines.length = 0;
    await talk.speak(note('first'));
    await talk.speak(note('second'), '0:22');
    await talk.tap('In writing only');
    await talk.speak(note('third'), '0:01');
    await talk.tap("That's all for today");
    await talk.tap('The talk in numbers');
    await talk.matches(on(channel, 'voice-talk-en'));
    expect(speech.said.map(({ voices }) => voices?.['openai'])).toEqual(['coral', 'coral']);
  });
});

it('a talk to listen to: the text is there on request', async () => {
  model = await fakeModel(reply('Good morning! Tea or coffee?'), reply('Tea it is.'));
  const speech = ears({ hello: words('Good morning.'), tea: words('Tea, please.') });
  const talk = await met({ model, speech });
  talk.lines.length = 0;
  await talk.say('settings');
  await talk.tap('My voice: In writing and aloud');
  await talk.tap('Aloud, with the text on request');
  await talk.tap('Done');
  await talk.say('talk');
  await talk.tap('18 or over');
  await talk.tap("Yes, that's fine");
  await talk.say('Marta');
  await talk.speak(note('hello'));
  await talk.tap('Show the text');
  await talk.speak(note('tea'));
  await talk.matches('voice-only-en');
});
