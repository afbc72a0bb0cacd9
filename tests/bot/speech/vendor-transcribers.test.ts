import { afterEach, describe, expect, it, vi } from 'vitest';
import { ProviderError, type Fault } from '../../../bot/providers/provider.js';
import type { Transcriber, Transcription } from '../../../bot/providers/transcriber.js';
import { Spending } from '../../../bot/speech/spending.js';
import { VendorTranscribers } from '../../../bot/speech/vendor-transcribers.js';
import { firstTimePasses } from '../../support/shares.js';

const of = { learnerId: 'l1', row: 7 };
const asked = { file: '/x', language: 'en', compare: false, signal: new AbortController().signal };
const usage = { model: 'm', calls: 1, tokensIn: 0, tokensOut: 0, microdollars: 3 };

/** Hears its own name, or fails as it is told. */
class Scripted implements Transcriber {
  readonly asked: Transcription[] = [];
  constructor(
    readonly name: string,
    public fault?: Fault | 'hangs',
    public retryAfterMs?: number,
  ) {}
  async transcribe(what: Transcription) {
    this.asked.push(what);
    const { fault, retryAfterMs } = this;
    if (fault === 'hangs') {
      await new Promise((resolve) => what.signal.addEventListener('abort', resolve));
      throw new ProviderError('unavailable', 'no answer in time', { usage });
    }
    if (fault !== undefined)
      throw new ProviderError(fault, 'x', { usage, ...(retryAfterMs !== undefined && { retryAfterMs }) });
    return { transcript: { text: this.name, model: this.name }, usage: { ...usage, model: this.name } };
  }
}

function deskOf(transcribers: Transcriber[], { compare = false, budget = 100, patience = 600_000 } = {}) {
  let left = budget;
  const spending = new Spending({
    take: async () => (left -= 1) >= 0,
    took: async (_, calls) => void (left -= calls - 1),
  });
  const log = { warn: () => undefined };
  const list = new VendorTranscribers(transcribers, { compare, spending, log, patience, now: Date.now });
  const heard = async (more: Partial<typeof asked> = {}) =>
    (await list.transcribe({ ...asked, ...more }, of)).transcripts.map(({ text }) => text);
  return { list, spending, heard, left: () => left };
}

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('several transcribers', () => {
  it.each<Fault>(['unavailable', 'rate-limited', 'misconfigured'])(
    'are asked in turn where one is %s',
    async (is) => {
      const desk = deskOf([new Scripted('a', is), new Scripted('b')]);
      expect(await desk.heard()).toEqual(['b']);
      expect(desk.left()).toBe(98);
      expect(desk.spending.of(of.row)).toMatchObject({
        prompt: 'transcribe',
        model: 'b',
        calls: 2,
        microdollars: 3,
      });
    },
  );

  it('leave time for the next where one hangs', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const times = firstTimePasses();
    const desk = deskOf([new Scripted('a', 'hangs'), new Scripted('b')], { patience: 2_000 });
    expect(await desk.heard()).toEqual(['b']);
    expect(times).toEqual([1_000, 1_000]);
  });

  it('are left alone after five failures in a row', async () => {
    const first = new Scripted('a', 'unavailable');
    const desk = deskOf([first, new Scripted('b')]);
    for (let n = 0; n < 7; n += 1) expect(await desk.heard()).toEqual(['b']);
    expect(first.asked).toHaveLength(5);
    expect(desk.list.status()[0]).toMatchObject({ state: 'open circuit', lastError: 'unavailable' });
  });

  it('are not left alone for recordings that they refuse, which the next may read', async () => {
    const first = new Scripted('a', 'refused');
    const desk = deskOf([first, new Scripted('b')]);
    for (let n = 0; n < 7; n += 1) expect(await desk.heard()).toEqual(['b']);
    expect(first.asked).toHaveLength(7);
  });

  it('are told nothing but the file and its language', async () => {
    const transcriber = new Scripted('a');
    await deskOf([transcriber]).heard({ compare: true });
    expect(Object.keys(transcriber.asked[0] ?? {}).sort()).toEqual(['file', 'language', 'signal']);
  });
});

