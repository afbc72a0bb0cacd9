import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Inbound } from '../../db/store.js';
import { launchBrowser, noBrowser, openContext } from '../support/browser.js';
import { message } from '../support/scripted-bot.js';
import { tone } from '../support/wav.js';
import { type Running, runServer } from '../support/web-server.js';

describe.skipIf(noBrowser !== undefined)('how long is recorded', () => {
  const inbound: Inbound[] = [];
  let browser: Browser;
  let running: Running;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-limit-'));
    const file = join(folder, 'microphone.wav');
    writeFileSync(file, tone(20, { rate: 48_000 }));
    browser = await launchBrowser([
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${file}`,
    ]);
    running = await runServer(
      (said, from) => {
        inbound.push(from);
        return [
          message([['say', `You said ${said}.`]], { asks: true, listens: 2 }),
          message([['say', 'It may be short.']]),
        ];
      },
      { deps: { listens: true } },
    );
  });
  afterAll(async () => {
    await browser.close();
    await running.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is what the question says: then it stops, and can be heard and sent', async () => {
    const context = await openContext(browser, { locale: 'en-GB', reducedMotion: 'reduce' });
    await context.grantPermissions(['microphone']);
    const page = await context.newPage();
    await page.goto(running.url);
    await page.fill('#text', 'hello');
    await page.press('#text', 'Enter');
    await page.getByText('It may be short.').waitFor();
    await page.getByRole('button', { name: 'Record your voice', exact: true }).click();
    await page.getByText('A recording can be 0:02 long here, and this one is.').waitFor();
    await page.locator('.recorder .player').waitFor();
    await page.getByRole('button', { name: 'Send the recording', exact: true }).click();
    await page.getByText('You said voice.').waitFor();
    expect(inbound.at(-1)?.content.kind).toBe('voice');
    await context.close();
  });
});
