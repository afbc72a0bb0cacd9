import { seeded } from '../support/faults.mjs';

/** One line as the web chat shows it, without its time. */
export interface Line {
  n: number;
  from: 'bot' | 'learner';
  kind: string;
  text: string;
  buttons: { label: string; value: string; role: string }[];
  blocks: unknown;
  asks: boolean;
  progress: unknown;
}

type Input = { text: string } | { button: string };

/** What is right in the fixture's gaps, by a part of the question. */
const gaps: [RegExp, string][] = [
  [/like a cup of tea/, 'would'],
  [/A cup .* tea/, 'of'],
  [/Could I have/, 'some'],
  [/the bus here/, 'stop'],
];

/** Commands without an end of their own, or whose answer speaks of the time. */
const avoided = ['c.later', 'c.menu', 'c.quiet', 'c.erase', 'c.progress'];

/**
 * Somebody who learns over the web chat and knows nothing but what it shows: answers what is asked (rightly
 * or not, as the seed has it), sends again under the same id until it is acknowledged, reads on.
 */
export class Learner {
  readonly seen: Line[] = [];
  /** Ids of the messages that were acknowledged, in order, with what they said. */
  readonly acknowledged: { id: string; input: Input }[] = [];
  /** Sends that were answered with 503 and sent again. */
  refused = 0;
  chatId = '';
  #token = '';
  readonly #random: () => number;

  constructor(
    readonly base: string,
    readonly number: number,
    seed: number,
  ) {
    this.#random = seeded(seed * 1000 + number);
  }

  async open(): Promise<void> {
    const response = await this.#ask('/gateway/webchat', { method: 'POST', body: '{}' }, [201]);
    const { chatId, token } = JSON.parse(response) as { chatId: string; token: string };
    this.chatId = chatId;
    this.#token = token;
  }

  /** Says the next thing and reads until the answer is complete. */
  async turn(): Promise<void> {
    const input = this.#decide();
    const id = `m${this.acknowledged.length}`;
    const times = this.#random() < 0.1 ? 2 : 1;
    await Promise.all(Array.from({ length: times }, () => this.#send(id, input)));
    this.acknowledged.push({ id, input });
    await this.#answer();
  }

  /** The whole history as it is now. */
  async history(): Promise<Line[]> {
    const lines: Line[] = [];
    for (;;) {
      const more = await this.#read(lines.length, 0);
      if (more.length === 0) return lines;
      lines.push(...more);
    }
  }

  async #send(id: string, input: Input): Promise<void> {
    const body = JSON.stringify({ id, ...input });
    await this.#ask(`/gateway/webchat/${this.chatId}/send`, { method: 'POST', body }, [202]);
  }

  async #answer(): Promise<void> {
    const from = this.seen.length;
    for (;;) {
      const lines = await this.#read(this.seen.length, 5);
      for (const line of lines) {
        if (line.n !== this.seen.length + 1)
          throw new Error(`learner ${this.number}: line ${line.n} after ${this.seen.length}`);
        this.seen.push(line);
      }
      const last = this.seen.at(-1);
      const heard = this.seen.slice(from).some((line) => line.from === 'learner');
      if (heard && last?.from === 'bot' && (last.asks || last.buttons.length > 0)) return;
    }
  }

  async #read(after: number, wait: number): Promise<Line[]> {
    const path = `/gateway/webchat/${this.chatId}/messages?after=${after}&wait=${wait}`;
    const { messages } = JSON.parse(await this.#ask(path, {}, [200])) as { messages: Line[] };
    return messages.map(({ n, from, kind, text, buttons, blocks, asks, progress }) => ({
      n,
      from,
      kind,
      text,
      buttons,
      blocks,
      asks,
      progress,
    }));
  }

  /** Until it is answered as expected: a connection that breaks and a 503 are tried again. */
  async #ask(path: string, init: RequestInit, expected: number[]): Promise<string> {
    for (;;) {
      const response = await fetch(this.base + path, {
        ...init,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#token}` },
        signal: AbortSignal.timeout(15_000),
      })
        .then(async (got) => ({ status: got.status, text: await got.text() }))
        .catch(() => undefined);
      if (response && expected.includes(response.status)) return response.text;
      if (response && response.status !== 503)
        throw new Error(`learner ${this.number}: ${path} → ${response.status} ${response.text}`);
      if (response) this.refused += 1;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  #decide(): Input {
    const asked = this.seen.findLast((line) => line.asks || line.buttons.length > 0);
    if (!asked) return { text: 'hello' };
    if (this.#random() < 0.06) return { text: '/help' };
    const buttons = asked.buttons.filter(({ value }) => !avoided.includes(value));
    const answers = buttons.filter(({ role }) => role === 'answer');
    const question = /^\d+\.([^.]+)\./.exec(asked.buttons[0]?.value ?? '')?.[1];
    if (question === 'name') return { text: `Learner ${this.number}` };
    // What comes after these two would depend on the time of day.
    const quiet = { zone: '.skip', reminder: '.never' }[question ?? ''];
    if (quiet) return { button: buttons.find(({ value }) => value.endsWith(quiet))?.value ?? '' };
    const gap = gaps.find(([pattern]) => answers.length === 0 && pattern.test(asked.text));
    const chance = this.#random();
    if (gap && chance < 0.75) return { text: chance < 0.55 ? gap[1] : chance < 0.65 ? 'will' : 'banana' };
    const among = answers.length > 0 && chance < 0.9 ? answers : buttons;
    const lesson = buttons.find(({ value }) => value === 'c.lesson');
    const picked = lesson ?? among[Math.floor(this.#random() * among.length)];
    return picked ? { button: picked.value } : { text: 'hello' };
  }
}
