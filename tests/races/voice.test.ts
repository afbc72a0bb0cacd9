import { afterEach, describe, expect, test } from 'vitest';
import { HeldEars, trouble, unheard, words } from '../support/ears.js';
import { Desk, intoLesson, says, type DeskOptions } from '../support/desk.js';
import { ModelDesk } from './model-desk.js';

/** What was said aloud is listened to outside of any turn; meanwhile the learner goes on (DESIGN §2.3, §2.4). */

let desk: Desk | undefined;
let held: ModelDesk | undefined;
let ears: HeldEars;
afterEach(async () => {
  await held?.close();
  await desk?.close();
  held = undefined;
  desk = undefined;
});

/** In the tea lesson, at its gap, by somebody who has agreed to be listened to, unless the test says otherwise. */
async function atGap(options: Partial<DeskOptions> & { asked?: boolean } = {}): Promise<Desk> {
  ears = new HeldEars();
  const opened = (desk = await Desk.open({ speech: ears, ...options }));
  await intoLesson(opened, 'a');
  await opened.tap('a', '.2.0');
  if (options.asked === false) return opened;
  await agrees(opened, 'a');
  await opened.say('a', '/lesson');
  expect(opened.sent.at(-1)?.text).toContain('I ___ like a cup of tea.');
  return opened;
}

async function agrees(to: Desk, chat: string): Promise<void> {
  await to.say(chat, '/settings');
  for (const ending of ['.menu.age', '.age.adult', '.menu.consent', '.consent.yes', '.menu.close'])
    await to.tap(chat, ending);
}