describe('nobody', () => {
  it('is configured', async () => {
    expect(await deskOf([]).list.transcribe(asked, of)).toEqual({ transcripts: [], unheard: 'none' });
  });

  it('may be asked any more today', async () => {
    const transcriber = new Scripted('a');
    const desk = deskOf([transcriber], { budget: 0 });
    expect(await desk.list.transcribe(asked, of)).toEqual({ transcripts: [], unheard: 'spent' });
    expect(transcriber.asked).toHaveLength(0);
  });

  it.each<[Fault, number | undefined]>([
    ['unavailable', undefined],
    ['rate-limited', undefined],
    ['rate-limited', 3_000],
  ])('answers now, so that another attempt may go better: %s, %s', async (fault, wait) => {
    const desk = deskOf([new Scripted('a', fault, wait)]);
    await expect(desk.list.transcribe(asked, of)).rejects.toMatchObject({ fault });
    expect(desk.spending.of(of.row)).toMatchObject({ calls: 1, microdollars: 0 });
  });

  it.each<[Fault, number | undefined]>([
    ['misconfigured', undefined],
    ['refused', undefined],
    ['rate-limited', 60_000],
  ])('will answer soon: %s, %s', async (fault, wait) => {
    const desk = deskOf([new Scripted('a', fault, wait)]);
    expect(await desk.list.transcribe(asked, of)).toEqual({ transcripts: [], unheard: 'unavailable' });
  });

  it('is asked once the engine stops', async () => {
    const stop = new AbortController();
    const desk = deskOf([new Scripted('a', 'hangs')]);
    const heard = desk.list.transcribe({ ...asked, signal: stop.signal }, of);
    stop.abort(new Error('stopped'));
    await expect(heard).rejects.toThrow('stopped');
  });
});

describe('with comparison', () => {
  const scored = { compare: true };

  it('two are asked at once where words are judged, and nowhere else', async () => {
    const third = new Scripted('c');
    const desk = deskOf([new Scripted('a'), new Scripted('b'), third], { compare: true });
    expect(await desk.heard(scored)).toEqual(['a', 'b']);
    expect(await desk.heard()).toEqual(['a']);
    expect(third.asked).toHaveLength(0);
    expect(desk.left()).toBe(97);
    expect(desk.spending.of(of.row)).toMatchObject({ calls: 3, microdollars: 9 });
  });

  it('either may fail', async () => {
    const [a, b] = [new Scripted('a', 'unavailable'), new Scripted('b')];
    const desk = deskOf([a, b], { compare: true });
    expect(await desk.heard(scored)).toEqual(['b']);
    [a.fault, b.fault] = [undefined, 'misconfigured'];
    expect(await desk.heard(scored)).toEqual(['a']);
  });

  it('those behind them are asked in the place of the first', async () => {
    const desk = deskOf([new Scripted('a', 'unavailable'), new Scripted('b'), new Scripted('c')], {
      compare: true,
    });
    expect(await desk.heard(scored)).toEqual(['c', 'b']);
  });

  it('both may fail: another attempt is made where one of them may do better', async () => {
    const desk = deskOf([new Scripted('a', 'misconfigured'), new Scripted('b', 'unavailable')], {
      compare: true,
    });
    await expect(desk.heard(scored)).rejects.toMatchObject({ fault: 'unavailable' });
    expect(desk.spending.of(of.row)).toMatchObject({ calls: 2 });
  });

  it('one alone is asked once', async () => {
    const only = new Scripted('a');
    expect(await deskOf([only], { compare: true }).heard(scored)).toEqual(['a']);
    expect(only.asked).toHaveLength(1);
  });
});
