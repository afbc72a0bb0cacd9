import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '../../../bot/channels/channel.js';
import type { HandlerDeps, Outcome } from '../../../bot/effects/handler.js';
import { tutor } from '../../../bot/effects/tutor.js';
import { tutorOf } from '../../../bot/effects/tutor/deps.js';
import { Budget } from '../../../bot/providers/budget.js';
import { ModelList } from '../../../bot/providers/llm/list.js';
import { openai } from '../../../bot/providers/llm/openai.js';
import { noModels } from '../../../bot/providers/models.js';
import type { StoredPrompt } from '../../../content/prompts.js';
import { openStore } from '../../../db/sqlite/store.js';
import type { OutboxRow, Store } from '../../../db/store.js';
import type { Concern, Result } from '../../../flows/events.js';
import type { FlowRecord } from '../../../flows/records.js';
import type { PromptName } from '../../../flows/tutor/prompts.js';
import { asking, learnerWith, noon } from '../../contracts/store/given.js';
import {
  answers,
  fakeModel,
  flags,
  hangs,
  says,
  status,
  type Behaviour,
  type FakeModel,
} from '../../support/fake-model.js';
import { noProofreader } from '../../support/vendors.js';

const prompt: StoredPrompt = {
  version: 1,
  system: 'You are {persona}.',
  user: 'Where we are: {scene}\nWhat they said before: {summary}',
  temperature: 0.7,
  max_tokens: 300,
  hash: '0123456789abcdef',
};
const prompts = new Map<PromptName, StoredPrompt>([
  ['talk', prompt],
  ['grade-translate', { ...prompt, user: '{answer}' }],
]);
const good = { reply: 'Nice! Where was it?', corrections: [], goals: [], over: false };

function flag(text: string): Concern | undefined {
  if (text.includes('hurt myself')) return 'self-harm';
  return text.includes('naughty') ? 'sexual' : undefined;
}

let fake: FakeModel;
let store: Store;
let row: OutboxRow;
let stop: AbortController;
let now: number;

const said = (line: number, text: string, who: 'learner' | 'tutor' = 'learner'): FlowRecord => ({
  kind: 'utterance',
  talk: 1,
  line,
  who,
  text,
});

/** A learner with these lines of a talk, whose newest row asks this. */
async function given(payload: object, records: FlowRecord[] = [said(1, 'I go to Lima yesterday')]) {
  await learnerWith(store, `c${Math.random()}`, ({ chat }) => ({
    records,
    outbox: [asking(chat.id, '1.talk.1', { kind: 'tutor', payload })],
  }));
  const rows = await store.claim(noon, 10, new Set());
  const last = rows.at(-1);
  if (!last) throw new Error('nothing is due');
  row = last;
}

const talk = { prompt: 'talk', args: { persona: 'Ana' }, talk: { instance: 1, after: 0 } };

interface Setting {
  limits?: { perLearner: number; total: number };
  channel?: Partial<Channel>;
  without?: boolean;
}

function deps(setting: Setting = {}): HandlerDeps {
  const log = pino({ level: 'silent' });
  const server = { apiKey: 'sk-x', baseUrl: fake.baseUrl, model: 'gpt-4.1-mini' };
  const models = setting.without ? noModels : new ModelList([openai(server)], log, { now: () => now });
  const limits = setting.limits ?? { perLearner: 0, total: 0 };
  return {
    store,
    channels: new Map([['web', setting.channel as Channel]]),
    places: { find: async () => [] },
    proofreader: noProofreader,
    speech: {},
    log,
    tutor: tutorOf({
      content: { prompts, flag },
      models,
      budget: new Budget(store, limits, () => now),
      signal: stop.signal,
    }),
    now: () => now,
    signal: stop.signal,
  };
}

function resultOf(outcome: Outcome): Result {
  if (outcome.kind !== 'result') throw new Error(`${outcome.kind}: ${JSON.stringify(outcome)}`);
  expect(outcome.request).toBe('1.talk.1');
  return outcome.result;
}

beforeEach(async () => {
  now = noon;
  stop = new AbortController();
  store = await openStore(':memory:');
  fake = await fakeModel(answers(good));
});

afterEach(async () => {
  await fake.close();
  await store.close();
});

