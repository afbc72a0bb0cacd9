import { afterEach, describe, expect, it } from 'vitest';
import { answers, fakeModel, type Behaviour, type FakeModel } from '../support/fake-model.js';
import { doubted, ears, reading, trouble, unheard, words, type Ears } from '../support/ears.js';
import { Talk, type Options } from '../support/conversation.js';

/** Conversations by voice, golden as in conversations.test.ts. What was heard is given; what is made of it is ours. */

const english = { guess: { language: 'en', timeZone: 'Europe/Madrid' } };

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

async function met(options: Options): Promise<Talk> {
  const talk = await Talk.begin({ ...english, ...options });
  await talk.say('hello');
  await talk.tap('English');
  await talk.say('Ana');
  await talk.tap('Travel');
  await talk.tap('1');
  return talk;
}

const note = (file: string) => ({ file });

/** Whatever stands before a message in the lesson is gone through and forgotten. */
async function upTo(talk: Talk, what: RegExp): Promise<void> {
  // Speech follows the text that it says.
  const last = () => talk.messages.findLast(({ buttons }) => buttons.length > 0);
  for (let guard = 0; guard < 40 && !what.test(last()?.text ?? ''); guard += 1) {
    const labels = (last()?.buttons ?? []).map(({ label }) => label);
    await talk.tap(labels.find((label) => /^(Go on|Show me)$/.test(label)) ?? 'Show me');
  }
  talk.lines.length = 0;
}

async function atGap(speech: Ears, options: Options = {}): Promise<Talk> {
  const talk = await met({ speech, ...options });
  await talk.say('/lesson cafe/ordering');
  await upTo(talk, /I ___ like/);
  return talk;
}

describe('a typed question, answered aloud', () => {
  it('consent first; then silence, noise, another language, doubt, and an answer', async () => {
    const speech = ears({
      silent: trouble('silent'),
      noise: trouble('noise'),
      other: doubted('Me gustaría un café.', 'language'),
      invented: doubted('Thank you for watching!', 'invented'),
      want: words('I want like a glass of water.'),
      would: words('I would like a glass of water.'),
      stop: words('Stop.'),
      erase: words('delete everything'),
    });
    const talk = await atGap(speech);
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
      would: words('I would like a glass of water.'),
      nobody: unheard('unavailable'),
      none: { ...unheard('unavailable'), picked: { confidence: 0.2 } },
      broken: new Error('the disk is full'),
      known: unheard('unavailable', 0),
    });
    const talk = await atGap(speech);
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
    const talk = await atGap(ears({}), { able: deaf });
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
    await talk.matches(on(channel, 'voice-talk-en'));
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
