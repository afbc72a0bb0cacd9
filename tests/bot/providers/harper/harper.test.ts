import { afterAll, describe, expect, it } from 'vitest';
import { Harper } from '../../../../bot/providers/harper/harper.js';

/** Milliseconds: however slowly it starts. */
const patience = 300_000;
const harper = new Harper({ patience });
afterAll(() => harper.stop());

describe('Harper', () => {
  it('is not loaded before there is something to read', () => {
    expect(new Harper().loaded).toBe(false);
  });

  it('says what is certainly wrong, where, and what is better', async () => {
    const text = "😀 I ate a apple. My friend Xiomara recieve it. She don’t mind. He don't like fish.";
    const hints = await harper.hints(text);
    expect(hints.map(({ from, to, better, rule }) => [rule, text.slice(from, to), better])).toEqual([
      ['AnA', 'a', 'an'],
      ['PronounVerbAgreement', 'don’t', 'doesn’t'],
      ['PronounVerbAgreement', "don't", "doesn't"],
    ]);
    expect(harper.loaded).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['spaces', ' \n '],
    ['emoji', '👍🏽👍🏽'],
    ['another script', 'مرحبا كيف حالك'],
    ['broken characters', '\u0000\uD800 a apple'],
    ['more than a message', 'a '.repeat(9_000)],
  ])('reads anything: %s', async (_, text) => {
    for (const { from, to } of await harper.hints(text)) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThan(from);
      expect(to).toBeLessThanOrEqual(text.length);
    }
  });

  it('keeps to itself what it is not sure of', async () => {
    expect(await harper.hints('Why she don’t come? My freind Ayşe is very cold.')).toEqual([]);
  });

  it('reads no more than the beginning of what no chat carries in one message', async () => {
    expect(await harper.hints(`${'All is well. '.repeat(320)} I ate a apple.`)).toEqual([]);
  });

  it('reads several texts at once', async () => {
    const texts = ['I ate a apple.', 'All is well.', 'We was late.'];
    const rules = await Promise.all(texts.map(async (text) => (await harper.hints(text))[0]?.rule));
    expect(rules).toEqual(['AnA', undefined, 'PronounInflectionBe']);
  });

  it('gives up what takes too long, and reads the next text', async () => {
    const hasty = new Harper({ patience: 1 });
    await expect(hasty.hints('I ate a apple.')).rejects.toThrow('no answer');
    expect(hasty.loaded).toBe(false);
    await hasty.stop();
  });

  it('frees its memory when nobody asks for a while', async () => {
    const brief = new Harper({ patience, idle: 10 });
    expect(await brief.hints('I ate a apple.')).toHaveLength(1);
    while (brief.loaded) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await brief.hints('I ate a apple.')).toHaveLength(1);
    await brief.stop();
  });

  it('that never starts is said once, and shown until a text is read', async () => {
    const warnings: string[] = [];
    const log = { warn: (_: object, message: string) => void warnings.push(message) };
    const missing = new Harper({ log, program: ['/no/such/program.js', [], { stdio: 'ignore' }] });
    expect(missing.status()).toEqual({ state: 'ok' });
    for (let n = 0; n < 3; n += 1) await expect(missing.hints('I ate a apple.')).rejects.toThrow('no answer');
    expect(warnings).toEqual(['harper: a text was not read, grammar hints are left out']);
    expect(missing.status()).toEqual({ state: 'degraded', detail: 'Harper gives no answer' });
  });

  it('is well again with the next text it reads', async () => {
    const settings = { patience: 1 };
    const slow = new Harper(settings);
    await expect(slow.hints('I ate a apple.')).rejects.toThrow('no answer');
    expect(slow.status().state).toBe('degraded');
    settings.patience = patience;
    expect(await slow.hints('I ate a apple.')).toHaveLength(1);
    expect(slow.status()).toEqual({ state: 'ok' });
    await slow.stop();
  });

  it('refuses whoever waits when it is stopped', async () => {
    const stopped = new Harper();
    const asked = stopped.hints('I ate a apple.');
    await stopped.stop();
    await expect(asked).rejects.toThrow();
    expect(stopped.status()).toEqual({ state: 'ok' });
  });
});
