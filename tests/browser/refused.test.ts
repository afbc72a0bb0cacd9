import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { artifact, launchBrowser, noBrowser, openContext } from '../support/browser.js';
import { type Running, runServer } from '../support/web-server.js';
import { cafe } from './cafe.js';
import { contrasts } from './contrast.js';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
const desktop = { viewport: { width: 1280, height: 800 } } as const;

/** 75 kB, 11 more than the server takes. */
const tooLong = 'A cup of tea, please. '.repeat(3500).trim();
const begins = /^(A cup of tea, please\. )+A? ?\D{0,20} …$/;
/** Nothing of it can be seen. */
const unseen = '\u200b';

/** Runs in the page, where there is a document: text here, because the tests are compiled without one. */
const inPage = {
  /** As a reader meets them, from above; a very long one by its length alone. */
  bubbles: `[...document.querySelectorAll('#log .bubble')]
    .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
    .map((one) => [...one.querySelectorAll('p')].map((p) => p.textContent).join(' / '))
    .map((text) => text.startsWith('A cup of tea, please. A') ? 'long' : text)`,
  inView: `((last, scroller) => last.bottom <= scroller.bottom && last.top >= scroller.top)(
    [...document.querySelectorAll('#log .bubble')].at(-1).getBoundingClientRect(),
    document.getElementById('scroller').getBoundingClientRect())`,
  scrolled: `document.getElementById('scroller').scrollTop`,
  news: `dispatchEvent(new StorageEvent('storage', { key: 'parley:out:other' }))`,
  reasonLanguage: `((one) => [one.lang, one.dir])(document.querySelector('.why bdi'))`,
  heights: `[...document.querySelectorAll('#log .bubble')].map((one) => one.offsetHeight)`,
  small: `[...document.querySelectorAll('button, textarea')]
    .filter((one) => one.checkVisibility() && Math.min(one.offsetWidth, one.offsetHeight) < 44)
    .map((one) => one.outerHTML)`,
  wide: 'document.documentElement.scrollWidth - innerWidth',
};

if (noBrowser !== undefined) console.warn(`Browser tests are skipped: ${noBrowser}.`);

