import type { Choice, Message } from './effects.js';
import type { Thread } from './learner.js';

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

/** What can be picked from now on. @param moved the state has moved since the last question @param version of the turn */
export function noteOffer(thread: Thread, message: Message, moved: boolean, version: number): void {
  const { choices = [], actions = [], progress } = message;
  // Shown again unchanged, it has been there since it was first shown.
  const at = isSame(thread.offer, choices) ? thread.offer?.at : undefined;
  if (choices.length > 0 || actions.length > 0)
    thread.offer = { choices, actions, ...(progress && { progress }), at: at ?? version };
  else if (moved) delete thread.offer;
}

function isSame(before: Thread['offer'], choices: readonly Choice[]): boolean {
  return (
    before !== undefined &&
    before.choices.length === choices.length &&
    before.choices.every(({ value }, index) => value === choices[index]?.value)
  );
}
