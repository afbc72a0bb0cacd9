import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { exerciseOf } from '../../flows/exercises/registry.js';
import { within } from '../../flows/exercises/silent.js';
import type { Step } from '../../flows/lesson.js';
import { artifact } from '../support/browser.js';

/** A person in a real browser. */
export class Visitor {
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
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
  async openStep(authored: readonly Step[]): Promise<Step | undefined> {
    // Whoever cannot listen or talk gets such steps in writing.
    const steps = authored.map((step) => within(step, { ears: false, voice: false, sounds: false }));
    const buttons = await this.buttons();
    const choice = steps.find((step) => {
      if (step.kind !== 'choice' && step.kind !== 'listen' && step.kind !== 'minimal_pair') return false;
      return buttons.includes(exerciseOf(step).answering?.key(step) ?? '');
    });
    if (choice) return choice;
    // Its pieces are tapped together below the log.
    const latest = (await this.bubbles()).slice(-2).join(' ');
    const isInPieces = /parts in order|partes en orden/.test(latest);
    const order = isInPieces ? steps.find(({ kind }) => kind === 'reorder') : undefined;
    if (order) return order;
    const newest = (await this.bubbles()).at(-1) ?? '';
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
