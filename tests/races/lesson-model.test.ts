import { afterEach, describe, expect, test } from 'vitest';
import { answers, status, type Behaviour } from '../support/fake-model.js';
import { ModelDesk } from './model-desk.js';

/** An open task while the model reads an answer: another replaces it, and whatever leaves it behind changes nothing. */

let held: ModelDesk;
afterEach(() => held.close());

const first = 'I like cooking and I like walking by the river with my brother, every day.';
const second = "I like reading and I like swimming in the sea. I don't like ironing. Do you like music?";

/** A model that finds each of these for the task's points. */
const finds = (feedback: string, ...quotes: (string | null)[]): Behaviour =>
  answers({
    points: quotes.map((quote, index) => ({ index: index + 1, met: quote !== null, quote })),
    feedback,
  });
const all = finds(
  'All of it is there.',
  'I like reading and I like swimming in the sea',
  "I don't like ironing",
  'I like swimming',
  'Do you like music?',
);
const some = finds(
  'You said what you like.',
  'I like cooking and I like walking by the river',
  null,
  null,
  null,
);

/** At the open task of a lesson, with an answer that the model reads. */
async function reading(): Promise<void> {
  held = await ModelDesk.open();
  await held.met();
  await held.desk.say('a', '/lesson people/likes');
  for (let guard = 0; guard < 60 && !/How old are you/.test(held.texts().at(-1) ?? ''); guard += 1) {
    const { buttons } = held.desk.sent.at(-1)?.message ?? { buttons: [] };
    await held.desk.say('a', `#${buttons.find(({ value }) => /\.(next|skip)$/.test(value))?.value ?? ''}`);
  }
  await held.consents();
  await held.write(first);
  await held.model.call(0);
}

const attempts = () =>
  held.records('attempt').filter(({ item, verdict }) => item.endsWith('#yours') && verdict !== 'skipped');

test('another answer replaces the one that is read; what comes of that one changes nothing', async () => {
  await reading();
  const from = held.texts().length;
  await held.write(second);
  const next = await held.model.call(1);
  expect(JSON.stringify(next.asked.body)).not.toContain('cooking and I like walking');
  held.model.calls[0]?.does(some);
  await held.until(() => held.records('lateResult').length === 1);
  await held.settled();
  expect(held.texts(from)).toEqual([]);
  expect(attempts()).toEqual([]);
  next.does(all);
  await held.until(() => attempts().length === 1);
  expect(attempts()).toMatchObject([{ answer: second, attempt: 1, by: 'model' }]);
  expect(held.records('reply')).toHaveLength(2);
});

describe('leaving it while it is read', () => {
  test.each([
    ['skip', 'skip'],
    ['a hint', 'hint'],
    ['stop', 'stop'],
    ['the menu', '/menu'],
    ['another lesson', '/lesson cafe/ordering'],
    ['a talk', '/talk'],
  ])('%s', async (_, said) => {
    await reading();
    const from = held.texts().length;
    await held.write(said);
    await held.settled();
    // It acted at once, though nobody has answered yet.
    expect(held.texts(from).length).toBeGreaterThan(0);
    const until = held.texts().length;
    const turns = held.turns.length;
    held.model.calls[0]?.does(all);
    await held.until(() => held.records('lateResult').length === 1);
    await held.settled();
    await held.desk.pass(60_000);
    expect(held.texts(until)).toEqual([]);
    expect(attempts()).toEqual([]);
    expect(held.turns.slice(turns)).toMatchObject([{ eventState: 'late', instances: [], outbox: [] }]);
    expect(held.model.calls).toHaveLength(1);
  });

  test('the unfinished lesson, which it is: it says that it is reading, and goes on reading', async () => {
    await reading();
    const from = held.texts().length;
    await held.write('/lesson');
    await held.write('/help');
    await held.settled();
    expect(held.texts(from).length).toBeGreaterThan(1);
    (await held.model.call(0)).does(some);
    await held.until(() => attempts().length === 1);
    expect(attempts()).toMatchObject([{ answer: first, by: 'model' }]);
    expect(held.model.calls).toHaveLength(1);
  });

  test('and coming back: the task is open as it was, and the next answer counts as the first', async () => {
    await reading();
    await held.write('/menu');
    held.model.calls[0]?.does(some);
    await held.until(() => held.records('lateResult').length === 1);
    await held.write('/lesson people/likes');
    await held.write(second);
    (await held.model.call(1)).does(all);
    await held.until(() => attempts().length === 1);
    expect(attempts()).toMatchObject([{ answer: second, attempt: 1 }]);
  });
});

test.each<[string, Behaviour]>([
  ['fails', status(500)],
  ['answers rubbish', answers({ points: 'all of them', feedback: 7 })],
])(
  'a model that %s twice: the answer is kept, a sample is shown, and nothing is scored',
  async (_, behaviour) => {
    await reading();
    const from = held.texts().length;
    (await held.model.call(0)).does(behaviour);
    await held.settled();
    held.desk.now += 1_000;
    await held.desk.poller.tick();
    (await held.model.call(1)).does(behaviour);
    await held.until(() => held.texts().length > from);
    expect(held.texts(from).join('\n')).toContain('I like cooking, and I like walking by the river.');
    expect(attempts()).toMatchObject([{ answer: first, verdict: 'unscored' }]);
    expect(held.records('points').filter(({ source }) => source.endsWith('#yours'))).toEqual([]);
    await held.desk.pass(600_000);
    expect(held.model.calls).toHaveLength(2);
  },
);
