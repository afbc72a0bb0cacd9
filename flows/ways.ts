import type { Choice, Message } from './effects.js';

/** Ways on that wait for something to be asked (Message.alongside): buttons stand under one message at a time. */
export class Ways {
  #waiting: Choice[] = [];

  /** What is said, with the ways that go on beside it where it asks; where it does not, they wait on. */
  beside(said: Message): Message {
    if (!said.alongside && this.#waiting.length === 0) return said;
    const { alongside = [], ...message } = said;
    this.#waiting.push(...alongside);
    const picks = (message.choices?.length ?? 0) + (message.actions?.length ?? 0);
    return picks === 0 && message.asks !== true ? message : this.under(message);
  }

  /** A message with all that waits, which waits no more. */
  under(message: Message): Message {
    if (this.#waiting.length === 0) return message;
    const actions = [...(message.actions ?? []), ...this.#waiting];
    this.#waiting = [];
    return { ...message, actions };
  }
}
