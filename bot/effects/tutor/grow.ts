import { parse } from 'partial-json';
import type { OutboxRow } from '../../../db/store.js';
import type { HandlerDeps } from '../handler.js';

/** Milliseconds between two drafts: Telegram takes about one message a second in a chat. */
const pace = 1_000;

export interface Growing {
  onText(json: string): void;
  /** Nothing is shown after this. */
  end(): void;
}

/**
 * Shows a reply's own text while it is made, where the channel can. Presence: what is not shown in time is left out,
 * what goes wrong is nobody's concern (DESIGN §2.9). Only the `reply` field of the JSON, and only while the request
 * is still awaited and nothing else waits in the chat's line. What the word list objects to ends it.
 *
 * Where a vendor moderates, only the finished reply has been seen by it. What has to be checked first is not shown
 * before: there it is typing. Until every provider has said that it has no such endpoint, one of them may have.
 */
export function growing(
  row: OutboxRow,
  { store, channels, tutor }: Pick<HandlerDeps, 'store' | 'channels' | 'tutor'>,
  grows: 'freely' | 'checked',
  milliseconds = pace,
): Growing | undefined {
  const channel = channels.get(row.chat.channel);
  if (!channel?.draft || (grows === 'checked' && tutor.models.moderates)) return undefined;
  let newest = '';
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const show = async () => {
    const text = replyIn(newest);
    if (text === '') return;
    if (tutor.flag(text) !== undefined) over = true;
    if (!over && (await store.drafts(row.id)) && !stopped()) channel.draft?.(row.chat, text, row.id);
  };
  // Asked anew after waiting.
  const stopped = () => over;
  return {
    onText(json) {
      newest = json;
      if (over || timer) return;
      timer = setTimeout(() => {
        timer = undefined;
        if (!over) show().catch(() => undefined);
      }, milliseconds);
    },
    end() {
      over = true;
      clearTimeout(timer);
    },
  };
}

/** The text of `reply` in JSON that is not complete yet; '' where there is none. */
export function replyIn(json: string): string {
  try {
    const so = parse(json) as unknown;
    return typeof so === 'object' && so !== null && 'reply' in so && typeof so.reply === 'string'
      ? so.reply.trim()
      : '';
  } catch {
    return '';
  }
}
