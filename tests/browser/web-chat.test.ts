import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { artifact, launchBrowser, noBrowser, openContext } from '../support/browser.js';
import type { Script } from '../support/scripted-bot.js';
import { openChat } from '../support/web-client.js';
import { type Running, runServer } from '../support/web-server.js';
import { cafe } from './cafe.js';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
const desktop = { viewport: { width: 1280, height: 800 } } as const;

/** Runs in the page, where there is a document: text here, because the tests are compiled without one. */
const inPage = {
  paragraphs: `[...document.querySelectorAll('#log .bubble')]
    .map((one) => [...one.querySelectorAll('p')].map((p) => p.textContent).join(' / '))`,
  // Held from before: a later question may have a button of the same name.
  hold: (label: string) =>
    `window.held = [...document.querySelectorAll('button')].find((b) => b.textContent === ${JSON.stringify(label)}); undefined`,
  doubleClickHeld: `held.click(); held.click();`,
  chatId: `localStorage.getItem('parley:chat')`,
  focused: `document.activeElement.textContent`,
  directions: `[...document.querySelectorAll('.bubble.bot p')].map((p) => getComputedStyle(p).direction)`,
  labels: `[...document.querySelectorAll('.answer')].map((one) => getComputedStyle(one).direction)`,
  letters: `[...document.querySelectorAll('.letters')].map((one) => [one.textContent, getComputedStyle(one).color])`,
  ownWords: `[document.documentElement.lang, document.documentElement.dir, document.getElementById('label').textContent,
    document.getElementById('text').placeholder, document.getElementById('scroller').getAttribute('aria-label')]`,
  languages: `[...document.querySelectorAll('.bubble.bot, .bubble.bot .english')].map((one) => one.lang)`,
  questionInView: `((p, scroller) => p.top >= scroller.top && p.bottom <= scroller.bottom)(
    document.querySelector('#question p').getBoundingClientRect(),
    document.getElementById('scroller').getBoundingClientRect())`,
  atRest: `Promise.all(document.getAnimations().map(({ finished }) => finished)).then(() => {})`,
  atEnd: `((e) => e.scrollHeight - e.scrollTop - e.clientHeight < 2)(document.getElementById('scroller'))`,
  toTop: `new Promise((there) => {
    const scroller = document.getElementById('scroller');
    scroller.addEventListener('scroll', () => requestAnimationFrame(there), { once: true });
    scroller.scrollTo(0, 0);
  }).then(() => {})`,
  // The other tab sends something in the moment in which the reader scrolls: before the browser says so.
  toTopMeanwhile: `new Promise((there) => {
    document.getElementById('scroller').scrollTo(0, 0);
    dispatchEvent(new StorageEvent('storage', { key: 'parley:out:other' }));
    requestAnimationFrame(() => requestAnimationFrame(there));
  }).then(() => {})`,
  scrolled: `document.getElementById('scroller').scrollTop`,
  small: `[...document.querySelectorAll('button, textarea')]
    .filter((one) => one.checkVisibility() && Math.min(one.offsetWidth, one.offsetHeight) < 44)
    .map((one) => one.outerHTML)`,
};

if (noBrowser !== undefined) console.warn(`Browser tests are skipped: ${noBrowser}.`);

