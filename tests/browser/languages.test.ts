import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type App } from '../../bot/app.js';
import { parseConfig } from '../../bot/config.js';
import { createLogger } from '../../bot/log.js';
import { launchBrowser, noBrowser } from '../support/browser.js';
import { compilePages } from '../support/pages.js';
import { Visitor } from './visitor.js';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

/** Text here, because the tests are compiled without a document. */
const inPage = {
  declared: `[document.documentElement.lang, document.documentElement.dir]`,
  english: `[...document.querySelectorAll('.bubble.bot .english')].map((one) => [one.lang, getComputedStyle(one).direction])`,
  labels: `[...document.querySelectorAll('.choices .answer')].map((one) => getComputedStyle(one).direction)`,
  paragraphs: `[...document.querySelectorAll('.bubble.bot p:not(.english)')].map((one) => getComputedStyle(one).direction)`,
  wide: `document.documentElement.scrollWidth - innerWidth`,
};

describe.skipIf(noBrowser !== undefined)('hello in the browser, in every language', () => {
  let browser: Browser;
  let app: App;
  const folder = mkdtempSync(join(tmpdir(), 'parley-browser-'));

  beforeAll(async () => {
    compilePages();
    browser = await launchBrowser();
    const config = parseConfig({ PORT: '0', DATABASE_PATH: join(folder, 'parley.sqlite') });
    app = await startApp(config, createLogger('silent'));
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['en-GB', 'en', 'ltr', 'Hello!', 'English', 'Travel', 'Begin', 'Go on'],
    ['es-PE', 'es', 'ltr', '¡Hola!', 'Español', 'Viajar', 'Empezar', 'Seguir'],
    ['pt-BR', 'pt-BR', 'ltr', 'Oi!', 'Português (Brasil)', 'Viagens', 'Começar', 'Continuar'],
    ['fr-CA', 'fr', 'ltr', 'Bonjour !', 'Français', 'Voyager', 'Commencer', 'Continuer'],
    ['ar-EG', 'ar', 'rtl', 'مرحبًا!', 'العربية', 'السفر', 'لنبدأ', 'لنكمل'],
  ])('%s: to the first exercise', async (locale, lang, dir, hello, name, goal, begin, next) => {
    const visitor = await Visitor.arrive(browser, { ...phone, locale }, app.address);
    const { page } = visitor;
    const isOpenToAll = async () => {
      await expect.poll(() => page.evaluate(inPage.declared)).toEqual([lang, dir]);
      expect(await visitor.findings()).toEqual([]);
      expect(await page.evaluate(inPage.wide)).toBeLessThanOrEqual(0);
    };
    await isOpenToAll();
    await visitor.tap(hello);
    // The language that the browser speaks is the first one offered.
    await expect.poll(async () => (await visitor.choices())[0]).toBe(name);
    await visitor.tap(name);
    await visitor.say('Sam');
    await visitor.tap(goal);
    await visitor.tap('1');
    await visitor.tap(begin);
    await visitor.tap(next);
    await page.getByRole('button', { name: 'Give me a tea.' }).waitFor();
    await visitor.picture(`hello-${lang}`);
    await isOpenToAll();
    expect(new Set(await page.evaluate<string[]>(inPage.paragraphs))).toEqual(new Set([dir]));
    const english = await page.evaluate<string[][]>(inPage.english);
    expect(english.length).toBeGreaterThan(3);
    for (const one of english) expect(one).toEqual(['en', 'ltr']);
    await expect.poll(() => page.evaluate(inPage.labels)).toEqual(['ltr', 'ltr', 'ltr']);
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });

  it('numbers and commands in an Arabic line stay as they are typed', async () => {
    const visitor = await Visitor.arrive(browser, { ...phone, locale: 'ar-EG' }, app.address);
    await visitor.tap('مرحبًا!');
    await expect.poll(() => visitor.page.locator('bdi').first().textContent()).toBe('/privacy');
    await visitor.tap('العربية');
    await visitor.say('Sam');
    await visitor.say('/lesson town/transport');
    for (let turn = 0; turn < 20 && (await visitor.page.locator('.pieces').count()) === 0; turn += 1)
      await visitor.tap((await visitor.choices()).at(-1) ?? '');
    await expect.poll(() => visitor.page.locator('.pieces').count()).toBe(1);
    const order = await visitor.page.locator('.bubble strong').last().getAttribute('dir');
    expect(order).toBe('ltr');
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });
});
