import type { Logger } from 'pino';
import type { Chat, ChatMessage } from '../../db/store.js';
import type { Channel } from '../channels/channel.js';
import type { Outcome } from '../effects/handler.js';

export interface AnnounceDeps {
  channels: ReadonlyMap<string, Channel>;
  log: Logger;
  /** What became of an effect (of a kind), once it is settled. */
  delivered?: ((effect: { kind: string }, outcome: Outcome) => void) | undefined;
}

/** Tells the channel of a line that stands in a chat's history now, and whoever counts of the effect's outcome. */
export function announce(
  { channels, log, delivered }: AnnounceDeps,
  chat: Chat,
  effect: { kind: string; id?: number },
  outcome: Outcome,
  message: ChatMessage | undefined,
): void {
  // What listens must not undo what is done.
  try {
    if (message) channels.get(chat.channel)?.shown?.(chat, message.n, message);
    delivered?.(effect, outcome);
  } catch (error) {
    log.error({ chat: chat.id, effect: effect.id, kind: effect.kind, error }, 'outbox: a listener threw');
  }
}
