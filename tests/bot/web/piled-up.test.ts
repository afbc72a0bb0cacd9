import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type App, startApp } from '../../../bot/app.js';
import type { MessageView } from '../../../bot/channels/web/view.js';
import { parseConfig } from '../../../bot/config.js';
import { createLogger } from '../../../bot/log.js';
import { exerciseOf } from '../../../flows/exercises/registry.js';
import type { Step } from '../../../flows/lesson.js';
import { packagedContent } from '../../support/conversation.js';
import { openChat } from '../../support/web-client.js';

type Said = { text: string } | { button: string };

/** What was written offline is sent later, one after the other, each with what its learner had seen (DESIGN §2.5). */
describe('messages that piled up', () => {
  let app: App;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-piled-'));
    const config = parseConfig({ PORT: '0', DATABASE_PATH: join(folder, 'parley.sqlite') });
    app = await startApp(config, createLogger('silent'));
  });
  afterEach(async () => {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are graded against the question they were written for, and no other', async () => {
    const chat = await openChat(app.address, { language: 'en' });
    const early = [0, 1, 2].map((variant) =>
      packagedContent().phrase('en', { say: 'remark.early', variant }),
    );
    const isRemark = ({ text }: MessageView) => early.includes(text);
    let id = 0;
    let lines: MessageView[] = [];
    /** Says something and waits until something can be said again; the new lines of the bot. */
    const say = async (said: Said, seen?: number): Promise<MessageView[]> => {
      const before = lines.length;
      const sent = await chat.post({ id: `${(id += 1)}`, ...said, ...(seen !== undefined && { seen }) });
      const own = ((await sent.json()) as { n: number }).n;
      const open = () =>
        lines.some((line) => line.n > own && (line.asks || line.buttons.length > 0 || isRemark(line)));
      while (!open()) {
        const answer = await chat.get(`/messages?after=${lines.length}&wait=25`);
        lines = [...lines, ...((await answer.json()) as { messages: MessageView[] }).messages];
      }
      return lines.slice(before).filter(({ from }) => from === 'bot');
    };
    const tap = (label: string) => {
      const button = lines.at(-1)?.buttons.find((one) => one.label === label);
      return say(button ? { button: button.value } : { text: label });
    };

    for (const words of ['hello', 'English', 'Mara', 'Travel', '1', 'Begin']) await tap(words);
    const steps = packagedContent().courses.get('english')?.lessons.get('cafe/ordering')?.lesson.steps ?? [];
    const gap = () => steps.find((step) => step.kind === 'gap' && asksFor(lines.at(-1), step));
    for (let turn = 0; turn < 30 && !gap(); turn += 1) {
      const right = steps
        .flatMap((step) => (step.kind === 'choice' ? step.options : []))
        .filter((o) => o.right);
      const button = lines.at(-1)?.buttons.find(({ label }) => right.some(({ text }) => text === label));
      await tap(button?.label ?? 'Go on');
    }
    const step = gap();
    expect(step).toBeDefined();
    if (step?.kind !== 'gap') return;

    const shown = lines.length;
    const answered = await say({ text: exerciseOf(step).answering?.key(step) ?? '' }, shown);
    expect(answered.length).toBeGreaterThan(1);
    const remark = await say({ text: 'hello?' }, shown);
    expect(remark.map(isRemark)).toEqual([true]);
    // The same words with the question seen are an answer to it.
    const heard = await say({ text: 'hello?' }, lines.length);
    expect(heard.some(isRemark)).toBe(false);
  });
});

function asksFor(line: MessageView | undefined, step: Step): boolean {
  const words = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return step.kind === 'gap' && words(line?.text ?? '').includes(words(step.ask));
}
