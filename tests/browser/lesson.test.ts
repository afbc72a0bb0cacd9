import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type App } from '../../bot/app.js';
import { parseConfig } from '../../bot/config.js';
import { createLogger } from '../../bot/log.js';
import { exerciseOf } from '../../flows/exercises/registry.js';
import { launchBrowser, noBrowser } from '../support/browser.js';
import { packagedContent } from '../support/conversation.js';
import { compilePages } from '../support/pages.js';
import { Visitor } from './visitor.js';

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
    const config = parseConfig({ PORT: '0', DATABASE_PATH: join(folder, 'parley.sqlite'), DATA_DIR: folder });
    app = await startApp(config, createLogger('silent'));
  });
  afterEach(async () => {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['phone', { ...phone, locale: 'es-PE', timezoneId: 'America/Lima' }, spanish()],
    ['desktop', { ...desktop, locale: 'en-GB', timezoneId: 'Europe/Madrid' }, english()],
  ] as const)('from hello to the summary on a %s', async (device, options, words) => {
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
    const scene = ["I'd like a tea, please.", 'For here, please.', 'How much is it?'];
    let missed = false;
    for (let turn = 0; turn < 60 && !(await visitor.sees(words.reminder)); turn += 1) {
      // Without sound, as on a bus: from then on such steps come in writing.
      const silent = (await visitor.buttons()).find((label) => words.silently.includes(label));
      if (silent !== undefined) {
        await visitor.tap(silent);
        continue;
      }
      const step = await visitor.openStep(steps);
      if (step?.kind === 'choice' && !missed) {
        missed = true;
        await visitor.tap(step.options.find(({ right }) => right !== true)?.text ?? '');
        await visitor.picture(`lesson-${device}-miss`);
      }
      const key = step && exerciseOf(step).answering?.key(step);
      const isTapped = step?.kind === 'choice' || step?.kind === 'listen' || step?.kind === 'minimal_pair';
      if (isTapped) await visitor.tap(key ?? '');
      else if (step?.kind === 'gap' || step?.kind === 'reorder') await visitor.say(key ?? '');
      else if ((await visitor.choices()).includes(words.next)) await visitor.tap(words.next);
      else {
        // Whatever else it asks is its scene.
        await expect.poll(async () => (await visitor.bubbles()).at(-1)).toContain('Leo:');
        await visitor.say(scene.shift() ?? 'Goodbye!');
      }
    }
    // All of its goals are reached, and ticked.
    expect(scene).toEqual([]);
    await expect.poll(() => visitor.page.locator('.better').count()).toBeGreaterThan(0);
    await expect.poll(() => visitor.sees(words.done)).toBe(true);
    await visitor.picture(`lesson-${device}-summary`);

    // Everything is there again after a reload, once.
    const before = await visitor.bubbles();
    await visitor.reload();
    await expect.poll(() => visitor.bubbles()).toEqual(before);
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
    silently: [phrase('es', 'action.cannotTalk'), phrase('es', 'action.cannotListen')],
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
    silently: [phrase('en', 'action.cannotTalk'), phrase('en', 'action.cannotListen')],
    done: 'order a drink',
  };
}

function phrase(language: string, say: 'reminder.ask' | 'action.cannotTalk' | 'action.cannotListen'): string {
  return packagedContent().phrase(language, { say });
}
