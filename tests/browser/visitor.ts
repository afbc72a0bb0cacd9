import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Health } from '../../bot/web/health.js';
import { exerciseOf } from '../../flows/exercises/registry.js';
import { within } from '../../flows/exercises/silent.js';
import type { Step } from '../../flows/lesson.js';
import { artifact, openContext } from '../support/browser.js';

/** A person in a real browser. */
export class Visitor {
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly close: () => Promise<void>,
  ) {}

  static async arrive(browser: Browser, options: BrowserContextOptions, address: string): Promise<Visitor> {
    const context = await openContext(browser, { ...options, reducedMotion: 'reduce' });
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
  async openStep(authored: readonly Step[]): Promise<Step | undefined> {
    // Whoever cannot listen or talk gets such steps in writing.
    const steps = authored.map((step) => within(step, { ears: false, voice: false, sounds: false }));
    const buttons = await this.buttons();
    const choice = steps.find((step) => {
      if (step.kind !== 'choice' && step.kind !== 'listen' && step.kind !== 'minimal_pair') return false;
      return buttons.includes(exerciseOf(step).answering?.key(step) ?? '');
    });
    if (choice) return choice;
    // A sound may come after the question that follows what it belongs to.
    const written = await this.page.locator('#log .bubble:not(.media)').allTextContents();
    // Its pieces are tapped together below the log.
    const latest = written.slice(-2).join(' ');
    const isInPieces = /parts in order|partes en orden/.test(latest);
    const order = isInPieces ? steps.find(({ kind }) => kind === 'reorder') : undefined;
    if (order) return order;
    const newest = written.at(-1) ?? '';
    const words = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
    return steps.find((step) => step.kind === 'gap' && words(newest).endsWith(words(step.ask)));
  }

  buttons(): Promise<string[]> {
    return this.page.getByRole('button').allTextContents();
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

  /** What can be picked now. */
  choices(): Promise<string[]> {
    return this.page.locator('.choices button').allTextContents();
  }

  /** What axe holds to be serious or worse. */
  async findings(): Promise<string[]> {
    await this.page.evaluate(axe.source);
    const { violations } = await this.page.evaluate<AxeResults>('axe.run()');
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  leave(): Promise<void> {
    return this.close();
  }

  /** Acts, and waits until Parley has nothing more to say and all of it is on the page. */
  async #answered(act: () => Promise<void>): Promise<void> {
    const before = await this.#last();
    await act();
    await expect.poll(() => this.#last(), { message: 'nothing is said' }).toBeGreaterThan(before);
    await expect
      .poll(() => this.#open(), { message: 'Parley is not done' })
      .toEqual({ events: 0, effects: 0 });
    await expect.poll(() => this.#unshown(), { message: 'lines are not on the page' }).toBe(0);
    // Until what was said is known to be received nothing can be picked.
    await expect
      .poll(() => this.page.locator('#log .pending').count(), { message: 'it is not received' })
      .toBe(0);
  }

  /** Number of the last line on the page that the server has. */
  #last(): Promise<number> {
    return this.page.evaluate<number>(
      `Math.max(0, ...[...document.querySelectorAll('#log [data-n]')].map((line) => Number(line.dataset.n)))`,
    );
  }

  /** What Parley has still to do. */
  async #open(): Promise<{ events: number; effects: number }> {
    const { counts } = await this.#get<Health>('/health');
    return { events: counts?.eventsWaiting ?? NaN, effects: counts?.outboxWaiting ?? NaN };
  }

  /** How many lines of the chat are not on the page yet. */
  async #unshown(): Promise<number> {
    const chat = await this.page.evaluate<string>(`localStorage.getItem('parley:chat')`);
    const after = await this.#last();
    const path = `/gateway/webchat/${chat}/messages?after=${after}`;
    return (await this.#get<{ messages: unknown[] }>(path)).messages.length;
  }

  async #get<T>(path: string): Promise<T> {
    const answer = await this.page.request.get(new URL(path, this.page.url()).href);
    return (await answer.json()) as T;
  }
}
