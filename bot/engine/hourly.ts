import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Accept } from '../channels/channel.js';
import type { Accepted, Inbound } from '../../db/store.js';
import type { Concern } from '../../flows/events.js';

const anHour = 3600;

/**
 * So many messages an hour from one chat, for channels that cannot refuse one (over HTTP there is 429): those over the
 * limit are kept in the history and get one kind line together. Counted is what was stored and new, so that neither
 * the repetitions of a platform nor a store that is away take anything from a learner or swallow that line. Counted in
 * memory: a restart forgives.
 *
 * @param points how many; 0 is no limit
 * @param flag what is wrong with a text: whoever may harm themselves is always heard
 */
export function hourly(
  accept: Accept,
  points: number,
  flag: (text: string) => Concern | undefined = () => undefined,
): Accept {
  if (points === 0) return accept;
  const limiter = new RateLimiterMemory({ points, duration: anHour });
  /** The end of each chat's line: one message is stored and counted before the next is looked at, in their order. */
  const lines = new Map<string, Promise<unknown>>();

  async function counted(key: string, inbound: Inbound): Promise<Accepted> {
    if (isAlwaysHeard(inbound.content, flag)) return accept(inbound);
    const before = (await limiter.get(key))?.consumedPoints ?? 0;
    // The one that was told is the first that was counted over the limit.
    const said = before < points ? inbound : kept(inbound, before === points ? 'limit' : 'overLimit');
    const accepted = await accept(said);
    if (!accepted.duplicate) await limiter.penalty(key);
    return accepted;
  }

  return async (inbound) => {
    const key = `${inbound.channel} ${inbound.account} ${inbound.chat}`;
    const turn = (lines.get(key) ?? Promise.resolve()).then(() => counted(key, inbound));
    // Whatever becomes of one, the next is taken.
    const end = turn.then(
      () => undefined,
      () => undefined,
    );
    lines.set(key, end);
    try {
      return await turn;
    } finally {
      if (lines.get(key) === end) lines.delete(key);
    }
  };
}

/** What must work however much was written: stopping, deleting, privacy, and a cry for help. */
function isAlwaysHeard(content: Inbound['content'], flag: (text: string) => Concern | undefined): boolean {
  switch (content.kind) {
    case 'message':
      return content.text.trimStart().startsWith('/') || flag(content.text) === 'self-harm';
    case 'tap':
      return content.value.startsWith('c.');
    case 'voice':
      return false;
    case 'other':
      return content.text !== undefined && flag(content.text) === 'self-harm';
  }
}

function kept(inbound: Inbound, what: 'limit' | 'overLimit'): Inbound {
  const { content } = inbound;
  const text = content.kind === 'message' ? content.text : content.kind === 'tap' ? content.label : '';
  return { ...inbound, content: { kind: 'other', what, text } };
}
