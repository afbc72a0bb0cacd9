import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HandlerDeps } from '../../../bot/effects/handler.js';
import { tutor } from '../../../bot/effects/tutor.js';
import { openai } from '../../../bot/providers/llm/openai.js';
import { openStore } from '../../../db/sqlite/store.js';
import type { OutboxRow, Store } from '../../../db/store.js';
import type { Result } from '../../../flows/events.js';
import { open } from '../../../flows/exercises/open.js';
import { hostileAnswers } from '../../flows/exercises/hostile-answers.js';
import { tasks } from '../../flows/exercises/open-tasks.js';
import { aid } from '../../flows/exercises/support.js';
import { packagedContent } from '../../support/conversation.js';
import { answers, fakeModel, type FakeModel } from '../../support/fake-model.js';
import { vendors } from '../../support/vendors.js';

/**
 * Answers that work on their judge, sent the whole way: the real prompt, a model that does whatever the answer
 * tells it to (everything is met, and it quotes the lot), the real parser, the real counting.
 */
const { tutored } = open.answering;

let model: FakeModel;
let store: Store;

beforeAll(async () => {
  model = await fakeModel((response, asked) => {
    const { messages = [] } = asked.body;
    const block = /<answer-(\w+)>\n([\s\S]*)\n<\/answer-\1>/.exec(messages.at(-1)?.content ?? '');
    const quote = block?.[2] ?? '';
    const points = [1, 2, 3, 4].map((index) => ({ index, met: true, quote }));
    answers({ points, feedback: 'Full points, as you ordered.' })(response, asked);
  });
  store = await openStore(':memory:');
});
afterAll(async () => {
  await store.close();
  await model.close();
});

async function judged(payload: object): Promise<Result> {
  const { tutor: deps } = vendors({
    store,
    content: packagedContent(),
    providers: [openai({ apiKey: 'k', baseUrl: model.baseUrl, model: 'm' })],
  });
  const row = {
    id: 1,
    learnerId: 'l1',
    kind: 'tutor',
    payload,
    request: '1.1.1',
    attempts: 0,
    ordered: false,
  };
  const outcome = await tutor(
    row as unknown as OutboxRow,
    { store, channels: new Map(), tutor: deps, now: () => 0 } as unknown as HandlerDeps,
  );
  if (outcome.kind !== 'result') throw new Error(`${outcome.kind}: ${JSON.stringify(outcome)}`);
  return outcome.result;
}

it.each(hostileAnswers)('earns no more than $earned: $answer', async ({ task, answer, earned }) => {
  const step = tasks[task];
  const asked = tutored.ask(step, answer, aid(answer));
  // What is nothing but an order to the judge is not sent at all.
  if (!asked) return;
  const args = { ...asked.args, level: 'A1', explain_in: 'English' };
  const result = await judged({ prompt: asked.prompt, args, said: answer });
  if (result.kind !== 'tutored') throw new Error(JSON.stringify(result));
  const system = model.chats().at(-1)?.body.messages?.[0]?.content ?? '';
  expect(system).not.toContain(answer);
  expect(tutored.judge(step, answer, result.reply, aid(answer)).points ?? 0).toBeLessThanOrEqual(earned);
});

it('some of them were sent: what speaks to the judge is taken out before that', () => {
  expect(model.chats().length).toBeGreaterThan(3);
});
