import type { Accepted, Inbound, Store } from '../../db/store.js';
import type { Block, PhysicalMessage, Span } from '../../bot/channels/channel.js';
import type { WebChannel } from '../../bot/channels/web/channel.js';

/** What the bot answers to what was said. */
export type Script = (said: string, inbound: Inbound) => PhysicalMessage[] | Promise<PhysicalMessage[]>;

/** A bot of one function behind the real store and channel: it accepts, answers in order, and shows. */
export class ScriptedBot {
  #line: Promise<unknown> = Promise.resolve();

  constructor(
    readonly store: Store,
    readonly channel: WebChannel,
    readonly script: Script,
  ) {}

  readonly receive = async (inbound: Inbound): Promise<Accepted> => {
    const accepted = await this.store.accept(inbound);
    if (!accepted.duplicate) this.#line = this.#line.then(() => this.#answer(inbound, accepted.learnerId));
    return accepted;
  };

  /** Resolves when everything that was accepted is answered. */
  async settled(): Promise<void> {
    await this.#line;
  }

  async #answer(inbound: Inbound, learnerId: string): Promise<void> {
    const messages = await this.script(saidIn(inbound), inbound);
    const loaded = await this.store.load(learnerId);
    if (!loaded) return;
    const { eventId, learner, chat } = loaded;
    await this.store.commit({
      eventId,
      eventState: 'done',
      learner,
      instances: [],
      records: [],
      outbox: messages.map((payload) => ({ chatId: chat.id, kind: 'send', payload, ordered: true })),
      schedule: [],
      unschedule: [],
      abandon: [],
      at: inbound.at,
    });
    for (;;) {
      const row = (await this.store.claim(inbound.at, 1, new Set()))[0];
      if (!row) return;
      const body = row.payload as PhysicalMessage;
      const append = { kind: body.kind, text: body.text, body };
      await this.store.settle({ id: row.id, at: inbound.at, outcome: { kind: 'done', append } });
      this.channel.shown(chat);
    }
  }
}

function saidIn({ content }: Inbound): string {
  switch (content.kind) {
    case 'message':
      return content.text;
    case 'tap':
      return content.value;
    case 'voice':
      return 'voice';
    case 'other':
      return content.what;
  }
}

const marked = /([*_])([^*_]+)\1/;

/** A message of one block a line; `*…*` is strong, `_…_` emphasis. */
export function message(
  blocks: [Block['role'], string][],
  more: Partial<PhysicalMessage> = {},
): PhysicalMessage {
  return {
    kind: 'text',
    text: blocks.map(([, text]) => text.replace(new RegExp(marked, 'g'), '$2')).join('\n\n'),
    blocks: blocks.map(([role, text]) => ({
      role,
      // Split by two groups: plain text, sign, marked text, plain text …
      spans: text
        .split(marked)
        .map(
          (part, i, all): Span =>
            i % 3 === 2 ? { text: part, mark: all[i - 1] === '*' ? 'strong' : 'em' } : { text: part },
        )
        .filter((span, i) => i % 3 !== 1 && span.text !== ''),
    })),
    buttons: [],
    asks: false,
    ...more,
  };
}

/** Buttons whose values are their labels. */
export function answers(...labels: string[]): PhysicalMessage['buttons'] {
  return labels.map((label) => ({ label, value: label, role: 'answer' }));
}

export function actions(...labels: string[]): PhysicalMessage['buttons'] {
  return labels.map((label) => ({ label, value: label, role: 'action' }));
}
