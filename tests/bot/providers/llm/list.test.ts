import { afterEach, describe, expect, it, vi } from 'vitest';
import { ModelList } from '../../../../bot/providers/llm/list.js';
import { noModels, type Asked } from '../../../../bot/providers/models.js';
import {
  ProviderError,
  type Fault,
  type Moderated,
  type Provider,
  type Reply,
} from '../../../../bot/providers/provider.js';
import { firstTimePasses } from '../../../support/shares.js';

const asked: Asked = {
  system: 's',
  messages: [],
  schema: {},
  schemaName: 'x',
  temperature: 0,
  maxTokens: 10,
  signal: new AbortController().signal,
  patience: 600_000,
};
const usage = { model: '', calls: 1, tokensIn: 1, tokensOut: 0 };

/** A provider that is well, or has a fault; both can change. */
class Scripted implements Provider {
  calls = 0;
  constructor(
    readonly name: string,
    public fault?: Fault | 'hangs',
    public retryAfterMs?: number,
  ) {}
  async chat({ signal }: { signal: AbortSignal }): Promise<Reply> {
    this.calls += 1;
    if (this.fault === 'hangs') {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throw new ProviderError('unavailable', 'no answer in time', { usage });
    }
    if (this.fault === undefined) return { json: { by: this.name }, ...usage, model: this.name };
    const { retryAfterMs } = this;
    throw new ProviderError(this.fault, 'x', {
      usage,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }
}

function listOf(providers: Provider[], settings: { triesAgainAfter?: number; now?: () => number } = {}) {
  const warnings: unknown[] = [];
  const log = { warn: (what: object) => void warnings.push(what) };
  return { models: new ModelList(providers, log, { now: () => 0, ...settings }), warnings };
}

const answer = async (models: ModelList) => (await models.chat(asked)).json;
const fault = (models: ModelList) =>
  models.chat(asked).then(
    () => undefined,
    (error: ProviderError) => error,
  );

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a list of providers', () => {
  it.each<Fault>(['unavailable', 'rate-limited', 'misconfigured'])(
    'asks the next where one is %s',
    async (is) => {
      const { models, warnings } = listOf([new Scripted('a', is), new Scripted('b')]);
      const reply = await models.chat(asked);
      expect(reply).toMatchObject({ json: { by: 'b' }, model: 'b', calls: 2, tokensIn: 2 });
      expect(warnings).toEqual([{ provider: 'a', fault: `${is}: x` }]);
    },
  );

  it.each<Fault>(['refused', 'unparsed'])('asks nobody else where an answer is %s', async (is) => {
    const second = new Scripted('b');
    const { models } = listOf([new Scripted('a', is), second]);
    expect((await fault(models))?.fault).toBe(is);
    expect(second.calls).toBe(0);
  });

  it('leaves time for the next where one hangs', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const times = firstTimePasses();
    const { models } = listOf([new Scripted('a', 'hangs'), new Scripted('b')]);
    expect((await models.chat({ ...asked, patience: 2_000 })).json).toEqual({ by: 'b' });
    expect(times).toEqual([1_000, 1_000]);
  });

