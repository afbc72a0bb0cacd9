import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type App } from '../../bot/app.js';
import { parseConfig } from '../../bot/config.js';
import { createLogger } from '../../bot/log.js';
import { Audio } from '../../bot/speech/audio.js';
import { programs } from '../../bot/speech/audio-program.js';
import { Scratch } from '../../bot/speech/audio-scratch.js';
import { artifact, launchBrowser, noBrowser, openContext, recorded } from '../support/browser.js';
import { compilePages } from '../support/pages.js';
import { wav } from '../support/wav.js';

const fixture = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
/** Somebody reads it; speechocean762, of its training part. */
const read = 'We want to play a little game.';
const recording = fixture('bot/providers/phonemes/fixtures/022080192.flac');

const lesson = `title: A little game
level: A1
can_do: ask for a game
minutes: 2
steps:
  - id: read-it
    kind: read_aloud
    text: ${read}
  - id: would
    kind: gap
    ask: I ___ like a cup of tea.
    accept: [would]
    hints: [It makes the request polite., It begins with w.]
`;

/** No key at all: a recorded voice at the microphone, our own model, the words that the learner reads. */
describe.skipIf(noBrowser !== undefined)('reading aloud in the page', () => {
  let browser: Browser;
  let app: App;
  let folder: string;
  let page: Page;

  beforeAll(async () => {
    compilePages();
    folder = mkdtempSync(join(tmpdir(), 'parley-aloud-'));
    const audio = new Audio(programs(), new Scratch(folder));
    const { samples } = await audio.decode(recording, { limit: 60, signal: new AbortController().signal });
    // Somebody who presses the button, breathes, reads, and presses it again.
    const microphone = join(folder, 'microphone.wav');
    const quiet = new Float32Array(16_000 * 0.7);
    writeFileSync(microphone, wav([quiet, samples, new Float32Array(16_000 * 30)]));
    browser = await launchBrowser([
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${microphone}`,
    ]);
    cpSync(fixture('fixtures/aloud'), join(folder, 'content'), { recursive: true });
    writeFileSync(join(folder, 'content/courses/english/cafe/ordering.yaml'), lesson);
    const config = parseConfig({
      PORT: '0',
      CONTENT_DIR: join(folder, 'content'),
      DATA_DIR: join(folder, 'data'),
      DATABASE_PATH: join(folder, 'parley.sqlite'),
    });
    app = await startApp(config, createLogger('silent'));
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => page.context().close());

  const sees = (text: RegExp) => expect.poll(() => page.locator('#log').textContent()).toMatch(text);
  const tap = (name: string) => page.getByRole('button', { name, exact: true }).last().click();
  async function say(text: string): Promise<void> {
    await page.fill('#text', text);
    await page.press('#text', 'Enter');
  }

  it('is recorded, heard and told in words, with its numbers on record', async () => {
    const context = await openContext(browser, {
      locale: 'en-GB',
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await context.grantPermissions(['microphone']);
    page = await context.newPage();
    await page.goto(app.address);
    await tap('Hello!');
    await sees(/explain things in/);
    await tap('English');
    await sees(/call you/);
    await say('Ana');
    await sees(/What do you want English for/);
    await tap('Travel');
    await sees(/without help/);
    await tap('1');
    await sees(/Good: somewhere/);
    await tap('Begin');
    await sees(/We want to play a little game/);
    await tap('Record your voice');
    await recorded(page, 5);
    await tap('Send the recording');
    await page.locator('.bubble.learner .player').waitFor();
    const scored = (): { scores: string; words: string } | undefined => {
      const database = new Sqlite(join(folder, 'parley.sqlite'), { readonly: true });
      try {
        return database.prepare('select * from spoken').get() as ReturnType<typeof scored>;
      } finally {
        database.close();
      }
    };
    await expect.poll(scored).toBeDefined();
    await page.screenshot({ path: artifact('read-aloud-scored.png') });
    const row = JSON.parse(JSON.stringify(scored())) as Record<string, unknown>;
    const scores = JSON.parse(String(row['scores'])) as { overall: { value: number | null; source: string } };
    expect(scores.overall.value).toBeGreaterThan(50);
    const words = JSON.parse(String(row['words'])) as { text: string; error: string }[];
    expect(
      words.filter(({ error }) => error !== 'Insertion').map(({ text }) => text.replace(/\W/g, '')),
    ).toEqual(['We', 'want', 'to', 'play', 'a', 'little', 'game']);
  });
});
