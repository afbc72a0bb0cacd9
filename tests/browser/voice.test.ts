import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PhysicalMessage } from '../../bot/channels/channel.js';
import { MediaFolder } from '../../bot/media/folder.js';
import { Audio } from '../../bot/speech/audio.js';
import { programs } from '../../bot/speech/audio-program.js';
import { Scratch } from '../../bot/speech/audio-scratch.js';
import type { Inbound } from '../../db/store.js';
import { artifact, launchBrowser, noBrowser, openContext, recorded } from '../support/browser.js';
import { actions, answers, message } from '../support/scripted-bot.js';
import { tone } from '../support/wav.js';
import { type Running, runServer } from '../support/web-server.js';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
const desktop = { viewport: { width: 1280, height: 800 } } as const;

/** Runs in the page, where there is a document. */
const inPage = {
  small: `[...document.querySelectorAll('button, textarea, summary, .track')]
    .filter((one) => one.checkVisibility() && Math.min(one.offsetWidth, one.offsetHeight) < 44)
    .map((one) => one.outerHTML)`,
  focused: `document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()`,
  /** Notes every sound that is started, with its speed. */
  listen: `window.heard = [];
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
      heard.push([this.playbackRate, this.preservesPitch]);
      return play.call(this);
    }; undefined`,
  heard: `window.heard`,
  directions: `[...document.querySelectorAll('.player')].map((one) => getComputedStyle(one).direction)`,
  order: `[...document.querySelectorAll('#log .bubble, #log .choices')].map((one) =>
    one.classList.contains('choices') ? 'choices' : one.querySelector('.player') ? 'voice' : one.querySelector('img') ? 'picture' : 'text')`,
  noDatabase: `Object.defineProperty(window, 'indexedDB', { get() { throw new Error('none'); } })`,
  noDevices: `Object.defineProperty(navigator, 'mediaDevices', { value: undefined })`,
  noMicrophone: `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'))`,
  busy: `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotReadableError'))`,
  oldBrowser: `delete window.MediaRecorder`,
  safari: `MediaRecorder.isTypeSupported = (type) => type === 'audio/mp4'`,
  askedFor: `(() => { window.asked = 0; const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (wanted) => { window.asked += 1; return ask(wanted); }; })()`,
  tall: `document.documentElement.scrollHeight - document.documentElement.clientHeight`,
  wide: `document.documentElement.scrollWidth - document.documentElement.clientWidth`,
};

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="540">
  <rect width="1080" height="540" fill="#faf8f4"/><rect x="64" y="200" width="600" height="120" fill="#1f5f5b"/></svg>`;

/** What the page shows of sound and pictures. */
function studio(said: string): PhysicalMessage[] {
  const clip = { file: 'speech/model.ogg', type: 'audio/ogg', bytes: 9000, seconds: 1.5 };
  const voice = (text: string, more: Partial<PhysicalMessage['media']> = {}): PhysicalMessage => ({
    ...{ kind: 'voice', text, media: { ...clip, ...more }, buttons: [], asks: false },
  });
  const week: PhysicalMessage = {
    kind: 'image',
    text: 'The sentence with the word glass marked',
    media: { file: 'pictures/week.png', type: 'image/png', bytes: 70, width: 1080, height: 540 },
    buttons: [],
    asks: false,
  };
  const lesson = { progress: { title: 'Ordering a coffee', total: 11, done: 5, minutesLeft: 3 } };
  if (said === 'model')
    return [
      message(
        [
          ['say', 'Ahora dilo. Pulsa el micrófono y lee:'],
          ['english', 'A glass of water, please.'],
        ],
        {
          ...lesson,
          asks: true,
          language: 'es',
          buttons: actions('Ahora no puedo hablar'),
        },
      ),
      voice('A glass of water, please.'),
    ];
  if (said === 'picture') return [message([['say', 'Here it is.']], lesson), week];
  if (said === 'arabic')
    return [message([['say', 'الآن قلها.']], { language: 'ar' }), voice('A glass of water.')];
  if (said === 'voice')
    return [
      message([['say', 'Te oí cada palabra.']], {
        ...lesson,
        asks: true,
        buttons: answers('Otra vez', 'Seguir'),
      }),
      voice('A glass of water, please.', { own: { file: 'speech/own.ogg', seconds: 2, bytes: 9000 } }),
    ];
  return [message([['say', `You said: ${said}`]])];
}

if (noBrowser !== undefined) console.warn(`Browser tests are skipped: ${noBrowser}.`);

describe.skipIf(noBrowser !== undefined)('voice in a browser', () => {
  let browser: Browser;
  let folder: string;
  let audio: Audio;
  let running: Running;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  const inbound: Inbound[] = [];
  const never = new AbortController().signal;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-voice-'));
    const file = join(folder, 'microphone.wav');
    writeFileSync(file, tone(20, { rate: 48_000 }));
    browser = await launchBrowser([
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${file}`,
      '--autoplay-policy=no-user-gesture-required',
    ]);
    audio = new Audio(programs(), new Scratch(folder));
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    await running.close();
    expect(complaints.splice(0)).toEqual([]);
  });

  /** @param hears what it says it heard in a recording */
  async function serve(listens = true, hears?: string): Promise<void> {
    inbound.length = 0;
    const script = (said: string, from: Inbound): PhysicalMessage[] => {
      inbound.push(from);
      const { content } = from;
      if (hears === undefined || content.kind !== 'voice') return studio(said);
      const heardIn = content.recording.file ?? '';
      return [message([['say', hears]], { heardIn, language: 'es' }), ...studio(said)];
    };
    running = await runServer(script, { deps: { listens } });
    const media = new MediaFolder(running.data);
    for (const [name, hertz] of [
      ['model', 300],
      ['own', 500],
    ] as const) {
      const { bytes } = await audio.toVoice(tone(1.5, { hertz }), 100_000, never);
      await media.write('speech', `${name}.ogg`, bytes);
    }
    await media.write('pictures', 'week.png', new Resvg(drawing).render().asPng());
  }
  async function visit(
    options: BrowserContextOptions & { allowed?: boolean; before?: string } = {},
  ): Promise<Page> {
    const { allowed = true, before, ...rest } = options;
    const context = await openContext(browser, {
      locale: 'en-GB',
      reducedMotion: 'reduce',
      ...desktop,
      ...rest,
    });
    contexts.push(context);
    if (allowed) await context.grantPermissions(['microphone']);
    if (before !== undefined) await context.addInitScript(before);
    return openTab(context);
  }
  async function openTab(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (line) => {
      if (/Content.Security.Policy|Refused to/i.test(line.text())) complaints.push(line.text());
    });
    await page.goto(running.url);
    return page;
  }
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  async function say(page: Page, text: string): Promise<void> {
    await page.fill('#text', text);
    await page.press('#text', 'Enter');
  }
  /** Until at least so many seconds are recorded. */
  async function speak(page: Page, seconds = 2): Promise<void> {
    await button(page, 'Record your voice').click();
    await recorded(page, seconds);
  }
  /** The recording that was accepted last, decoded. */
  async function heardByUs(): Promise<{ hertz: number; seconds: number; trouble?: string }> {
    await running.bot.settled();
    const content = inbound.at(-1)?.content;
    if (content?.kind !== 'voice') throw new Error(`not a voice: ${content?.kind}`);
    const file = new MediaFolder(running.data).path(content.recording.file ?? '');
    const { samples, ...rest } = await audio.decode(file, { limit: 60, signal: never });
    return { ...rest, hertz: pitch(samples) };
  }
  async function findings(page: Page): Promise<string[]> {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  it('offers to record only where somebody listens', async () => {
    await serve(false);
    const page = await visit();
    await button(page, 'Hello!').waitFor();
    await expect.poll(() => button(page, 'Send').isVisible()).toBe(true);
    expect(await page.locator('#record').isVisible()).toBe(false);
  });

  it('records, shows that something is heard, lets it be listened to, and sends it', async () => {
    await serve();
    const page = await visit({ before: inPage.listen });
    await speak(page);
    // The microphone hears something: bars that are no dots.
    await expect
      .poll(() =>
        page.evaluate<number>(
          `Math.max(...[...document.querySelectorAll('.level i')].map((bar) => bar.offsetHeight))`,
        ),
      )
      .toBeGreaterThan(8);
    await button(page, 'Stop and listen').click();
    const review = page.locator('.recorder .player');
    await review.waitFor();
    const length = async (): Promise<number> => {
      const says = await page.locator('#recorder-says').textContent();
      const [, minutes, seconds] = /^Recorded, (\d):(\d\d)$/.exec(says ?? '') ?? [];
      return Number(minutes) * 60 + Number(seconds);
    };
    await expect.poll(length).toBeGreaterThanOrEqual(2);
    expect(inbound).toEqual([]);
    await review.getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => page.evaluate(inPage.heard)).toEqual([[1, true]]);
    await button(page, 'Send the recording').click();
    await page.getByText('Te oí cada palabra').waitFor();
    const { hertz, seconds, trouble } = await heardByUs();
    expect(trouble).toBeUndefined();
    expect(hertz).toBeGreaterThan(430);
    expect(hertz).toBeLessThan(450);
    expect(seconds).toBeGreaterThan(1.4);
    expect(inbound).toHaveLength(1);
    await expect.poll(() => page.locator('.bubble.learner .player').count()).toBe(1);
    await expect.poll(() => page.locator('#text').isVisible()).toBe(true);
    // After a reload it is there, and can be heard.
    await page.reload();
    await page.locator('.bubble.learner').getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => page.evaluate(inPage.heard)).toEqual([[1, true]]);
  });

  it('tells below a recording what was heard in it, then and after a reload', async () => {
    await serve(true, 'He oído: a glass of water');
    const page = await visit();
    await speak(page, 1);
    await button(page, 'Send the recording').click();
    const below = page.locator('.bubble.learner:has(.player) .heard');
    await below.waitFor();
    await expect.poll(() => below.textContent()).toBe('He oído: a glass of water');
    await expect.poll(() => below.getAttribute('lang')).toBe('es');
    await page.getByText('Te oí cada palabra').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.reload();
    await below.waitFor();
    await expect.poll(() => page.getByText('He oído').count()).toBe(1);
  });

  it('does all of it with the keyboard, and Escape throws a recording away', async () => {
    await serve();
    const page = await visit();
    const focused = (name: string) => expect.poll(() => page.evaluate(inPage.focused)).toBe(name);
    await page.locator('#text').focus();
    await page.keyboard.press('Tab');
    await focused('Record your voice');
    await page.keyboard.press('Enter');
    await focused('Send the recording');
    await page.keyboard.press('x');
    await page.keyboard.press('Escape');
    await focused('Record your voice');
    expect(await page.inputValue('#text')).toBe('');
    await page.keyboard.press('Space');
    await focused('Send the recording');
    await recorded(page, 1);
    await page.keyboard.press('Shift+Tab');
    await focused('Stop and listen');
    await page.keyboard.press('Enter');
    await focused('Play');
    await page.keyboard.press('Shift+Tab');
    await focused('Delete the recording');
    await page.keyboard.press('Enter');
    await focused('Record your voice');
    await page.keyboard.press('Enter');
    await focused('Send the recording');
    await recorded(page, 2);
    await page.keyboard.press('Enter');
    await page.getByText('Te oí cada palabra').waitFor();
    expect(inbound).toHaveLength(1);
    expect((await heardByUs()).trouble).toBeUndefined();
  });

  it('asks for the microphone when it is needed and not before', async () => {
    await serve();
    const page = await visit({ before: inPage.askedFor });
    await say(page, 'hello');
    await page.getByText('You said: hello').waitFor();
    expect(await page.evaluate('window.asked')).toBe(0);
    await speak(page, 1);
    expect(await page.evaluate('window.asked')).toBe(1);
    await button(page, 'Delete the recording').click();
    // It is let go: the browser's own sign goes out.
    await expect.poll(() => page.locator('#recorder').isVisible()).toBe(false);
  });

  it.each([
    ['it is refused', { allowed: false }, 'The microphone is not allowed here.'],
    ['there is none', { before: inPage.noMicrophone }, 'No microphone was found.'],
    ['another program has it', { before: inPage.busy }, 'The microphone did not start.'],
    ['the page is not safe', { before: inPage.noDevices }, 'only to pages with https'],
    ['the browser is old', { before: inPage.oldBrowser }, 'This browser cannot record.'],
  ])('explains where %s, and one can go on writing', async (_, options, words) => {
    await serve();
    const page = await visit(options);
    await button(page, 'Record your voice').click();
    await page.locator('#notice').getByText(words).waitFor();
    await expect.poll(() => page.locator('#recorder').isVisible()).toBe(false);
    await say(page, 'hello');
    await page.getByText('You said: hello').waitFor();
    await expect.poll(() => page.locator('#notice').textContent()).toBe('');
  });

  it('keeps a recording that cannot be sent, over a reload and for other tabs, and sends it once', async () => {
    await serve();
    const page = await visit();
    await say(page, 'one');
    await page.getByText('You said: one').waitFor();
    await page.route('**/gateway/**', (route) => route.abort());
    await speak(page);
    await button(page, 'Send the recording').click();
    await page.getByText('What you record and write is kept and sent later').waitFor();
    await page.locator('.pending .player').waitFor();
    await page.reload();
    await page.locator('.pending .player').waitFor();
    const other = await page.context().newPage();
    await other.route('**/gateway/**', (route) => route.abort());
    await other.goto(running.url);
    await other.locator('.pending .player').waitFor();
    await page.unroute('**/gateway/**');
    await page.getByText('Te oí cada palabra').waitFor();
    expect(inbound.filter(({ content }) => content.kind === 'voice')).toHaveLength(1);
    expect((await heardByUs()).trouble).toBeUndefined();
    await expect.poll(() => page.locator('.pending').count()).toBe(0);
  });

  it('says where a recording is kept only while the page is open', async () => {
    await serve();
    const page = await visit({ before: inPage.noDatabase });
    await say(page, 'one');
    await page.getByText('You said: one').waitFor();
    await page.route('**/gateway/**', (route) => route.abort());
    await speak(page, 1);
    await button(page, 'Send the recording').click();
    await page.getByText('kept while this page stays open').waitFor();
    await page.unroute('**/gateway/**');
    await page.getByText('Te oí cada palabra').waitFor();
    expect((await heardByUs()).trouble).toBeUndefined();
  });

  it('records what Safari records, where that is what there is', async () => {
    await serve();
    const page = await visit({ before: inPage.safari });
    // Chromium learnt to record MP4 late; one that has not says that it cannot.
    const can = await page.evaluate<boolean>(
      `(() => { try { new MediaRecorder(new MediaStream(), { mimeType: 'audio/mp4' }); return true; } catch { return false; } })()`,
    );
    if (!can) return;
    await speak(page);
    await button(page, 'Send the recording').click();
    await page.getByText('Te oí cada palabra').waitFor();
    expect((await heardByUs()).trouble).toBeUndefined();
  });

  it('plays voices slower or as they are, and remembers it', async () => {
    await serve();
    const page = await visit({ before: inPage.listen });
    await say(page, 'model');
    const player = page.locator('.bubble.bot .player');
    await player.locator('.speed').click();
    await expect.poll(() => player.locator('.speed').textContent()).toBe('0.75×');
    await player.locator('.play').click();
    await expect.poll(() => page.evaluate(inPage.heard)).toEqual([[0.75, true]]);
    await page.reload();
    await player.locator('.play').click();
    await expect.poll(() => page.evaluate(inPage.heard)).toEqual([[0.75, true]]);
    // Its words are there for whoever cannot listen.
    await page.locator('.words-of summary').click();
    await page.locator('.words-of p').waitFor();
    expect(await page.locator('.words-of p').textContent()).toBe('A glass of water, please.');
  });

  it('plays own and model voice in turn, one above the other', async () => {
    await serve();
    const page = await visit({ before: inPage.listen });
    await say(page, 'voice');
    const players = page.locator('.bubble.bot .player');
    await expect.poll(() => players.count()).toBe(2);
    const [own, model] = [(await players.nth(0).boundingBox())!, (await players.nth(1).boundingBox())!];
    expect(own.y + own.height).toBeLessThanOrEqual(model.y);
    await page.locator('.both').click();
    await expect.poll(() => page.evaluate<unknown[]>(inPage.heard)).toHaveLength(2);
  });

  it('puts what can be picked after the voice of the question, and keeps the lesson in the head', async () => {
    await serve();
    const page = await visit();
    await say(page, 'model');
    await button(page, 'Ahora no puedo hablar').waitFor();
    await expect.poll(() => page.evaluate(inPage.order)).toEqual(['text', 'text', 'voice', 'choices']);
    await expect.poll(() => page.locator('#title').textContent()).toBe('Ordering a coffee');
  });

  it('shows a picture with its words, larger when it is tapped', async () => {
    await serve();
    const page = await visit();
    await say(page, 'picture');
    const picture = page.locator('.picture');
    await picture.waitFor();
    await expect.poll(() => page.evaluate(`document.querySelector('.picture img').naturalWidth`)).toBe(1080);
    await page.screenshot({ path: artifact('web-chat-picture.png') });
    expect(await picture.locator('img').getAttribute('alt')).toBe('The sentence with the word glass marked');
    await picture.focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog[open] img').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('dialog').count()).toBe(0);
    await expect.poll(() => page.evaluate('document.activeElement.className')).toBe('picture');
    await picture.click();
    await button(page, 'Close').click();
    await expect.poll(() => page.locator('dialog').count()).toBe(0);
  });

  it('moves nothing but the conversation, however much of it there is', async () => {
    await serve();
    const page = await visit({ ...phone });
    for (let time = 1; time <= 4; time += 1) {
      await say(page, 'model');
      await expect.poll(() => page.locator('.bubble.bot .player').count()).toBe(time);
    }
    const below = () => page.evaluate(inPage.tall);
    expect(await below()).toBeLessThanOrEqual(0);
    await page.evaluate(`document.getElementById('scroller').scrollTo(0, 0)`);
    expect(await below()).toBeLessThanOrEqual(0);
    await page.evaluate(`document.getElementById('scroller').scrollTo(0, 1e6)`);
    await page.locator('#record').click();
    await page.locator('.recorder .time').waitFor();
    expect(await below()).toBeLessThanOrEqual(0);
  });

  it('reads the message again where an address has run out', async () => {
    await serve();
    const page = await visit({ before: inPage.listen });
    let refused = 0;
    await page.route('**/gateway/media/**', (route) => {
      refused += 1;
      return refused === 1 ? route.fulfill({ status: 403 }) : route.continue();
    });
    await say(page, 'model');
    await page.locator('.bubble.bot .play').click();
    await expect.poll(() => page.evaluate<unknown[]>(inPage.heard)).toHaveLength(1);
    await expect.poll(() => refused).toBeGreaterThan(1);
  });

  it('leaves players left to right where everything else is mirrored', async () => {
    await serve();
    const page = await visit({ ...phone, locale: 'ar' });
    await say(page, 'arabic');
    await page.locator('.bubble.bot .player').waitFor();
    await expect.poll(() => page.getAttribute('html', 'dir')).toBe('rtl');
    expect(await page.evaluate(inPage.directions)).toEqual(['ltr']);
    const mic = (await page.locator('#record').boundingBox())!;
    expect(mic.x).toBeLessThan(195);
    await page.screenshot({ path: artifact('web-chat-voice-rtl.png') });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [device, options] of Object.entries({ phone, desktop })) {
      it(`is beautiful and open to everybody: ${device}, ${colorScheme}`, async () => {
        await serve();
        const page = await visit({ ...options, colorScheme, deviceScaleFactor: 2 });
        const picture = async (name: string): Promise<void> => {
          await page.screenshot({ path: artifact(`web-chat-voice-${device}-${colorScheme}-${name}.png`) });
          expect(await findings(page)).toEqual([]);
          expect(await page.evaluate(inPage.small)).toEqual([]);
          expect(await page.evaluate(inPage.wide)).toBeLessThanOrEqual(0);
        };
        await say(page, 'model');
        await page.locator('.bubble.bot .player').waitFor();
        await expect
          .poll(() => page.evaluate(`document.querySelector('.wave i').style.blockSize !== ''`))
          .toBe(true);
        await picture('1-model');
        await page.locator('#record').click();
        await recorded(page, 2);
        await picture('2-recording');
        await page.locator('.stop').click();
        await page.locator('.recorder .player').waitFor();
        await picture('3-review');
        await page.locator('.recorder .send').click();
        await page.locator('.both').waitFor();
        await picture('4-compare');
      });
    }
  }
});

/** How often a second the wave goes up through zero, over the middle of what was heard. */
function pitch(samples: Float32Array): number {
  const middle = samples.subarray(samples.length / 4, (samples.length * 3) / 4);
  let ups = 0;
  for (let i = 1; i < middle.length; i += 1) if (middle[i - 1]! < 0 && middle[i]! >= 0) ups += 1;
  return (ups * 16_000) / middle.length;
}
