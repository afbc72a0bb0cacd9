import type { PhysicalMessage } from '../channels/channel.js';
import { retryAt, type Handler } from './handler.js';

/** A channel that is not on, or whose token is wrong, may be mended while we wait. */
const mending = 60_000;

/** One physical message to one chat. */
export const send: Handler = async (row, { channels, now }) => {
  // Out of date: it leaves the line unsaid, and that is no failure.
  if (row.notAfter !== undefined && now() > row.notAfter) return { kind: 'done' };
  const channel = channels.get(row.chat.channel);
  if (!channel) return { kind: 'retry', at: now() + mending, error: `${row.chat.channel} is not on` };
  // Written by our own layout and committed with the turn.
  const message = row.payload as PhysicalMessage;
  const outcome = await channel.send(row.chat, message);
  switch (outcome.kind) {
    case 'sent':
      return {
        kind: 'done',
        append: { kind: message.kind, text: message.text, body: message },
        ...(outcome.externalId !== undefined && { externalId: outcome.externalId }),
      };
    case 'retry': {
      const at = outcome.afterMs === undefined ? retryAt(row, now()) : now() + outcome.afterMs;
      return { kind: 'retry', at, error: outcome.error };
    }
    case 'misconfigured':
      return { kind: 'retry', at: now() + mending, error: outcome.error };
    case 'rejected':
    case 'gone':
      return outcome;
  }
};