describe.skipIf(noBrowser !== undefined)('what the server refuses', () => {
  let browser: Browser;
  let running: Running;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    await running.close();
  });

  async function visit(options: BrowserContextOptions = desktop): Promise<Page> {
    running = await runServer(cafe);
    const context = await openContext(browser, { locale: 'en-GB', ...options });
    contexts.push(context);
    return openTab(context);
  }
  async function openTab(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    await page.goto(running.url);
    return page;
  }
  async function say(page: Page, text: string): Promise<void> {
    await page.fill('#text', text);
    await page.press('#text', 'Enter');
  }
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  async function shows(page: Page, ...texts: string[]): Promise<void> {
    await expect.poll(() => page.evaluate<string[]>(inPage.bubbles)).toEqual(texts);
  }
  async function findings(page: Page): Promise<string[]> {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  it.each([
    ['too long', tooLong, 'long', 'A message may have 64 kB at most.'],
    [
      'nothing that can be seen',
      unseen,
      unseen,
      'The field "text" cannot be taken: send a text with at least one character that can be seen.',
    ],
  ])('stands where it was said, with the reason: %s', async (_, text, shown, reason) => {
    const page = await visit(phone);
    await say(page, 'before');
    await shows(page, 'before', 'You said: before');
    await say(page, text);
    await page.locator('.why').waitFor();
    await expect
      .poll(() => page.locator('.why').textContent())
      .toBe(`This could not be sent as it is. ${reason}`);
    for (const said of ['one', 'two', 'three']) {
      await say(page, said);
      await page.getByText(`You said: ${said}`).waitFor();
    }
    const after = ['one', 'two', 'three'].flatMap((said) => [said, `You said: ${said}`]);
    const all = ['before', 'You said: before', shown, ...after];
    await shows(page, ...all);
    await expect.poll(() => page.evaluate(inPage.inView)).toBe(true);
    const other = await openTab(page.context());
    await shows(other, ...all);
    await page.reload();
    await shows(page, ...all);
    await expect.poll(() => page.evaluate(inPage.inView)).toBe(true);
    await expect
      .poll(() => page.locator('.why').textContent())
      .toBe(`This could not be sent as it is. ${reason}`);
  });

  it('keeps its place among what was said while there was no connection', async () => {
    const page = await visit();
    await say(page, 'before');
    await shows(page, 'before', 'You said: before');
    await page.context().setOffline(true);
    for (const said of ['one', tooLong, unseen, 'two']) await say(page, said);
    await shows(page, 'before', 'You said: before', 'one', 'long', unseen, 'two');
    await page.context().setOffline(false);
    await page.getByText('You said: two').waitFor();
    const said = async () =>
      (await page.evaluate<string[]>(inPage.bubbles)).filter((text) => !text.startsWith('You'));
    await expect.poll(said).toEqual(['before', 'one', 'long', unseen, 'two']);
    const all = await page.evaluate<string[]>(inPage.bubbles);
    await page.reload();
    await shows(page, ...all);
  });

  it('leaves the choices with their question', async () => {
    const page = await visit();
    await button(page, 'Hello!').click();
    await button(page, 'I want a tea.').waitFor();
    await say(page, unseen);
    await button(page, 'Discard').waitFor();
    const top = async (name: string) => (await button(page, name).boundingBox())!.y;
    const below = async () => (await top('Discard')) - (await top('Saltar'));
    await expect.poll(below).toBeGreaterThan(0);
    await page.reload();
    await button(page, 'Discard').waitFor();
    await button(page, 'Saltar').waitFor();
    await expect.poll(below).toBeGreaterThan(0);
    // News from another tab moves nothing: what was moved would lose the focus, and its sound.
    await button(page, 'Discard').focus();
    await page.evaluate(inPage.news);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Discard');
    await button(page, 'I want a tea.').click();
    await page.getByText('Prueba con la que pide').waitFor();
    await expect
      .poll(async () => (await page.evaluate<string[]>(inPage.bubbles)).slice(-3))
      .toEqual([unseen, 'I want a tea.', expect.stringContaining('Prueba')]);
  });

  it('can be dropped, in every tab and for good', async () => {
    const page = await visit();
    await say(page, 'before');
    await shows(page, 'before', 'You said: before');
    const other = await openTab(page.context());
    await say(page, tooLong);
    await say(page, 'after');
    const rest = ['after', 'You said: after'];
    await shows(other, 'before', 'You said: before', 'long', ...rest);
    await button(page, 'Discard').click();
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('text');
    for (const tab of [page, other]) {
      await shows(tab, 'before', 'You said: before', ...rest);
      await expect.poll(() => tab.locator('.refused').count()).toBe(0);
    }
    await page.reload();
    await shows(page, 'before', 'You said: before', ...rest);
    expect(await page.inputValue('#text')).toBe('');
  });

  it('greets again where it was the first that was said', async () => {
    const page = await visit();
    await say(page, unseen);
    await button(page, 'Discard').click();
    const greeting = 'English, about five minutes a day. Say hello and we begin.';
    await shows(page, greeting);
    await page.reload();
    await shows(page, greeting);
    await say(page, 'at last');
    await shows(page, 'at last', 'You said: at last');
  });

  it('shows the beginning of a very long text, and all of it to whoever asks', async () => {
    const page = await visit(phone);
    await say(page, tooLong);
    await page.locator('.why').waitFor();
    const height = async () => (await page.evaluate<number[]>(inPage.heights))[0]!;
    const text = () => page.locator('.bubble p').textContent();
    await expect.poll(height).toBeLessThan(400);
    await expect.poll(text).toMatch(begins);
    await button(page, 'Show all').click();
    await expect.poll(text).toBe(tooLong);
    await button(page, 'Show less').click();
    await expect.poll(text).toMatch(begins);
    await button(page, 'Change it').click();
    await expect.poll(() => page.inputValue('#text')).toBe(tooLong);
    // Also once it is said; an essay is not folded.
    const [much, essay] = ['Many words. '.repeat(200).trim(), 'Some words. '.repeat(100).trim()];
    await say(page, much);
    await page.getByText('You said: Many words.').waitFor();
    await expect.poll(height).toBeLessThan(400);
    await say(page, essay);
    await page.getByText('You said: Some words.').waitFor();
    await expect.poll(() => page.locator('.bubble.learner p').last().textContent()).toBe(essay);
  });

  it('stays where it is read, unfolded, whatever changes', async () => {
    const page = await visit(phone);
    await say(page, tooLong);
    await page.locator('.why').waitFor();
    const scrolled = () => page.evaluate<number>(inPage.scrolled);
    const before = await scrolled();
    await button(page, 'Show all').click();
    await page.evaluate(inPage.news);
    expect(await scrolled()).toBe(before);
    // What is said next is followed.
    await say(page, 'next');
    await page.getByText('You said: next').waitFor();
    await expect.poll(() => page.evaluate(inPage.inView)).toBe(true);
  });

  it('goes with the chat; what only waited is kept in the field', async () => {
    const page = await visit();
    await say(page, 'before');
    await shows(page, 'before', 'You said: before');
    await say(page, tooLong);
    await page.locator('.why').waitFor();
    await page.route('**/send', (route) => route.abort());
    await say(page, 'waits');
    await page.locator('.held').waitFor();
    const chat = await page.evaluate<string>(`localStorage.getItem('parley:chat')`);
    const found = (await running.store.findChat('web', 'local', chat))!;
    await running.store.erase(found.learnerId!);
    running.channel.closed(found);
    await page.getByText('This conversation is no longer here.').waitFor();
    expect(await page.inputValue('#text')).toBe('waits');
  });

  it('ends the wait for an answer', async () => {
    const page = await visit();
    await say(page, 'before');
    await shows(page, 'before', 'You said: before');
    await page.route('**/send', async (route) => {
      await page.locator('.dots').waitFor();
      await route.continue();
    });
    await say(page, unseen);
    await page.locator('.why').waitFor();
    await expect.poll(() => page.locator('.dots').count()).toBe(0);
  });

  it('says so in its own words where somebody else on the way answers', async () => {
    const page = await visit();
    await page.route('**/send', (route) =>
      route.fulfill({ status: 413, contentType: 'text/html', body: '<h1>413 Request Entity Too Large</h1>' }),
    );
    await say(page, 'hm');
    await page.locator('.why').waitFor();
    await expect.poll(() => page.locator('.why').textContent()).toBe('This could not be sent as it is.');
  });

  it('is not taken for the same words from elsewhere', async () => {
    const page = await visit();
    await say(page, 'before');
    await shows(page, 'before', 'You said: before');
    await page.route('**/send', (route) => route.fulfill({ status: 413, body: '' }));
    await say(page, 'hm');
    await page.locator('.why').waitFor();
    const chat = await page.evaluate<string>(`localStorage.getItem('parley:chat')`);
    const found = (await running.store.findChat('web', 'local', chat))!;
    await running.bot.receive({
      ...found,
      chat,
      externalId: 'elsewhere',
      sender: { address: chat },
      content: { kind: 'message', text: 'hm' },
      guess: {},
      at: Date.now(),
    });
    running.channel.shown(found);
    await shows(page, 'before', 'You said: before', 'hm', 'hm', 'You said: hm');
    await expect.poll(() => page.locator('.refused').count()).toBe(1);
  });

  it.each([
    ['en-GB', 'This could not be sent as it is.', ['Show all', 'Change it', 'Discard']],
    ['es-MX', 'Así no se pudo enviar.', ['Ver todo', 'Cambiarlo', 'Descartarlo']],
    ['pt-BR', 'Não foi possível enviar assim.', ['Ver tudo', 'Mudar', 'Descartar']],
    ['fr-FR', "Ça n'a pas pu partir tel quel.", ['Tout afficher', 'Modifier', 'Supprimer']],
    ['ar-EG', 'تعذّر إرسال هذا كما هو.', ['عرض الكل', 'تعديل', 'حذف']],
  ])('is told in the language of the page: %s', async (locale, words, buttons) => {
    const page = await visit({ ...phone, locale });
    await say(page, tooLong);
    await page.locator('.why').waitFor();
    await expect
      .poll(() => page.locator('.why').textContent())
      .toBe(`${words} A message may have 64 kB at most.`);
    expect(await page.evaluate(inPage.reasonLanguage)).toEqual(['en', 'ltr']);
    await expect.poll(() => page.locator('#log button').allTextContents()).toEqual(buttons);
    expect(await page.evaluate(inPage.small)).toEqual([]);
    await page.screenshot({ path: artifact(`web-chat-refused-${locale}.png`) });
  });

  it('is told in the language that the chat turns to, also after a reload', async () => {
    const page = await visit();
    await say(page, tooLong);
    await button(page, 'Show all').waitFor();
    await say(page, 'Español');
    for (const reload of [false, true]) {
      if (reload) await page.reload();
      await page.locator('.gap').waitFor();
      await button(page, 'Descartarlo').waitFor();
      await expect
        .poll(() => page.locator('.refused button').allTextContents())
        .toEqual(['Ver todo', 'Cambiarlo', 'Descartarlo']);
    }
    await button(page, 'Ver todo').click();
    await button(page, 'Ver menos').waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [device, options] of Object.entries({ phone, desktop })) {
      it(`can be read: ${device}, ${colorScheme}`, async () => {
        const page = await visit({ ...options, colorScheme, deviceScaleFactor: 2, reducedMotion: 'reduce' });
        const looks = async (name: string): Promise<void> => {
          await page.screenshot({ path: artifact(`web-chat-refused-${device}-${colorScheme}-${name}.png`) });
          for (const part of ['.bubble p', '.why', '.why bdi', '.ways .link', '.unfold'])
            for (const contrast of await contrasts(page, part))
              expect(contrast, part).toBeGreaterThanOrEqual(4.5);
          expect(await findings(page)).toEqual([]);
          expect(await page.evaluate(inPage.small)).toEqual([]);
          expect(await page.evaluate(inPage.wide)).toBeLessThanOrEqual(0);
        };
        await say(page, 'Hello, I would like to practise.');
        await page.getByText('You said: Hello').waitFor();
        await say(page, tooLong);
        await page.locator('.why').waitFor();
        await looks('1-newest');
        await say(page, 'Then a short one.');
        await page.getByText('You said: Then').waitFor();
        await looks('2-followed');
        await say(page, unseen);
        await page.getByText('at least one character').waitFor();
        await looks('3-nothing');
        await page.context().setOffline(true);
        await say(page, 'And one that waits.');
        await page.locator('.held').waitFor();
        await looks('4-waiting');
      });
    }
  }
});
