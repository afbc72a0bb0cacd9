import { expect, test } from 'vitest';
import { RecordingGone } from '../../bot/channels/channel.js';
import { trouble, unheard } from '../support/ears.js';
import type { FakeLearner } from '../support/fake-telegram/index.js';
import { says } from '../support/desk.js';
import { type TelegramDesk, type TelegramDeskOptions, until } from '../support/telegram-desk.js';
import { answered, onboarded, onDesk } from './day.js';

const note = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(30_000, 5)]);
const clip = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(5_000, 6)]);
const deaf = { listens: true, transcribes: false, pronounces: false, speaks: false, draws: false };

/** Listens to what it fetches by the channel, as bot/speech does; hears the first known answer in all of it. */
function ears(fetched: Buffer[], able = { ...deaf, pronounces: true }): TelegramDeskOptions {
  const speech = (desk: TelegramDesk): ReturnType<NonNullable<TelegramDeskOptions['speech']>> => ({
    able,
    deps: {
      listen: async ({ recording }) => {
        try {
          const bytes = await desk.channel.fetch(recording, 1_000_000, new AbortController().signal);
          fetched.push(Buffer.from(bytes));
          return unheard('none', 0);
        } catch (error) {
          if (error instanceof RecordingGone) return trouble(error.why);
          throw error;
        }
      },
      speak: async () => ({
        file: await desk.media.write('speech', 'a.ogg', clip),
        seconds: 2,
        bytes: clip.length,
      }),
    },
  });
  return { speech };
}

/** The first question that a word answers. */
async function atGap(ana: FakeLearner): Promise<void> {
  await onboarded(ana);
  await answered(ana, () => void ana.tap("I'd like a tea, please."), /I ___ like/);
}

test.each(['voice', 'video_note', 'audio', 'document'] as const)(
  'a question is answered by a %s, fetched when it is listened to',
  async (kind) => {
    const fetched: Buffer[] = [];
    await onDesk(ears(fetched), async ({ telegram }) => {
      const ana = telegram.learner();
      await atGap(ana);
      await answered(ana, () => void ana.speak(note, 3, kind), /A cup ___ tea/);
      expect(fetched.map((bytes) => bytes.equals(note))).toEqual([true]);
    });
  },
);

test('one that cannot be fetched now is fetched again; one that is gone is told so, and the question stays', async () => {
  const fetched: Buffer[] = [];
  await onDesk(ears(fetched), async (desk) => {
    const ana = desk.telegram.learner();
    await atGap(ana);
    desk.telegram.fail('download', { broken: 'after' });
    await answered(ana, () => void ana.speak(note), /A cup ___ tea/);
    expect(desk.telegram.done('getFile')).toHaveLength(2);
    desk.telegram.fail('getFile', { code: 400, description: 'Bad Request: wrong file_id' });
    const from = ana.messages.length;
    ana.speak(note);
    await ana.sees(/A cup ___ tea/, from);
    expect(ana.texts.slice(from).some((text) => says(text, 'voice.gone'))).toBe(true);
    expect(fetched).toHaveLength(1);
    expect(desk.log.join('')).not.toContain(desk.telegram.token);
  });
});

test('who is new and begins by speaking is greeted', () =>
  onDesk(ears([]), async ({ telegram }) => {
    const ana = telegram.learner();
    await answered(ana, () => void ana.speak(note), /explain things in/);
    expect(telegram.done('getFile')).toHaveLength(0);
  }));

test('where nobody listens it is said, and another way is offered', () =>
  onDesk({}, async ({ telegram }) => {
    const ana = telegram.learner();
    await onboarded(ana);
    const from = ana.messages.length;
    ana.speak(note);
    await ana.sees(/kinder/, from);
    expect(ana.texts.slice(from).some((text) => says(text, 'voice.deaf'))).toBe(true);
  }));

test('a voice is announced as one, and brought to Telegram once for everybody', () =>
  onDesk({}, async ({ telegram, channel, media }) => {
    await media.write('speech', 'a.ogg', clip);
    const voice = {
      kind: 'voice' as const,
      text: 'a cup of tea',
      media: { file: 'speech/a.ogg', type: 'audio/ogg', bytes: clip.length, seconds: 2 },
      buttons: [],
      asks: false,
    };
    for (const one of [telegram.learner(), telegram.learner()]) {
      one.begun = true;
      const chat = { id: 1, channel: 'telegram', account: '', address: String(one.id), lastN: 0 };
      channel.presence(chat, 'recording');
      expect((await channel.send(chat, voice)).kind).toBe('sent');
      expect(one.messages.at(-1)?.media?.bytes.equals(clip)).toBe(true);
      await until(() => one.signs.includes('record_voice'));
    }
    expect(telegram.files.size).toBe(1);
    const sent = telegram.done('sendVoice').map(({ payload }) => typeof payload['voice']);
    expect(sent).toEqual(['object', 'string']);
  }));
