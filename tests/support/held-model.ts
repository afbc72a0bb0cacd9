import type { ServerResponse } from 'node:http';
import { answers, fakeModel, type Asked, type Behaviour, type FakeModel } from './fake-model.js';

/** A language model that answers when the test says so, and how. */
export interface HeldModel extends FakeModel {
  /** Chats in the order in which they came. */
  calls: HeldCall[];
  /** The nth call, from 0, as soon as it is there. */
  call(n: number): Promise<HeldCall>;
  /** Calls that wait for the test. */
  readonly open: number;
}

export class HeldCall {
  #answered = false;

  constructor(
    private readonly response: ServerResponse,
    readonly asked: Asked,
  ) {}

  /** What the learner wrote in it, oldest first: the blocks without their delimiters. */
  get said(): string[] {
    return saidIn(this.asked);
  }

  /** Which prompt: the name of the reply's schema. */
  get prompt(): string {
    const format = this.asked.body.response_format as { json_schema?: { name?: string } } | undefined;
    return format?.json_schema?.name ?? '';
  }

  /** It waits for the test, and somebody still waits for it. */
  get open(): boolean {
    return !this.#answered && !this.response.destroyed;
  }

  does(behaviour: Behaviour): void {
    this.#answered = true;
    behaviour(this.response, this.asked);
  }

  replies(text: string, more: object = {}): void {
    this.does(replying(text, more));
  }
}

export async function heldModel(): Promise<HeldModel> {
  const calls: HeldCall[] = [];
  const model = await fakeModel((response, asked) => void calls.push(new HeldCall(response, asked)));
  const held = {
    calls,
    get open() {
      return calls.filter((call) => call.open).length;
    },
    async call(n: number): Promise<HeldCall> {
      for (;;) {
        const found = calls[n];
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
  };
  return Object.defineProperties(model, Object.getOwnPropertyDescriptors(held)) as HeldModel;
}

/** A persona's line, as the talk's schema has it. */
export const replying = (text: string, more: object = {}): Behaviour =>
  answers({ reply: text, corrections: [], goals: [], over: false, ...more });

/** Praise, with the learner's words that it is about. */
export const lookingBack = (well: string, quote = ''): Behaviour => answers({ well, quote, keep: [] });

/** What a learner wrote, line by line, as it lies in a request: within the blocks that it is delimited with. */
export function saidIn({ body }: Asked): string[] {
  return (body.messages ?? [])
    .filter(({ role }) => role === 'user')
    .flatMap(({ content }) => [...content.matchAll(/<(said[^>]*)>\n([\s\S]*?)\n<\/\1>/g)])
    .flatMap(([, , text = '']) => text.split('\n'));
}