describe('a reply', () => {
  it('comes with what it took', async () => {
    await given({ ...talk, said: 'I go to Lima yesterday' });
    expect(resultOf(await tutor(row, deps()))).toEqual({
      kind: 'tutored',
      prompt: 'talk',
      reply: good,
      cost: {
        prompt: 'talk',
        promptHash: '0123456789abcdef',
        model: 'gpt-4.1-mini',
        calls: 1,
        tokensIn: 100,
        tokensOut: 20,
        microdollars: 72,
      },
    });
  });

  it('is asked for with the talk, the learner’s lines in blocks and the newest last', async () => {
    await given({ ...talk, args: { persona: 'Ana', scene: 'A café' } }, [
      said(1, 'Hello'),
      said(2, 'Hi! How are you?', 'tutor'),
      said(3, 'I am fine'),
    ]);
    await tutor(row, deps());
    const [system, ...lines] = fake.chats()[0]?.body.messages ?? [];
    expect(system?.content).toMatch(/^You are Ana\.\n\nA block that begins with/);
    expect(lines.map(({ role, content }) => [role, content.replaceAll(/-[0-9a-f]{8}>/g, '>')])).toEqual([
      ['user', 'Where we are: A café'],
      ['user', '<said>\nHello\n</said>'],
      ['assistant', 'Hi! How are you?'],
      ['user', '<said>\nI am fine\n</said>'],
    ]);
  });

  it('is asked for with the lines after the summary only', async () => {
    await given({ ...talk, args: { summary: 'They met.' }, talk: { instance: 1, after: 2 } }, [
      said(1, 'Hello'),
      said(2, 'Hi!', 'tutor'),
      said(3, 'I am fine'),
    ]);
    await tutor(row, deps());
    const sent = JSON.stringify(fake.chats()[0]?.body.messages);
    expect(sent).toContain('They met.');
    expect(sent).toContain('I am fine');
    expect(sent).not.toContain('Hello');
  });

  it('holds as much of a long talk as the window does', async () => {
    const long = Array.from({ length: 60 }, (_, n) => said(n + 1, `line ${n + 1} ${'word '.repeat(60)}`));
    await given(talk, long);
    await tutor(row, deps());
    const sent = fake.chats()[0]?.body.messages ?? [];
    expect(sent.length).toBeGreaterThan(10);
    expect(sent.length).toBeLessThan(40);
    expect(sent.at(-1)?.content).toContain('line 60 ');
  });
});