describe.skipIf(noBrowser !== undefined)('the web chat in a browser', () => {
  let browser: Browser;
  let running: Running;
  const contexts: BrowserContext[] = [];
  /** What the browser complained of: errors of scripts, breaches of the content policy. */
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    await running.close();
    expect(complaints.splice(0)).toEqual([]);
  });

  async function serve(script: Script = cafe): Promise<void> {
    running = await runServer(script);
  }
  async function visit(options: BrowserContextOptions = desktop): Promise<Page> {
    const context = await openContext(browser, { locale: 'en-GB', ...options });
    contexts.push(context);
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
  async function say(page: Page, text: string): Promise<void> {
    await page.fill('#text', text);
    await page.press('#text', 'Enter');
  }
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const bubbles = (page: Page) => page.evaluate<string[]>(inPage.paragraphs);
  async function shows(page: Page, ...texts: string[]): Promise<void> {
    await expect.poll(() => bubbles(page)).toEqual(texts);
  }
  async function findings(page: Page): Promise<string[]> {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  it('greets in the language of the browser, and hello begins the chat', async () => {
    await serve();
    const page = await visit({ ...phone, locale: 'es-MX' });
    await shows(page, 'Inglés, unos cinco minutos al día. Saluda y empezamos.');
    expect(await page.getAttribute('html', 'lang')).toBe('es');
    await button(page, '¡Hola!').tap();
    await shows(
      page,
      '¡Hola!',
      'En un café, I’d like … suena más amable que I want ….',
      '¿Cuál suena más amable?',
    );
    expect(await page.locator('#title').textContent()).toBe('Ordering a coffee');
    expect(await page.locator('#minutes').textContent()).toBe('4 min');
    expect(await page.locator('.segments .done').count()).toBe(2);
  });

  it('speaks the language of the chat, also after a reload, and that of the browser where it cannot', async () => {
    await serve();
    const page = await visit({ ...desktop, locale: 'en-US' });
    const own = () => page.evaluate(inPage.ownWords);
    expect(await own()).toEqual(['en', 'ltr', 'Write an answer', 'Write an answer', 'Conversation']);
    await say(page, 'Español');
    await page.locator('.gap').waitFor();
    const spanish = ['es', 'ltr', 'Escribe una respuesta', 'Escribe una respuesta', 'Conversación'];
    for (const reload of [false, true]) {
      if (reload) await page.reload();
      await page.locator('.gap').waitFor();
      expect(await own()).toEqual(spanish);
      expect(await page.locator('.learner .unseen').allTextContents()).toEqual(['Tú: ']);
      expect(await page.locator('.gap').getAttribute('aria-label')).toBe('hueco');
      expect(await page.locator('#segments').getAttribute('aria-label')).toBe('Paso 5 de 11');
      expect(await page.evaluate(inPage.languages)).toEqual(['es', 'es', 'en']);
    }
    await say(page, 'Deutsch');
    await page.getByText('auf Deutsch').waitFor();
    expect(await page.locator('.bubble.bot').last().getAttribute('lang')).toBe('de');
    expect((await own()) as string[]).toContain('Write an answer');
  });

  it('shows the buttons of the newest question only, until something is said', async () => {
    await serve();
    const page = await visit();
    await button(page, 'Hello!').click();
    await button(page, 'I want a tea.').click();
    await page.getByText('Prueba con la que pide').waitFor();
    expect(await page.locator('.choices button').allTextContents()).toEqual([
      'I’d like a tea, please.',
      'Give me a tea.',
    ]);
    await say(page, 'something else');
    await page.getByText('You said: something else').waitFor();
    expect(await page.locator('.choices button').count()).toBe(0);
  });

  it('sends a tap once, however often it is clicked and in whatever tab', async () => {
    await serve();
    const page = await visit();
    await button(page, 'Hello!').click();
    await button(page, 'I want a tea.').waitFor();
    const other = await openTab(page.context());
    await button(other, 'Give me a tea.').waitFor();
    await page.evaluate(inPage.hold('I want a tea.'));
    await other.evaluate(inPage.hold('Give me a tea.'));
    await Promise.all([page.evaluate(inPage.doubleClickHeld), other.evaluate(inPage.doubleClickHeld)]);
    await expect.poll(async () => (await bubbles(page)).length).toBe(5);
    await running.bot.settled();
    await say(page, 'and on');
    await page.getByText('You said: and on').waitFor();
    const all = await bubbles(page);
    expect(all).toHaveLength(7);
    await shows(other, ...all);
  });

  it('takes the second half of a double click for no answer to the next question', async () => {
    await serve();
    const page = await visit();
    await button(page, 'Hello!').click();
    await button(page, 'I want a tea.').click();
    await page.getByText('Prueba con la que pide').waitFor();
    await button(page, 'Give me a tea.').click({ clickCount: 2, force: true, noWaitAfter: true });
    await page.mouse.move(0, 0);
    await expect.poll(() => bubbles(page)).toContain('You said: Give me a tea.');
    await say(page, 'Hello!');
    const next = (await button(page, 'I want a tea.').boundingBox())!;
    await page.mouse.move(next.x + 9, next.y + 9);
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
    await say(page, 'end');
    await expect.poll(() => bubbles(page)).toContain('You said: end');
    expect((await bubbles(page)).filter((text) => text === 'I want a tea.')).toHaveLength(1);
  });

  it('renders what the bot says as text', async () => {
    await serve();
    const page = await visit();
    await say(page, 'markup');
    await shows(page, 'markup', '<img src=x onerror="document.title=1"><b>bold</b> & <i>strong</i>');
    expect(await page.locator('#log img, #log b').count()).toBe(0);
    expect(await page.title()).toBe('Parley');
  });

  it('is amber where the learner should look, green where it is better', async () => {
    await serve();
    const page = await visit({ colorScheme: 'light' });
    await say(page, 'wuold');
    await page.getByText('Escribiste').waitFor();
    expect(await page.evaluate(inPage.letters)).toEqual([
      ['uo', 'rgb(168, 98, 15)'],
      ['ou', 'rgb(47, 125, 79)'],
    ]);
  });

  it('keeps what is said offline, over a reload, and sends it once and in order', async () => {
    await serve();
    const page = await visit();
    await say(page, 'one');
    await shows(page, 'one', 'You said: one');
    await page.context().setOffline(true);
    await say(page, 'two');
    await say(page, 'three');
    await page.getByText('What you write is kept and sent later').waitFor();
    expect((await bubbles(page)).slice(-2)).toEqual(['two', 'three']);
    // Only the gateway stays out of reach, so that the page itself can be loaded again.
    await page.route('**/gateway/**', (route) => route.abort());
    await page.context().setOffline(false);
    await page.reload();
    await expect.poll(() => bubbles(page)).toEqual(['two', 'three']);
    await page.unroute('**/gateway/**');
    await page.getByText('You said: three').waitFor();
    const all = await bubbles(page);
    expect(all.filter((text) => !text.startsWith('You'))).toEqual(['one', 'two', 'three']);
    expect(all.filter((text) => text.startsWith('You'))).toHaveLength(3);
    await expect.poll(() => page.locator('#notice').textContent()).toBe('');
  });

  it('keeps what is half written over a reload, in its tab, until it is sent', async () => {
    await serve();
    const page = await visit();
    await page.fill('#text', 'I would like');
    await page.reload();
    expect(await page.inputValue('#text')).toBe('I would like');
    expect(await (await openTab(page.context())).inputValue('#text')).toBe('');
    await page.press('#text', 'Enter');
    await shows(page, 'I would like', 'You said: I would like');
    await page.reload();
    await shows(page, 'I would like', 'You said: I would like');
    expect(await page.inputValue('#text')).toBe('');
  });

  it('says with each thing what had been shown when it was said, also when it is sent later', async () => {
    const seen: unknown[] = [];
    await serve((said, { seenN }) => {
      seen.push([said, seenN]);
      return cafe(said);
    });
    const page = await visit();
    await say(page, 'one');
    await shows(page, 'one', 'You said: one');
    await page.context().setOffline(true);
    await say(page, 'two');
    await say(page, 'Hello!');
    await page.getByText('What you write is kept and sent later').waitFor();
    await page.context().setOffline(false);
    await button(page, 'Give me a tea.').click();
    await page.getByText('You said: Give me a tea.').waitFor();
    expect(seen).toEqual([
      ['one', 0],
      ['two', 2],
      ['Hello!', 2],
      ['Give me a tea.', 7],
    ]);
  });

  it('keeps the first words too when there is no connection yet', async () => {
    await serve();
    const page = await visit();
    await page.context().setOffline(true);
    await say(page, 'anybody there');
    await shows(page, 'anybody there');
    await page.context().setOffline(false);
    await shows(page, 'anybody there', 'You said: anybody there');
  });

  it('goes on after the server was away, without losing or doubling a line', async () => {
    await serve();
    const page = await visit();
    await say(page, 'before');
    await shows(page, 'before', 'You said: before');
    await running.restart(async () => {
      await say(page, 'meanwhile');
      await page.locator('#notice p').waitFor();
    });
    await shows(page, 'before', 'You said: before', 'meanwhile', 'You said: meanwhile');
    await say(page, 'after');
    await shows(
      page,
      ...['before', 'You said: before', 'meanwhile', 'You said: meanwhile', 'after', 'You said: after'],
    );
  });

  it('sends again when the answer to a send was lost, and it counts once', async () => {
    await serve();
    const page = await visit();
    await say(page, 'hello');
    await shows(page, 'hello', 'You said: hello');
    let lost = 0;
    await page.route('**/send', async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort();
    });
    await say(page, 'again');
    await expect.poll(() => page.evaluate<number>('localStorage.length')).toBe(1);
    expect(lost).toBe(1);
    await shows(page, 'hello', 'You said: hello', 'again', 'You said: again');
  });

  it('agrees with itself in two tabs', async () => {
    await serve();
    const page = await visit();
    const other = await openTab(page.context());
    await other.getByRole('button', { name: 'Hello!' }).waitFor();
    await say(page, 'from the first');
    await shows(other, 'from the first', 'You said: from the first');
    await say(other, 'from the second');
    const all = [
      'from the first',
      'You said: from the first',
      'from the second',
      'You said: from the second',
    ];
    await shows(page, ...all);
    await shows(other, ...all);
    await page.context().setOffline(true);
    await say(page, 'kept');
    await shows(other, ...all, 'kept');
    await page.context().setOffline(false);
    await shows(page, ...all, 'kept', 'You said: kept');
    await shows(other, ...all, 'kept', 'You said: kept');
  });

  it('shows a typing sign while an answer takes its time, and takes it away with the answer', async () => {
    let answer = (): void => {};
    const slow = new Promise<void>((resolve) => (answer = resolve));
    await serve(async (said) => {
      await slow;
      return cafe(said);
    });
    const page = await visit();
    await say(page, 'hm');
    await page.locator('.dots').waitFor();
    answer();
    await shows(page, 'hm', 'You said: hm');
    expect(await page.locator('.dots').count()).toBe(0);
  });

  it('shows an answer while it is made, and the message in its place', async () => {
    let answer = (): void => {};
    const slow = new Promise<void>((resolve) => (answer = resolve));
    await serve(async (said) => {
      if (said !== 'and?') await slow;
      return cafe(said);
    });
    const page = await visit();
    await say(page, 'hm');
    await page.locator('.dots').waitFor();
    const row = (await running.store.findChat('web', 'local', await page.evaluate<string>(inPage.chatId)))!;
    const growing = page.locator('.draft .english');
    for (const [text, shown] of [
      ['That must', 'That must'],
      ['That must be <b>busy</b>.', 'That must be <b>busy</b>.'],
      ['Another try', 'Another try'],
    ] as const) {
      running.channel.draft(row, text);
      await expect.poll(() => growing.textContent()).toBe(shown);
      expect(await page.locator('.dots').count()).toBe(0);
    }
    // Who listens is not told every word of it twice.
    expect(await growing.getAttribute('aria-hidden')).toBe('true');
    // A typing sign takes nothing away; a reload shows no half an answer.
    running.channel.presence(row, 'typing');
    answer();
    await shows(page, 'hm', 'You said: hm');
    expect(await page.locator('.draft').count()).toBe(0);
    await page.reload();
    await shows(page, 'hm', 'You said: hm');
    // Presence is for those who look now: the page may still be connecting.
    await expect
      .poll(() => {
        running.channel.draft(row, 'Late');
        return growing.count();
      })
      .toBe(1);
    await say(page, 'and?');
    await page.getByText('You said: and?').waitFor();
    expect(await page.locator('.draft').count()).toBe(0);
  });

  it('says kindly that the chat is gone, and starts again', async () => {
    await serve();
    const page = await visit();
    await say(page, 'delete me');
    await shows(page, 'delete me', 'You said: delete me');
    const chatId = await page.evaluate<string>(inPage.chatId);
    const chat = await running.store.findChat('web', 'local', chatId);
    await running.store.erase(chat!.learnerId!);
    running.channel.closed(chat!);
    await page.getByText('This conversation is no longer here.').waitFor();
    expect(await page.locator('#text').isDisabled()).toBe(true);
    await button(page, 'Start again').click();
    await shows(page, 'English, about five minutes a day. Say hello and we begin.');
    await say(page, 'new');
    await shows(page, 'new', 'You said: new');
  });

  it('notices on loading that the chat is gone', async () => {
    await serve();
    const page = await visit();
    await say(page, 'hello');
    await shows(page, 'hello', 'You said: hello');
    await page.context().clearCookies();
    await page.reload();
    await page.getByText('This conversation is no longer here.').waitFor();
  });

  it('gives back a text that is too long to be sent', async () => {
    await serve();
    const page = await visit();
    await say(page, 'x'.repeat(70_000));
    await button(page, 'Change it').click();
    expect(await page.inputValue('#text')).toHaveLength(70_000);
    await say(page, 'shorter');
    await shows(page, 'shorter', 'You said: shorter');
  });

  it('says when there was too much in an hour, and keeps it', async () => {
    running = await runServer(cafe, { config: { limits: { messagesPerHour: 1, newChatsPerHour: 0 } } });
    const page = await visit();
    await say(page, 'one');
    await shows(page, 'one', 'You said: one');
    await say(page, 'two');
    await page.getByText('That was a lot in one hour').waitFor();
    expect((await bubbles(page)).at(-1)).toBe('two');
  });

  it.each([
    ['en-GB', /^Many people are starting from here .* sent at about \d\d:\d\d/],
    ['es-MX', /^Muchas personas están empezando desde aquí .* se envía hacia las \d\d:\d\d/],
  ])('tells somebody new that many are starting, and when to come back: %s', async (locale, words) => {
    running = await runServer(cafe, { config: { limits: { messagesPerHour: 0, newChatsPerHour: 1 } } });
    await openChat(running.url);
    const page = await visit({ locale });
    await say(page, 'me too');
    await expect.poll(() => page.locator('#notice').textContent()).toMatch(words);
    await shows(page, 'me too');
  });

  it('opens at the end of a long history, and says when there is more below', async () => {
    await serve();
    const page = await visit(phone);
    await say(page, 'long');
    await page.getByText('Line 30 of many.').waitFor();
    await page.reload();
    await expect.poll(async () => (await bubbles(page)).length).toBe(31);
    const atEnd = () => page.evaluate<boolean>(inPage.atEnd);
    await expect.poll(atEnd).toBe(true);
    await page.evaluate(inPage.toTop);
    const chatId = await page.evaluate<string>(inPage.chatId);
    const before = (await running.store.findChat('web', 'local', chatId))!;
    const sender = { address: chatId };
    const content = { kind: 'message', text: 'from elsewhere' } as const;
    await running.bot.receive({
      ...before,
      chat: chatId,
      externalId: 'elsewhere',
      sender,
      content,
      guess: {},
      at: Date.now(),
    });
    await page.getByRole('button', { name: 'New messages' }).click();
    await expect.poll(atEnd).toBe(true);
    expect(await page.locator('#newer').isHidden()).toBe(true);
  });

  it('leaves those who scroll up where they are, whatever changes in that moment', async () => {
    await serve();
    const page = await visit(phone);
    await say(page, 'long');
    await page.getByText('Line 30 of many.').waitFor();
    await expect.poll(() => page.evaluate<boolean>(inPage.atEnd)).toBe(true);
    await page.evaluate(inPage.toTopMeanwhile);
    expect(await page.evaluate<number>(inPage.scrolled)).toBe(0);
  });

  it('can be used with the keyboard alone', async () => {
    await serve();
    const page = await visit();
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('text');
    await page.keyboard.press('Shift+Tab');
    await expect.poll(() => page.evaluate(inPage.focused)).toBe('Hello!');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(inPage.focused)).toBe('I’d like a tea, please.');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate(inPage.focused)).toBe('I want a tea.');
    await page.keyboard.press('Space');
    await page.getByText('Prueba con la que pide').waitFor();
    await expect.poll(() => page.evaluate(inPage.focused)).toBe('I’d like a tea, please.');
    await page.keyboard.press('Enter');
    await page.getByText('glass of water').waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('text');
    await page.keyboard.type('2');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('lines');
    await page.keyboard.press('Enter');
    await page.getByText('You said: 2\nlines').waitFor();
  });

  it('takes what is typed after a tap with a mouse, and wherever else the focus is', async () => {
    await serve();
    const page = await visit();
    await button(page, 'Hello!').click();
    expect(await page.evaluate('document.activeElement.id')).toBe('text');
    await button(page, 'I want a tea.').click();
    await page.getByText('Prueba con la que pide').waitFor();
    await page.keyboard.type('one');
    await page.locator('#title').click();
    expect(await page.evaluate('document.activeElement.id')).not.toBe('text');
    await page.keyboard.type(' two');
    await page.keyboard.press('Enter');
    await page.getByText('You said: onetwo').waitFor();
  });

  it('calls up no keyboard on a phone, and the focus stays with the conversation', async () => {
    await serve();
    const page = await visit(phone);
    await button(page, 'Hello!').tap();
    await button(page, 'I want a tea.').tap();
    await page.getByText('Prueba con la que pide').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('scroller');
  });

  it.each([
    ['at 640 by 400', { viewport: { width: 640, height: 400 } }],
    ['at twice the size', { viewport: { width: 320, height: 400 }, deviceScaleFactor: 2 }],
    ['on a narrow phone', { ...phone, viewport: { width: 320, height: 568 } }],
  ])('shows the question where it and its choices are taller than the view: %s', async (name, options) => {
    await serve();
    const page = await visit(options);
    await say(page, 'settings');
    await button(page, 'Setting 9').waitFor();
    const inView = () => page.evaluate<boolean>(inPage.questionInView);
    await expect.poll(inView).toBe(true);
    await page.screenshot({ path: artifact(`web-chat-tall-${name.replaceAll(' ', '-')}.png`) });
    await page.reload();
    await button(page, 'Setting 9').waitFor();
    await expect.poll(inView).toBe(true);
    expect(await page.locator('#newer').isHidden()).toBe(true);
    // Scrolled on to the choices, it stays there; what is said next is followed.
    await button(page, 'Setting 9').click();
    await page.getByText('You said: Setting 9').waitFor();
    await expect.poll(() => page.evaluate<boolean>(inPage.atEnd)).toBe(true);
  });

  it('is mirrored for languages written from right to left, the English sentence is not', async () => {
    await serve();
    const page = await visit(phone);
    await page.evaluate("document.documentElement.dir = 'rtl'");
    await say(page, 'arabic');
    await page.getByText('أيهما').waitFor();
    const side = async (selector: string) => {
      const box = (await page.locator(selector).first().boundingBox())!;
      return box.x + box.width / 2 < 195 ? 'left' : 'right';
    };
    expect(await side('.bubble.learner')).toBe('left');
    expect(await side('.bubble.bot')).toBe('right');
    expect(await side('#send')).toBe('left');
    expect(await side('.mark')).toBe('right');
    // Also where a line begins with a name in other letters.
    expect(await page.evaluate(inPage.directions)).toEqual(['rtl', 'ltr']);
    expect(await page.evaluate(inPage.labels)).toEqual(['rtl', 'ltr']);
    await page.screenshot({ path: artifact('web-chat-rtl.png') });
  });

  it('does not move where reduced motion is asked', async () => {
    await serve();
    const page = await visit({ ...desktop, reducedMotion: 'reduce' });
    await button(page, 'Hello!').click();
    await button(page, 'I want a tea.').waitFor();
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [device, options] of Object.entries({ phone, desktop })) {
      it(`is beautiful and open to everybody: ${device}, ${colorScheme}`, async () => {
        await serve();
        const page = await visit({ ...options, colorScheme, locale: 'es-ES', deviceScaleFactor: 2 });
        const picture = async (name: string) => {
          await page.evaluate(inPage.atRest);
          await page.screenshot({ path: artifact(`web-chat-${device}-${colorScheme}-${name}.png`) });
          expect(await findings(page)).toEqual([]);
        };
        await button(page, '¡Hola!').waitFor();
        await picture('1-greeting');
        await button(page, '¡Hola!').click();
        await button(page, 'Saltar').waitFor();
        await picture('2-choice');
        await button(page, 'I’d like a tea, please.').click();
        await page.getByText('glass of water').waitFor();
        await say(page, 'wuold');
        await button(page, 'Seguir').waitFor();
        await picture('3-gap');
        await button(page, 'Seguir').click();
        await button(page, '8:00').waitFor();
        await picture('4-end');
        expect(await page.locator('#minutes').textContent()).toBe('✓');
        expect(await page.evaluate(inPage.small)).toEqual([]);
        const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(wide).toBeLessThanOrEqual(0);
      });
    }
  }
});