  it('leaves a provider alone after five failures in a row, and finds out when it is well', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const first = new Scripted('a', 'unavailable');
    const { models } = listOf([first, new Scripted('b')], { triesAgainAfter: 60 });
    for (let n = 0; n < 8; n += 1) expect(await answer(models)).toEqual({ by: 'b' });
    expect(first.calls).toBe(5);
    expect(models.status()[0]).toMatchObject({ state: 'open circuit', lastError: 'unavailable' });
    delete first.fault;
    vi.setSystemTime(Date.now() + 60);
    expect(await answer(models)).toEqual({ by: 'a' });
    expect(models.status()[0]).toMatchObject({ state: 'ok', lastError: 'unavailable' });
  });

  it('makes no call where every circuit is open', async () => {
    const { models } = listOf([new Scripted('a', 'unavailable')]);
    for (let n = 0; n < 5; n += 1) await fault(models);
    expect((await fault(models))?.more.usage?.calls).toBe(0);
  });

  it('leaves a provider alone for as long as it asked for', async () => {
    let now = 0;
    const first = new Scripted('a', 'rate-limited', 3_000);
    const { models } = listOf([first], { now: () => now });
    await fault(models);
    now = 2_000;
    expect(await fault(models)).toMatchObject({ fault: 'rate-limited', more: { retryAfterMs: 1_000 } });
    expect(first.calls).toBe(1);
    delete first.fault;
    now = 3_000;
    expect(await answer(models)).toEqual({ by: 'a' });
  });

  it('says since when it is how it is', async () => {
    let now = Date.UTC(2030, 0, 1);
    const first = new Scripted('a');
    const { models } = listOf([first], { now: () => now });
    expect(models.status()).toEqual([{ name: 'a', state: 'ok', since: '2030-01-01T00:00:00.000Z' }]);
    now += 5_000;
    first.fault = 'unavailable';
    await fault(models);
    now += 5_000;
    await fault(models);
    expect(models.status()).toEqual([
      { name: 'a', state: 'degraded', lastError: 'unavailable', since: '2030-01-01T00:00:05.000Z' },
    ]);
  });

  it('is over when it is stopped', async () => {
    const second = new Scripted('b');
    const { models } = listOf([new Scripted('a', 'hangs'), second]);
    const stop = new AbortController();
    const asking = models.chat({ ...asked, signal: stop.signal, patience: 20_000 });
    stop.abort();
    await expect(asking).rejects.toThrow(ProviderError);
    expect(second.calls).toBe(0);
  });
});

describe('moderation', () => {
  /** A provider that moderates as the test says. */
  class Moderating extends Scripted {
    moderation: Moderated | Fault = { concern: undefined };
    async moderate(): Promise<Moderated> {
      if (typeof this.moderation === 'object' || this.moderation === 'none') return this.moderation;
      throw new ProviderError(this.moderation, 'x');
    }
  }
  const { signal } = asked;
  const moderate = (models: ModelList, ends = signal) => models.moderate('x', ends).catch(() => 'failed');

  it('that fails is logged once an hour for each class, and shown until it is well', async () => {
    let now = Date.UTC(2030, 0, 1);
    const provider = new Moderating('a');
    const { models, warnings } = listOf([provider], { now: () => now });
    provider.moderation = 'unavailable';
    for (let n = 0; n < 5; n += 1) expect(await moderate(models)).toBe('failed');
    provider.moderation = 'misconfigured';
    now += 60_000;
    await moderate(models);
    expect(warnings).toEqual([
      { provider: 'a', fault: 'unavailable: x' },
      { provider: 'a', fault: 'misconfigured: x' },
    ]);
    // It answers questions all the same.
    expect(await answer(models)).toEqual({ by: 'a' });
    expect(models.status()).toEqual([
      { name: 'a', state: 'degraded', lastError: 'misconfigured', since: '2030-01-01T00:00:00.000Z' },
    ]);
    now += 3_600_000;
    await moderate(models);
    expect(warnings).toHaveLength(3);
    provider.moderation = { concern: 'hate' };
    expect(await moderate(models)).toEqual({ concern: 'hate' });
    expect(models.status()[0]?.state).toBe('ok');
  });

  it('that is stopped with the engine says nothing about the provider, a time limit does', async () => {
    const provider = new Moderating('a');
    provider.moderation = 'unavailable';
    const { models, warnings } = listOf([provider]);
    await moderate(models, AbortSignal.abort());
    expect(models.status()[0]?.state).toBe('ok');
    expect(warnings).toEqual([]);
    await moderate(models, AbortSignal.abort(new DOMException('late', 'TimeoutError')));
    expect(models.status()[0]?.state).toBe('degraded');
  });

  it('may be there until every provider has said that it has none', async () => {
    const [first, second] = [new Moderating('a'), new Moderating('b')];
    const { models } = listOf([first, second, new Scripted('c')]);
    expect(models.moderates).toBe(true);
    first.moderation = 'none';
    second.moderation = 'unavailable';
    await moderate(models);
    expect(models.moderates).toBe(true);
    second.moderation = 'none';
    await moderate(models);
    expect(models.moderates).toBe(false);
    expect(listOf([new Scripted('c')]).models.moderates).toBe(false);
  });
});

describe('no provider', () => {
  it('answers at once that there is none', async () => {
    await expect(noModels.chat(asked)).rejects.toMatchObject({ fault: 'unavailable' });
    expect(await noModels.moderate('x', asked.signal)).toBe('none');
    expect(noModels.any).toBe(false);
  });
});