describe('a failure', () => {
  const second = () => ({ ...row, attempts: 1 });

  it.each<[string, Behaviour, string]>([
    ['a broken server', status(500), 'unavailable'],
    ['rubbish', says('Well, well.'), 'unparsed'],
    ['another shape', answers({ reply: 7 }), 'unparsed'],
    ['a refusal', says('', { refusal: 'No.' }), 'unparsed'],
  ])('%s is tried once more, then said', async (_, behaviour, reason) => {
    await given(talk);
    fake.chat = [behaviour];
    const shared = deps();
    expect(await tutor(row, shared)).toMatchObject({ kind: 'retry', at: noon + 1_000 });
    const result = resultOf(await tutor(second(), shared));
    expect(result).toMatchObject({ kind: 'failed', reason, cost: { calls: 2 } });
  });

  it('does not hide what the first try took', async () => {
    await given(talk);
    fake.chat = [says('Well, well.'), answers(good)];
    const shared = deps();
    await tutor(row, shared);
    expect(resultOf(await tutor(second(), shared))).toMatchObject({
      kind: 'tutored',
      cost: { calls: 2, tokensIn: 200, tokensOut: 40 },
    });
  });

  it.each([
    ['2', { kind: 'retry', at: noon + 2_000 }],
    ['60', { kind: 'result', result: { kind: 'failed', reason: 'unavailable' } }],
  ])('waits as long as a busy vendor asks for, if that is short: %s s', async (seconds, outcome) => {
    await given(talk);
    fake.chat = [status(429, {}, { 'retry-after': seconds })];
    expect(await tutor(row, deps())).toMatchObject(outcome);
  });

  it('of our own key is said at once', async () => {
    await given(talk);
    fake.chat = [status(401)];
    const outcome = await tutor(row, deps());
    expect(outcome).toMatchObject({ result: { kind: 'failed', reason: 'unavailable' } });
    expect(JSON.stringify(outcome)).not.toContain('sk-');
  });

  it('is said at once where no model is configured', async () => {
    await given({ ...talk, said: 'Hello' });
    expect(resultOf(await tutor(row, deps({ without: true })))).toMatchObject({
      kind: 'failed',
      reason: 'unavailable',
      cost: { calls: 0 },
    });
    expect(fake.asked).toEqual([]);
  });

  it('is said of an effect that cannot be read', async () => {
    await given({ prompt: 'no-such-prompt', args: {} });
    expect(resultOf(await tutor(row, deps()))).toEqual({ kind: 'failed', reason: 'unavailable' });
  });

  it('of a vendor who hangs holds up no stop, and the row is kept', async () => {
    await given(talk);
    fake.chat = [hangs];
    const asked = tutor(row, deps());
    while (fake.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    // The second try is still to come after the next start.
    expect(await asked).toMatchObject({ kind: 'retry', at: noon, free: true });
  });
});

describe('moderation', () => {
  it('stops what the learner wrote before anything is asked', async () => {
    await given({ ...talk, said: 'You idiots' });
    fake.moderation = flags('harassment');
    expect(resultOf(await tutor(row, deps()))).toMatchObject({
      kind: 'refused',
      concern: 'hate',
      of: 'said',
      cost: { calls: 1 },
    });
    expect(fake.chats()).toEqual([]);
  });

  it('stops what the model wrote, in every field', async () => {
    await given(talk);
    const slip = { quote: 'a', better: 'b', reason: 'something naughty', kind: 'other' };
    fake.chat = [answers({ ...good, corrections: [slip] })];
    expect(resultOf(await tutor(row, deps()))).toMatchObject({
      kind: 'refused',
      concern: 'sexual',
      of: 'reply',
      cost: { calls: 1, tokensOut: 20 },
    });
  });

  it('lets the word list decide where the vendor has no endpoint or it fails', async () => {
    await given({ ...talk, said: 'a naughty text' });
    for (const behaviour of [status(404), status(500)]) {
      fake.moderation = behaviour;
      expect(resultOf(await tutor(row, deps()))).toMatchObject({ kind: 'refused', concern: 'sexual' });
    }
    expect(fake.chats()).toEqual([]);
  });

  it('lets the endpoint decide where there is one, but for self-harm', async () => {
    fake.moderation = flags();
    await given({ ...talk, said: 'a naughty text' });
    expect(resultOf(await tutor(row, deps()))).toMatchObject({ kind: 'tutored' });
    await given({ ...talk, said: 'I want to hurt myself' });
    expect(resultOf(await tutor(row, deps()))).toMatchObject({ kind: 'refused', concern: 'self-harm' });
  });

  it('answers self-harm without a model and without a budget too', async () => {
    await given({ ...talk, said: 'I want to hurt myself' });
    const refused = { kind: 'refused', concern: 'self-harm', of: 'said', cost: { calls: 0 } };
    expect(resultOf(await tutor(row, deps({ without: true })))).toMatchObject(refused);
    const spent = deps({ limits: { perLearner: 1, total: 0 } });
    await spent.tutor.budget.take(row.learnerId);
    expect(resultOf(await tutor(row, spent))).toMatchObject(refused);
    expect(fake.asked).toEqual([]);
  });
});

describe('the budget of a day', () => {
  const spent = { kind: 'failed', reason: 'spent' };

  it('ends a learner’s calls, not another’s, and comes back the next day', async () => {
    const shared = deps({ limits: { perLearner: 2, total: 0 } });
    await given(talk);
    for (let n = 0; n < 2; n += 1)
      expect(resultOf(await tutor(row, shared))).toMatchObject({ kind: 'tutored' });
    expect(resultOf(await tutor(row, shared))).toMatchObject(spent);
    const first = row;
    await given(talk);
    expect(resultOf(await tutor(row, shared))).toMatchObject({ kind: 'tutored' });
    now += 86_400_000;
    expect(resultOf(await tutor(first, shared))).toMatchObject({ kind: 'tutored' });
  });

  it('ends the calls of all', async () => {
    const shared = deps({ limits: { perLearner: 0, total: 1 } });
    await given(talk);
    expect(resultOf(await tutor(row, shared))).toMatchObject({ kind: 'tutored' });
    await given(talk);
    expect(resultOf(await tutor(row, shared))).toMatchObject(spent);
  });

  it('counts what is under way', async () => {
    const shared = deps({ limits: { perLearner: 3, total: 0 } });
    await given(talk);
    const results = await Promise.all(Array.from({ length: 5 }, () => tutor(row, shared)));
    const kinds = results.map((outcome) => resultOf(outcome).kind);
    expect(kinds.filter((kind) => kind === 'tutored')).toHaveLength(3);
  });

  it('counts moderation and what is on record of the day', async () => {
    fake.moderation = flags();
    const cost = {
      prompt: 'talk' as const,
      promptHash: '',
      model: '',
      tokensIn: 0,
      tokensOut: 0,
      microdollars: 0,
    };
    await given({ ...talk, said: 'Hello' }, [
      { kind: 'reply', request: '1.talk.0', outcome: 'used', cost: { ...cost, calls: 4 } },
    ]);
    const shared = deps({ limits: { perLearner: 5, total: 0 } });
    expect(resultOf(await tutor(row, shared))).toMatchObject({ kind: 'tutored', cost: { calls: 3 } });
    expect(resultOf(await tutor(row, shared))).toMatchObject(spent);
  });
});

describe('a growing answer', () => {
  const long = { ...good, reply: 'This is a long answer that takes its time to be said. '.repeat(8).trim() };
  /** Half the answer at once, the rest when the test lets go. */
  function slowly(text: string, go: Promise<void>): Behaviour {
    return (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const chunk = (content: string, finish: string | null) =>
        response.write(
          `data: ${JSON.stringify({ model: 'm', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`,
        );
      const half = Math.floor(text.length / 2);
      chunk(text.slice(0, half), null);
      void go.then(() => {
        chunk(text.slice(half), 'stop');
        response.end('data: [DONE]\n\n');
      });
    };
  }

  it('shows only what the learner will read', async () => {
    const drafts: [string, number][] = [];
    let shown = () => {};
    const seen = new Promise<void>((resolve) => (shown = resolve));
    await given({ ...talk, said: 'I go to Lima yesterday', grows: 'checked' });
    fake.chat = [slowly(JSON.stringify(long), seen)];
    const channel = { draft: (_: unknown, text: string, id: number) => (drafts.push([text, id]), shown()) };
    expect(resultOf(await tutor(row, deps({ channel })))).toMatchObject({ kind: 'tutored', reply: long });
    expect(drafts).toHaveLength(1);
    expect(long.reply.startsWith(drafts[0]?.[0] ?? '?')).toBe(true);
    expect(drafts[0]?.[1]).toBe(row.id);
  });

  it.each<[string, Behaviour]>([
    ['moderates', flags()],
    ['may moderate: it failed', status(500)],
  ])('is typing where a vendor %s: nobody has seen half a reply', async (_, behaviour) => {
    const drafts: string[] = [];
    fake.moderation = behaviour;
    await given({ ...talk, said: 'I go to Lima yesterday', grows: 'checked' });
    const channel = { draft: (_: unknown, text: string) => void drafts.push(text) };
    expect(resultOf(await tutor(row, deps({ channel })))).toMatchObject({ kind: 'tutored' });
    expect(fake.chats()[0]?.body.stream).toBeUndefined();
    expect(drafts).toEqual([]);
  });

  it('grows freely for grown-ups all the same: the word list has seen it', async () => {
    const drafts: string[] = [];
    let shown = () => {};
    const seen = new Promise<void>((resolve) => (shown = resolve));
    fake.moderation = flags();
    await given({ ...talk, said: 'I go to Lima yesterday', grows: 'freely' });
    fake.chat = [slowly(JSON.stringify(long), seen)];
    const channel = { draft: (_: unknown, text: string) => (drafts.push(text), shown()) };
    expect(resultOf(await tutor(row, deps({ channel })))).toMatchObject({ kind: 'tutored' });
    expect(drafts).toHaveLength(1);
  });

  it('is typing before anybody knows whether a vendor moderates', async () => {
    await given({ ...talk, grows: 'checked' });
    await tutor(row, deps({ channel: { draft: () => {} } }));
    expect(fake.chats()[0]?.body.stream).toBeUndefined();
  });

  it('is not streamed where the channel cannot show it', async () => {
    await given({ ...talk, said: 'I go to Lima yesterday', grows: 'freely' });
    await tutor(row, deps({ channel: {} }));
    expect(fake.chats()[0]?.body.stream).toBeUndefined();
  });
});
