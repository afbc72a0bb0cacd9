import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type App } from '../../bot/app.js';
import { parseConfig } from '../../bot/config.js';
import { createLogger } from '../../bot/log.js';
import { launchBrowser, noBrowser } from '../support/browser.js';
import { type Behaviour, fakeModel, type FakeModel } from '../support/fake-model.js';
import { compilePages } from '../support/pages.js';
import { Visitor } from './visitor.js';

const phone = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  locale: 'en-GB',
} as const;

describe.skipIf(noBrowser !== undefined)('in the browser', () => {
  let browser: Browser;
  let app: App;
  let model: FakeModel;
  let folder: string;
  let visitor: Visitor;

  beforeAll(async () => {
    compilePages();
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-browser-'));
    model = await fakeModel();
    const config = parseConfig({
      PORT: '0',
      DATABASE_PATH: join(folder, 'parley.sqlite'),
      LLM_API_KEY: 'x',
      LLM_BASE_URL: model.baseUrl,
    });
    app = await startApp(config, createLogger('silent'));
    visitor = await Visitor.arrive(browser, phone, app.address);
    await visitor.tap('Hello!');
    await visitor.tap('English');
    await visitor.say('Ana');
    await visitor.tap('Travel');
    await visitor.tap('1');
  });
  afterEach(async () => {
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
    await app.stop();
    await model.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('an answer grows while it is made, and stands there with its corrections', async () => {
    await visitor.say('/talk');
    await visitor.tap('18 or over');
    await visitor.tap("Yes, that's fine");
    await expect.poll(() => visitor.page.locator('.choices .stack .answer').count()).toBe(8);
    await visitor.tap('Marta, a café owner who reads too much');
    let finish = (): void => {};
    model.chat = [halting((end) => (finish = end))];
    const { page } = visitor;
    await page.getByRole('textbox').fill('I am work in a hospital.');
    await page.keyboard.press('Enter');
    const growing = page.locator('.draft .english');
    await expect.poll(() => growing.textContent()).toBe('Marta: A hospital! That must');
    expect(await visitor.findings()).toEqual([]);
    finish();
    await page.getByText('What do you do there?').waitFor();
    await expect.poll(() => page.locator('.draft').count()).toBe(0);
    await expect
      .poll(async () => (await visitor.bubbles()).at(-1))
      .toContain('I am work → I work: Work is the verb already.');
    expect(await visitor.findings()).toEqual([]);
    await visitor.reload();
    await expect
      .poll(async () => (await visitor.bubbles()).filter((text) => text.includes('A hospital!')))
      .toHaveLength(1);
  });

  it('a sentence in pieces is put together by tapping', async () => {
    await visitor.say('/lesson town/transport');
    const { page } = visitor;
    const pieces = page.locator('.pieces');
    for (let turn = 0; turn < 20 && (await pieces.count()) === 0; turn += 1)
      await visitor.tap((await visitor.choices()).at(-1) ?? '');
    expect(await visitor.findings()).toEqual([]);
    const piece = (name: string) => pieces.getByRole('button', { name, exact: true });
    const field = () => page.getByRole('textbox').inputValue();
    await piece('stop').click();
    await piece('Does').click();
    expect(await piece('stop').getAttribute('aria-pressed')).toBe('true');
    expect(await field()).toBe('stop Does');
    await piece('stop').click();
    expect(await field()).toBe('Does');
    await page.getByRole('textbox').fill('Does this');
    await piece('stop').click();
    expect(await field()).toBe('Does this stop');
    await page.getByRole('textbox').fill('');
    for (const name of ['Does', 'this bus', 'stop', 'near', 'the station?']) await piece(name).click();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Does this bus stop near the station?').waitFor();
    await expect.poll(() => pieces.count()).toBe(0);
  });
});

/** Says the beginning of an answer, and the rest when it is told to. */
function halting(held: (end: () => void) => void): Behaviour {
  const corrections = [
    { quote: 'I am work', better: 'I work', reason: 'Work is the verb already.', kind: 'verb-form' },
  ];
  const whole = JSON.stringify({
    reply: 'A hospital! That must be busy. What do you do there?',
    corrections,
    goals: [],
    over: false,
  });
  const half = whole.indexOf(' be busy');
  return (response, { body }) => {
    const head = { id: 'x', object: 'chat.completion.chunk', created: 1, model: body.model };
    const chunk = (content: string, finish_reason: string | null) =>
      response.write(
        `data: ${JSON.stringify({ ...head, choices: [{ index: 0, delta: { content }, finish_reason }] })}\n\n`,
      );
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    chunk(whole.slice(0, half), null);
    held(() => {
      chunk(whole.slice(half), 'stop');
      const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
      response.write(`data: ${JSON.stringify({ ...head, choices: [], usage })}\n\n`);
      response.end('data: [DONE]\n\n');
    });
  };
}