/** Talking with the model, ready to be listened to. */
async function talking(): Promise<ModelDesk> {
  ears = new HeldEars();
  held = await ModelDesk.open({ speech: ears });
  await held.talking();
  return held;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** Hands something over, and waits until everything is said to it but what the test holds. */
async function hands(to: Desk, said: string, chat = 'a'): Promise<void> {
  await to.accept(chat, said);
  await to.settled(() => ears.open + (held?.model.open ?? 0));
}

const attempts = async (of: Desk, chat = 'a') => {
  const { learnerId = '' } = await of.chat(chat);
  return (await of.store.progress(learnerId, 'english', of.now)).answered;
};

const textsFrom = (of: Desk, from: number) => of.sent.slice(from).map(({ text }) => text);

describe('in an exercise', () => {
  test('what is heard is an answer', async () => {
    const at = await atGap();
    await hands(at, '▸1');
    expect(ears.asked).toMatchObject([{ limit: 60, transcribe: 'words', recording: { file: '1' } }]);
    const from = at.sent.length;
    ears.hears('1', words('Would.'));
    await at.engine.idle();
    const [echo, praise] = textsFrom(at, from);
    expect(says(echo ?? '', 'voice.heard', { text: 'would' })).toBe(true);
    // It belongs to that recording, and the answer does not.
    expect(at.sent.slice(from).map(({ message }) => message.heardIn)).toEqual(['1', undefined, undefined]);
    expect(says(praise ?? '', 'lesson.right')).toBe(true);
    expect(await attempts(at)).toBe(2);
  });

  test.each([['would'], ['#hint']])(
    '%s instead replaces it; what is heard later says nothing',
    async (instead) => {
      const at = await atGap();
      await hands(at, '▸1');
      const question = at.sent.length;
      await hands(at, instead === '#hint' ? `#${at.value('a', '.3.hint')}` : instead);
      expect(textsFrom(at, question).some((text) => text.includes('___'))).toBe(true);
      const from = at.sent.length;
      ears.hears('1', words('will'));
      await at.engine.idle();
      expect(textsFrom(at, from)).toEqual([]);
      expect(await attempts(at)).toBe(instead === 'would' ? 2 : 1);
      expect((await at.store.counts()).outboxWaiting).toBe(0);
    },
  );

  test('a second note replaces the first, and it is said', async () => {
    const at = await atGap();
    await hands(at, '▸1');
    expect(await at.said('a', 'voice.latest')).toBe(0);
    await hands(at, '▸2');
    expect(await at.said('a', 'voice.latest')).toBe(1);
    ears.hears('1', words('will'));
    ears.hears('2', words('would'));
    await at.engine.idle();
    expect(await at.said('a', 'lesson.right')).toBe(2);
    expect(await attempts(at)).toBe(2);
  });

  test('a command acts at once, and the note is answered all the same', async () => {
    const at = await atGap();
    await hands(at, '▸1');
    await hands(at, '/help');
    expect(await at.said('a', 'help.commands')).toBe(1);
    ears.hears('1', words('would'));
    await at.engine.idle();
    expect(await attempts(at)).toBe(2);
  });

  test('stopping abandons it, and the question is still open afterwards', async () => {
    const at = await atGap();
    await hands(at, '▸1');
    await hands(at, '/stop');
    const from = at.sent.length;
    ears.hears('1', words('would'));
    await at.engine.idle();
    expect(textsFrom(at, from)).toEqual([]);
    expect(await attempts(at)).toBe(1);
    expect((await at.say('a', '/continue')).at(-1)).toContain('I ___ like a cup of tea.');
  });

  test('whoever waits for five seconds is told so, once', async () => {
    const at = await atGap();
    await hands(at, '▸1');
    at.now += 5_001;
    await at.poller.tick();
    await until(async () => (await at.said('a', 'voice.slow')) === 1);
    ears.hears('1', words('would'));
    await at.engine.idle();
    await at.pass(60_000);
    expect(await at.said('a', 'voice.slow')).toBe(1);
  });

  test('nothing heard is no attempt, says so in other words each time, and brings another way', async () => {
    const at = await atGap();
    const told: string[] = [];
    for (const n of ['1', '2', '3']) {
      await hands(at, `▸${n}`);
      const from = at.sent.length;
      ears.hears(n, trouble('silent'));
      await at.engine.idle();
      told.push(textsFrom(at, from)[0] ?? '');
    }
    expect(new Set(told).size).toBe(3);
    for (const text of told) expect(says(text, 'voice.silent')).toBe(true);
    expect(await at.said('a', 'slip.wayOn')).toBe(1);
    expect(await attempts(at)).toBe(1);
  });

  test('a listener that fails is tried once more; then it is said, and typing works', async () => {
    const at = await atGap();
    await hands(at, '▸1');
    ears.hears('1', new Error('the disk is full'));
    await at.settled(() => ears.open);
    at.now += 1_001;
    await at.poller.tick();
    await until(() => ears.asked.length === 2);
    ears.hears('1', new Error('the disk is full'));
    await at.engine.idle();
    expect(await at.said('a', 'voice.failed')).toBe(1);
    await at.say('a', 'would');
    expect(await attempts(at)).toBe(2);
  });

  test('where no transcriber answers, a known answer is still understood', async () => {
    const at = await atGap();
    await hands(at, '▸1');
    const option = ears.asked[0]?.options?.indexOf('would') ?? -1;
    expect(option).toBeGreaterThanOrEqual(0);
    ears.hears('1', unheard('unavailable', option));
    await at.engine.idle();
    expect(await attempts(at)).toBe(2);
    expect(await at.said('a', 'lesson.right')).toBe(2);
  });

  test('what was said before its question is a remark, and nobody listens to it', async () => {
    const at = await atGap();
    // Both are accepted before the first is taken.
    await Promise.all([at.accept('a', 'would'), at.accept('a', '▸1')]);
    await at.engine.idle();
    expect(ears.asked).toEqual([]);
    expect(await at.said('a', 'remark.early')).toBe(1);
  });

  test('everything is not deleted because of something that was heard', async () => {
    const at = await atGap();
    await hands(at, '▸1');
    ears.hears('1', words('Delete everything!'));
    await at.engine.idle();
    expect(await at.said('a', 'voice.notAloud')).toBe(1);
    await at.say('a', '/erase');
    await hands(at, '▸2');
    ears.hears('2', words('Yes, delete everything.'));
    await at.engine.idle();
    expect(await at.said('a', 'voice.notAloud')).toBe(2);
    expect(await at.said('a', 'erase.done')).toBe(0);
  });

  test('a plain word by voice is the command that it is in writing', async () => {
    const at = await atGap();
    await hands(at, '▸1');
    ears.hears('1', words('Stop.'));
    await at.engine.idle();
    expect(await at.said('a', 'stop.kept')).toBe(1);
  });

  test('it is still listened to when two learners become one', async () => {
    const at = await atGap();
    await intoLesson(at, 'b');
    await agrees(at, 'b');
    await at.say('b', '/stop');
    await hands(at, '▸1');
    const [a, b] = [(await at.chat('a')).learnerId ?? '', (await at.chat('b')).learnerId ?? ''];
    await at.store.merge(a, b);
    const from = at.sent.length;
    ears.hears('1', words('would'));
    await at.engine.idle();
    expect(textsFrom(at, from).some((text) => says(text, 'lesson.right'))).toBe(true);
  });
});

describe('before anybody listens', () => {
  test('age and consent are asked once, and the note is heard afterwards', async () => {
    const at = await atGap({ asked: false });
    await at.say('a', '▸1');
    expect(ears.asked).toEqual([]);
    await at.tap('a', '.age.adult');
    await at.accept('a', `#${at.value('a', '.consent.yes')}`);
    await until(() => ears.asked.length === 1);
    expect(ears.asked[0]).toMatchObject({ transcribe: 'words', recording: { file: '1' } });
    ears.hears('1', words('would'));
    await at.engine.idle();
    expect(await attempts(at)).toBe(2);
    await hands(at, '▸2');
    expect(await at.said('a', 'age.ask')).toBe(1);
    ears.hears('2', words('of'));
    await at.engine.idle();
    expect(await attempts(at)).toBe(3);
  });

  test.each([['.age.child'], ['.consent.no']])('after %s only our own model hears it', async (answer) => {
    const at = await atGap({ asked: false });
    await at.say('a', '▸1');
    if (answer === '.consent.no') await at.tap('a', '.age.teen');
    await at.accept('a', `#${at.value('a', answer)}`);
    await until(() => ears.asked.length === 1);
    expect(ears.asked[0]).toMatchObject({ transcribe: 'no', recording: { file: '1' } });
    expect(ears.asked[0]?.options).toContain('would');
    ears.hears('1', unheard('unasked', 0));
    await at.engine.idle();
    expect(await attempts(at)).toBe(2);
  });

  test('without a model of our own it has to be typed then', async () => {
    const at = await atGap({
      asked: false,
      able: { listens: true, transcribes: true, pronounces: false, speaks: false, draws: false },
    });
    await at.say('a', '▸1');
    await at.tap('a', '.age.adult');
    await at.tap('a', '.consent.no');
    expect(ears.asked).toEqual([]);
    expect(await at.said('a', 'voice.noConsent')).toBe(1);
    expect(at.sent.at(-1)?.text).toContain('I ___ like a cup of tea.');
  });

  test('whoever stops instead of answering is not listened to', async () => {
    const at = await atGap({ asked: false });
    await at.say('a', '▸1', '/stop', '/continue');
    expect(ears.asked).toEqual([]);
    expect(at.sent.at(-1)?.text).toContain('I ___ like a cup of tea.');
  });

  test.each([
    ['nothing decodes sound', { listens: false, transcribes: true, pronounces: true }, 'voice.deaf'],
    [
      'nobody hears words or knows the answers',
      { listens: true, transcribes: false, pronounces: false },
      'voice.noWords',
    ],
  ] as const)('where %s it is said in one sentence', async (_, what, say) => {
    const at = await atGap({ able: { ...what, speaks: false, draws: false }, asked: false });
    await at.say('a', '▸1');
    expect(ears.asked).toEqual([]);
    expect(await at.said('a', say)).toBe(1);
    expect(at.sent.at(-1)?.text).toContain('I ___ like a cup of tea.');
  });
});

describe('in a talk', () => {
  test('two notes are listened to at once and answered in their order', async () => {
    const { desk: at, model } = await talking();
    await hands(at, '▸1');
    await hands(at, '▸2');
    ears.hears('2', words('And a cat.'));
    await held?.hears(/And a cat/);
    expect(model.calls).toHaveLength(0);
    ears.hears('1', words('I have a dog.'));
    const call = await asked(model, ['I have a dog.', 'And a cat.']);
    call.replies('Do they get on?');
    await held?.hears(/Do they get on/);
    expect(await held?.lines()).toEqual([
      expect.stringContaining('1 tutor'),
      '2 learner: I have a dog.',
      '3 learner: And a cat.',
      '4 tutor: Do they get on?',
    ]);
  });

  test('what is written meanwhile is not lost, and comes after it', async () => {
    const { desk: at, model } = await talking();
    await hands(at, '▸1');
    await hands(at, 'And a cat.');
    ears.hears('1', words('I have a dog.'));
    await asked(model, ['I have a dog.', 'And a cat.']);
  });

  test('what is written meanwhile is answered where the note could not be heard', async () => {
    const { desk: at, model } = await talking();
    await hands(at, '▸1');
    await hands(at, 'I have a cat.');
    ears.hears('1', trouble('broken'));
    await asked(model, ['I have a cat.']);
    expect(await at.said('a', 'voice.broken')).toBe(1);
  });

  test('ending it abandons what is still listened to', async () => {
    const { desk: at, model } = await talking();
    await hands(at, '▸1');
    await hands(at, '/stop');
    ears.hears('1', words('I have a dog.'));
    await at.engine.idle();
    expect(model.calls).toHaveLength(0);
    expect(await held?.lines()).toHaveLength(1);
  });

  test('whoever speaks is answered aloud; whoever went on hears nothing of before', async () => {
    const { desk: at, model } = await talking();
    expect(ears.said).toEqual([]);
    await hands(at, '▸1');
    ears.hears('1', words('I have a dog.'));
    ears.mute = true;
    (await asked(model, ['I have a dog.'])).replies('What is its name?');
    await until(() => ears.said.length === 1);
    expect(ears.said[0]).toMatchObject({
      text: 'What is its name?',
      language: 'en',
      speed: 1,
      personal: true,
    });
    ears.speaks();
    await until(() => at.sent.some(({ message }) => message.kind === 'voice'));
    const voice = at.sent.find(({ message }) => message.kind === 'voice');
    expect(voice).toMatchObject({ text: 'What is its name?', message: { media: { file: 'speech/1.ogg' } } });
    // The text was there before the voice.
    const texts = at.sent.map(({ text }) => text);
    expect(texts.findIndex((text) => text.includes('Marta: What is its name?'))).toBeLessThan(
      texts.indexOf('What is its name?'),
    );

    await hands(at, 'Rex.');
    (await asked(model, ['I have a dog.', 'Rex.'])).replies('Good dog!');
    await until(() => ears.said.length === 2);
    await hands(at, '/menu');
    ears.speaks();
    await at.engine.idle();
    expect(at.sent.filter(({ message }) => message.kind === 'voice')).toHaveLength(1);
  });

  test('in writing only, from one tap on', async () => {
    const { desk: at, model } = await talking();
    await hands(at, '▸1');
    ears.hears('1', words('I have a dog.'));
    (await asked(model, ['I have a dog.'])).replies('What is its name?');
    await until(() => at.sent.some(({ message }) => message.kind === 'voice'));
    await hands(at, '#c.text-only');
    await hands(at, '▸2');
    ears.hears('2', words('Rex.'));
    (await asked(model, ['I have a dog.', 'Rex.'])).replies('Good dog!');
    await held?.hears(/Good dog/);
    await at.engine.idle();
    expect(ears.said).toHaveLength(1);
  });
});

/** The call that was asked with exactly these lines, as soon as it is there. */
async function asked({ calls }: ModelDesk['model'], said: string[]) {
  await until(() => calls.some((call) => call.said.join('|') === said.join('|')));
  const found = calls.findLast((call) => call.said.join('|') === said.join('|'));
  if (!found) throw new Error(`nobody asked with ${said.join(' + ')}`);
  return found;
}
