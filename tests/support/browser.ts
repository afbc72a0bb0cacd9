import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { expect } from 'vitest';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const found = existsSync(executablePath);

/**
 * Why browser tests cannot run here; undefined when they can. In CI they must: there the launch fails, and
 * the tests with it.
 */
export const noBrowser =
  found || process.env['CI'] === 'true'
    ? undefined
    : `no browser at ${executablePath}: install Chromium or set CHROMIUM_PATH`;

/** @param more arguments of the browser: a microphone that hears a file, say */
export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  if (!found) throw new Error(`There is no browser at ${executablePath}: set CHROMIUM_PATH.`);
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}

/** A person's own browser window: patient, because how long something takes is nothing that is tested. */
export async function openContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(120_000);
  return context;
}

/** Until at least so many seconds are recorded. */
export async function recorded(page: Page, seconds: number): Promise<void> {
  const shown = async () => Number((await page.locator('.recorder .time').textContent())?.split(':')[1]);
  await expect.poll(shown).toBeGreaterThanOrEqual(seconds);
}

/** Where pictures of the page go for people to look at. */
export function artifact(name: string): string {
  const folder = fileURLToPath(new URL('../.artifacts/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  return folder + name;
}
