import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  answers,
  breaksOff,
  rubbish,
  says as writes,
  status,
  type Behaviour,
} from '../support/fake-model.js';
import { lookingBack } from '../support/held-model.js';
import { ModelDesk } from './model-desk.js';

/** A model that is slow, fails, times out, answers late or answers rubbish: what the learner reads, and that nothing is lost. */

let held: ModelDesk;
afterEach(async () => {
  await held.close();
  vi.restoreAllMocks();
});

/** Something is said whose answer the model keeps; then time is turned on without waiting for the engine. */
async function later(milliseconds: number): Promise<void> {
  held.desk.now += milliseconds;
  await held.desk.poller.tick();
  await held.settled();
}

const trouble = /^(Marta did not get through just now|No answer from Marta just now|Marta cannot be reached)/;
const slow = /still at it\. You can go on writing/;

describe('slow', () => {
  test('after five seconds it is said once that it takes long, and one may go on writing', async () => {
    held = await ModelDesk.open();
    await held.talking();
    const from = held.texts().length;
    await held.write('I have a dog.');
    await held.model.call(0);
    await later(4_900);
    expect(held.texts(from)).toEqual([]);
    await later(200);
    expect(held.texts(from)).toEqual([expect.stringMatching(slow)]);
    await later(60_000);
    expect(held.texts(from)).toHaveLength(1);
    await held.write('And a cat.');
    (await held.model.call(1)).replies('Both! Do they get on?');
    await held.hears(/Do they get on/);
    await later(60_000);
    expect(held.texts(from)).toHaveLength(2);
    expect(await held.lines()).toEqual([
      expect.stringMatching(/^1 tutor: /),
      '2 learner: I have a dog.',
      '3 learner: And a cat.',
      '4 tutor: Both! Do they get on?',
    ]);
  });

  test('a command acts at once while it thinks; the answer comes all the same', async () => {
    held = await ModelDesk.open();
    await held.talking();
    const from = held.texts().length;
    await held.write('I have a dog.');
    await held.model.call(0);
    await held.write('/help');
    await held.write('/progress');
    const before = held.texts(from).join('\n');
    expect(before).toContain('You can always write:');
    expect(before).toContain('Marta is thinking. You can go on writing.');
    held.model.calls[0]?.replies('What is it called?');
    await held.hears(/What is it called/);
    expect(held.model.calls).toHaveLength(1);
  });
});

describe('fails', () => {
  test.each<[string, Behaviour]>([
    ['with 500', status(500)],
    ['by breaking off', breaksOff],
    ['with a page that is no JSON', rubbish],
    ['with words that are no JSON', writes('Certainly! Here you are:')],
    ['with JSON of another shape', answers({ reply: { text: 'Hi' }, corrections: 'none' })],
    ['with half of an answer', writes('{"reply":"Half a', { finish: 'length' })],
    ['with nothing to say', answers({ reply: '  ', corrections: [], goals: [], over: false })],
  ])('twice %s: one honest line, and the next answer answers everything', async (_, behaviour) => {
    held = await ModelDesk.open();
    await held.talking();
    const from = held.texts().length;
    await held.write('I have a dog.');
    (await held.model.call(0)).does(behaviour);
    await held.settled();
    // An empty answer is an answer: only what cannot be read is asked for again.
    const again = held.texts(from).length === 0;
    if (again) {
      await later(1_000);
      (await held.model.call(1)).does(behaviour);
      await held.until(() => held.texts(from).length > 0);
    }
    await held.settled();
    expect(held.texts(from)).toEqual([expect.stringMatching(trouble)]);
    expect(held.model.calls).toHaveLength(again ? 2 : 1);
    // A third time nobody asks by themselves.
    await later(600_000);
    expect(held.model.calls).toHaveLength(again ? 2 : 1);
    expect(held.texts(from)).toHaveLength(1);
    await held.write('Are you there?');
    const next = await held.model.call(again ? 2 : 1);
    expect(next.said).toEqual(['I have a dog.', 'Are you there?']);
    next.replies('Yes! What is your dog called?');
    await held.hears(/What is your dog called/);
    expect(await held.lines()).toHaveLength(4);
    // Whatever it came to, what asking took is on record.
    const calls = held.records('reply').map(({ outcome, cost }) => [outcome, cost.calls]);
    expect(calls).toEqual(
      again
        ? [
            ['failed', 2],
            ['used', 1],
          ]
        : [
            ['used', 1],
            ['used', 1],
          ],
    );
  });

  test('once: the second try is the answer, and nobody notices', async () => {
    held = await ModelDesk.open();
    await held.talking();
    const from = held.texts().length;
    await held.write('I have a dog.');
    (await held.model.call(0)).does(status(500));
    await held.settled();
    await later(1_000);
    (await held.model.call(1)).replies('What is it called?');
    await held.hears(/What is it called/);
    expect(held.texts(from)).toHaveLength(1);
    expect(held.records('reply')).toMatchObject([{ outcome: 'used', cost: { calls: 2 } }]);
  });
});

test('times out: twice is said, and what it answers afterwards is shown to nobody', async () => {
  const limits: AbortController[] = [];
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    const limit = new AbortController();
    limits.push(limit);
    return limit.signal;
  });
  const timeIsUp = (): void => {
    for (const limit of limits.splice(0)) limit.abort(new DOMException('', 'TimeoutError'));
  };
  held = await ModelDesk.open();
  await held.talking();
  const from = held.texts().length;
  await held.write('I have a dog.');
  const first = await held.model.call(0);
  timeIsUp();
  await held.until(async () => (await held.store.nextDue()) !== 0 && held.desk.engine.delivering.size === 0);
  await later(1_000);
  const second = await held.model.call(1);
  timeIsUp();
  await held.hears(trouble, from);
  first.replies('Too late');
  second.replies('Far too late');
  await later(60_000);
  expect(held.texts(from)).toEqual([expect.stringMatching(trouble)]);
  expect(held.model.calls).toHaveLength(2);
});

