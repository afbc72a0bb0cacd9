import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type App } from '../../bot/app.js';
import { parseConfig } from '../../bot/config.js';
import { createLogger } from '../../bot/log.js';
import type { Step } from '../../flows/lesson.js';
import { exerciseOf } from '../../flows/exercises/registry.js';
import { artifact, launchBrowser, noBrowser } from '../support/browser.js';
import { packagedContent } from '../support/conversation.js';
import { compilePages } from '../support/pages.js';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
const desktop = { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' } as const;

/** A person in a real browser, from hello to the summary of a whole lesson, as the compiled page shows it. */
describe.skipIf(noBrowser !== undefined)('a lesson in the browser', () => {
  let browser: Browser;
  let app: App;
  let folder: string;

  beforeAll(async () => {
    compilePages();
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-browser-'));
    const config = parseConfig({ PORT: '0', DATABASE_PATH: join(folder, 'parley.sqlite') });
    app = await startApp(config, createLogger('silent'));
  });
  afterEach(async () => {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['phone', { ...phone, locale: 'es-PE', timezoneId: 'America/Lima' }, spanish()],
    ['desktop', { ...desktop, locale: 'en-GB', timezoneId: 'Europe/Madrid' }, english()],
  ] as const)('from hello to the summary on a %s', { timeout: 120_000 }, async (device, options, words) => {
    const visitor = await Visitor.arrive(browser, options, app.address);
    await visitor.tap(words.hello);
    await visitor.tap(words.language);
    await visitor.say('Mª José');
    await visitor.picture(`lesson-${device}-hello`);
    await visitor.tap(words.goal);
    await visitor.tap(words.level);
    await visitor.tap(words.begin);

    const lesson = packagedContent().courses.get('english')?.lessons.get('cafe/ordering');
    expect(lesson).toBeDefined();
    const steps = lesson?.lesson.steps ?? [];
    let missed = false;
    for (let turn = 0; turn < 60 && !(await visitor.sees(words.reminder)); turn += 1) {
      const step = await visitor.openStep(steps);
      if (step?.kind === 'choice' && !missed) {
        missed = true;
        await visitor.tap(step.options.find(({ right }) => right !== true)?.text ?? '');
        await visitor.picture(`lesson-${device}-miss`);
      }
      const key = step && exerciseOf(step).answering?.key(step);
      if (step?.kind === 'choice') await visitor.tap(key ?? '');
      else if (step?.kind === 'gap') await visitor.say(key ?? '');
      else await visitor.tap(words.next);
    }
    expect(await visitor.sees(words.done)).toBe(true);
    await visitor.picture(`lesson-${device}-summary`);

    // Everything is there again after a reload, once.
    const before = await visitor.bubbles();
    await visitor.reload();
    expect(await visitor.bubbles()).toEqual(before);
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });
});

function spanish() {
  return {
    hello: '¡Hola!',
    language: 'Español',
    goal: 'Viajar',
    level: '1',
    begin: 'Empezar',
    next: 'Seguir',
    reminder: phrase('es', 'reminder.ask'),
    done: 'pedir una bebida',
  };
}

function english() {
  return {
    hello: 'Hello!',
    language: 'English',
    goal: 'Travel',
    level: '1',
    begin: 'Begin',
    next: 'Go on',
    reminder: phrase('en', 'reminder.ask'),
    done: 'order a drink',
  };
}

function phrase(language: string, say: 'reminder.ask'): string {
  return packagedContent().phrase(language, { say });
}

class Visitor {
  readonly complaints: string[] = [];

  private constructor(
    private readonly page: Page,
    private readonly close: () => Promise<void>,
  ) {}

  static async arrive(browser: Browser, options: BrowserContextOptions, address: string): Promise<Visitor> {
    const context = await browser.newContext({ ...options, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const visitor = new Visitor(page, () => context.close());
    page.on('console', (message) => {
      if (message.type() === 'error') visitor.complaints.push(message.text());
    });
    page.on('pageerror', (error) => visitor.complaints.push(error.message));
    await page.goto(address);
    return visitor;
  }

  async tap(label: string): Promise<void> {
    await this.#answered(() => this.page.getByRole('button', { name: label, exact: true }).last().click());
  }

  async say(text: string): Promise<void> {
    await this.#answered(async () => {
      await this.page.getByRole('textbox').fill(text);
      await this.page.keyboard.press('Enter');
    });
  }

  sees(text: string): Promise<boolean> {
    return this.page.getByText(text).first().isVisible();
  }

  bubbles(): Promise<string[]> {
    return this.page.locator('#log .bubble').allTextContents();
  }

  /** The exercise whose question is the newest thing on the page, or undefined where something is read. */
  async openStep(steps: readonly Step[]): Promise<Step | undefined> {
    const buttons = await this.page.getByRole('button').allTextContents();
    const choice = steps.find(
      (step) =>
        step.kind === 'choice' &&
        step.options.some(({ right, text }) => right === true && buttons.includes(text)),
    );
    if (choice) return choice;
    const newest = (await this.bubbles()).at(-1) ?? '';
    const words = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
    return steps.find((step) => step.kind === 'gap' && words(newest).endsWith(words(step.ask)));
  }

  async reload(): Promise<void> {
    const count = (await this.bubbles()).length;
    await this.page.reload();
    await this.page
      .locator('#log .bubble')
      .nth(count - 1)
      .waitFor();
  }

  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: artifact(`${name}.png`) });
  }

  leave(): Promise<void> {
    return this.close();
  }

  /** Acts, and waits until Parley has answered and nothing more comes. */
  async #answered(act: () => Promise<void>): Promise<void> {
    const before = await this.page.locator('#log .bubble.bot').count();
    await act();
    await this.page.locator('#log .bubble.bot').nth(before).waitFor();
    for (let count = -1, now = before + 1; count !== now; ) {
      count = now;
      await this.page.waitForTimeout(120);
      now = await this.page.locator('#log .bubble').count();
    }
  }
}
