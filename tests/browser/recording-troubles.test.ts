import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Inbound } from '../../db/store.js';
import { launchBrowser, noBrowser, openContext, recorded } from '../support/browser.js';
import { message } from '../support/scripted-bot.js';
import { tone } from '../support/wav.js';
import { type Running, runServer } from '../support/web-server.js';

/** Runs in the page before it does. */
const inPage = {
  /** A database that takes its time. */
  slowToKeep: `Blob.prototype.arrayBuffer = () => new Promise(() => {})`,
  unreadable: `Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException('', 'NotReadableError'))`,
  cannotRecord: `MediaRecorder.prototype.start = () => { throw new DOMException('', 'NotSupportedError'); }`,
  /** What is held: contexts of sound that are open, sounds that have an address. */
  counts: `window.contexts = 0; window.sounds = 0;
    const { close } = AudioContext.prototype;
    window.AudioContext = class extends AudioContext { constructor(...all) { super(...all); contexts += 1; } };
    AudioContext.prototype.close = function () { contexts -= 1; return close.call(this); };
    const make = URL.createObjectURL.bind(URL), end = URL.revokeObjectURL.bind(URL);
    URL.createObjectURL = (sound) => { sounds += 1; return make(sound); };
    URL.revokeObjectURL = (address) => { sounds -= 1; end(address); }; undefined`,
  microphone: `(() => { window.tracks = []; const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted); tracks.push(...stream.getTracks()); return stream; }; })()`,
};

describe.skipIf(noBrowser !== undefined)('a recording', () => {
  const inbound: Inbound[] = [];
  let browser: Browser;
  let running: Running;
  let folder: string;
  let context: BrowserContext;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-troubles-'));
    const file = join(folder, 'microphone.wav');
    writeFileSync(file, tone(20, { rate: 48_000 }));
    browser = await launchBrowser([
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${file}`,
    ]);
  });
  beforeEach(async () => {
    inbound.length = 0;
    running = await runServer(
      (said, from) => {
        inbound.push(from);
        return [message([['say', `You said ${said}.`]])];
      },
      { deps: { listens: true } },
    );
  });
  afterEach(async () => {
    await context.close();
    await running.close();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function visit(before = 'undefined'): Promise<Page> {
    context = await openContext(browser, { locale: 'en-GB', reducedMotion: 'reduce' });
    await context.grantPermissions(['microphone']);
    await context.addInitScript(before);
    const page = await context.newPage();
    await page.goto(running.url);
    return page;
  }
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  async function say(page: Page, text: string): Promise<void> {
    await page.fill('#text', text);
    await page.press('#text', 'Enter');
  }
  async function record(page: Page): Promise<void> {
    await button(page, 'Record your voice').click();
    await button(page, 'Send the recording').waitFor();
    await recorded(page, 1);
  }

  it('comes before what is written after it, however long it takes to be kept', async () => {
    const page = await visit(inPage.slowToKeep);
    await record(page);
    await button(page, 'Send the recording').click();
    await say(page, 'And this.');
    await page.getByText('You said And this.').waitFor();
    expect(inbound.map(({ content }) => content.kind)).toEqual(['voice', 'message']);
  });

  it('that the browser cannot read any more is said to be lost, and holds up nothing', async () => {
    const page = await visit(inPage.unreadable);
    await record(page);
    await button(page, 'Send the recording').click();
    await page.getByText('This recording is not here any more.').waitFor();
    await say(page, 'Then so.');
    await page.getByText('You said Then so.').waitFor();
    expect(inbound.map(({ content }) => content.kind)).toEqual(['message']);
  });

  it('ends with its chat, and the microphone is let go; another chat begins without it', async () => {
    const page = await visit(inPage.microphone);
    await say(page, 'hello');
    await page.getByText('You said hello.').waitFor();
    await record(page);
    const { chat } = inbound[0]!;
    const opened = (await running.store.findChat('web', 'local', chat))!;
    await running.store.erase(opened.learnerId!);
    running.channel.closed(opened);
    await button(page, 'Start again').waitFor();
    await expect.poll(() => page.locator('#recorder').isHidden()).toBe(true);
    await expect.poll(() => page.evaluate(`tracks.map(({ readyState }) => readyState)`)).toEqual(['ended']);
    await button(page, 'Start again').click();
    await say(page, 'hello again');
    await page.getByText('You said hello again.').waitFor();
    expect(inbound.map(({ content }) => content.kind)).toEqual(['message', 'message']);
  });

  it('holds nothing of the browser’s when it cannot begin', async () => {
    const page = await visit(`${inPage.counts}; ${inPage.cannotRecord}`);
    for (let time = 0; time < 2; time += 1) {
      await button(page, 'Record your voice').click();
      await page.locator('#notice').getByText('cannot record').waitFor();
    }
    await expect.poll(() => page.evaluate('contexts')).toBe(0);
  });

  it('is let go of when it is off the page', async () => {
    const page = await visit(inPage.counts);
    await record(page);
    await button(page, 'Send the recording').click();
    await page.getByText('You said voice.').waitFor();
    await page.locator('.bubble.learner .player').waitFor();
    await expect.poll(() => page.evaluate('sounds')).toBe(1);
    await page.evaluate(`document.querySelector('#log').replaceChildren()`);
    await expect.poll(() => page.evaluate('sounds')).toBe(0);
  });
});