describe('answers late: nothing is said, and what it took is on record', () => {
  /** Since when texts are looked at, with a call under way. */
  async function asked(): Promise<void> {
    held = await ModelDesk.open();
    await held.talking();
    await held.write('I have a dog.');
    await held.model.call(0);
  }

  test.each([
    ['the learner has gone to the menu', ['/menu']],
    ['the learner has begun a lesson', ['/lesson']],
    ['the learner has stopped', ['stop']],
    ['the learner is in the settings', ['/settings']],
  ])('%s', async (_, said) => {
    await asked();
    for (const one of said) await held.write(one);
    await held.settled();
    const from = held.texts().length;
    held.model.calls[0]?.replies('Too late');
    await held.until(() => held.records('lateResult').length === 1);
    await later(60_000);
    expect(held.texts(from)).toEqual([]);
    expect(held.turns.at(-1)).toMatchObject({ eventState: 'late', outbox: [], instances: [] });
    expect(held.records('reply')).toMatchObject([
      { outcome: 'used', cost: { prompt: 'talk', calls: 1, tokensIn: 100, tokensOut: 20 } },
    ]);
    // Nothing is lost: whoever comes back is answered for what they wrote.
    await held.write('/talk');
    await held.write('Hello again.');
    expect((await held.model.call(1)).said).toEqual(['I have a dog.', 'Hello again.']);
  });

  test('the learner has ended the talk', async () => {
    await asked();
    held.model.calls[0]?.replies('What is it called?');
    await held.hears(/What is it called/);
    await held.write('Rex.');
    const pending = await held.model.call(1);
    await held.write('bye');
    const summary = await held.model.call(2);
    expect(summary.prompt).toBe('talk-summary');
    pending.replies('Too late');
    await held.until(() => held.records('lateResult').length === 1);
    summary.does(lookingBack('You told Marta about your dog.', 'I have a dog'));
    await held.hears(/You told Marta about your dog/);
    await held.settled();
    expect(held.texts().filter((text) => text.includes('Too late'))).toEqual([]);
    expect(
      held
        .records('reply')
        .map(({ cost }) => cost.prompt)
        .sort(),
    ).toEqual(['talk', 'talk', 'talk-summary']);
  });

  test('the learner has left before the talk was looked back on: it is, at once, from what is here', async () => {
    await asked();
    held.model.calls[0]?.replies('What is it called?');
    await held.hears(/What is it called/);
    const from = held.texts().length;
    await held.write('bye');
    const summary = await held.model.call(1);
    await held.write('/lesson');
    await held.settled();
    const said = held.texts(from);
    expect(said.findIndex((text) => text.includes('good talk with Marta'))).toBe(1);
    const until = held.texts().length;
    summary.does(lookingBack('Too late'));
    await held.until(() => held.records('lateResult').length === 1);
    await held.settled();
    expect(held.texts(until)).toEqual([]);
  });

  test.each([
    ['before', true],
    ['after', false],
  ])('everything about the learner was asked to be erased, and it answers %s it is', async (_, before) => {
    await asked();
    await held.write('/erase');
    await held.desk.accept('a', `#${held.desk.value('a', 'erase-yes')}`);
    await held.settled();
    expect(await held.store.counts()).toMatchObject({ outboxWaiting: 1, timers: 0 });
    const from = held.texts().length;
    if (!before) await later(600_000);
    held.model.calls[0]?.replies('Too late');
    await held.settled();
    await later(600_000);
    expect(held.texts(from)).toEqual([]);
    expect(await held.store.findChat('web', 'test', 'a')).toBeUndefined();
    const counts = await held.store.counts();
    expect(counts).toMatchObject({ eventsWaiting: 0, outboxWaiting: 0, eventsAside: 0 });
    // They may begin anew, and nothing of before is there.
    expect((await held.desk.say('a', 'hello')).join()).not.toContain('dog');
  });
});

test('a claim that is not so is shown to nobody: corrections and goals that nobody said', async () => {
  held = await ModelDesk.open();
  await held.talking();
  const from = held.texts().length;
  await held.write('I am work in a hospital.');
  (await held.model.call(0)).replies('A hospital! What do you do there?', {
    corrections: [
      { quote: 'I goed to Lima', better: 'I went to Lima', reason: 'Made up.', kind: 'tense' },
      { quote: 'a hospital', better: 'A hospital', reason: 'Only a capital.', kind: 'other' },
      { quote: 'I am work', better: 'I work', reason: 'One verb is enough.', kind: 'verb-form' },
    ],
    goals: [{ goal: 1, quote: 'in a hospital' }],
    over: true,
  });
  await held.hears(/What do you do there/);
  const [reply = ''] = held.texts(from);
  expect(reply).toContain('I am work → I work');
  expect(reply).not.toMatch(/Lima|capital|✓/);
  expect(held.records('correction').map(({ wrong }) => wrong)).toEqual(['I am work']);
});

test('a model that never answers keeps nobody from leaving, and no other learner waiting', async () => {
  held = await ModelDesk.open();
  await held.talking('a');
  await held.talking('b');
  await held.write('I have a dog.', 'a');
  await held.model.call(0);
  await held.write('I have a cat.', 'b');
  (await held.model.call(1)).replies('What is your cat called?');
  await held.hears(/What is your cat called/);
  const from = held.texts().length;
  await held.write('/menu', 'a');
  await held.settled();
  expect(held.texts(from)).toHaveLength(1);
});
