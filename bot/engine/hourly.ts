import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Accept } from '../channels/channel.js';
import type { Inbound } from '../../db/store.js';

const anHour = 3600;

/**
 * So many messages an hour from one chat, for channels that cannot refuse one (over HTTP there is 429): those over the
 * limit are kept in the history and get one kind line together. Counted in memory: a restart forgives.
 *
 * @param points how many; 0 is no limit
 */
export function hourly(accept: Accept, points: number): Accept {
  if (points === 0) return accept;
  const limiter = new RateLimiterMemory({ points, duration: anHour });
  return async (inbound) => {
    const over = await overBy(limiter, `${inbound.channel} ${inbound.account} ${inbound.chat}`);
    return accept(over === 0 ? inbound : kept(inbound, over === 1 ? 'limit' : 'overLimit'));
  };
}

/** 0 within the limit, 1 for the first message over it. */
async function overBy(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (over) {
    if (!(over instanceof RateLimiterRes)) throw over;
    return over.consumedPoints - limiter.points;
  }
}

function kept(inbound: Inbound, what: 'limit' | 'overLimit'): Inbound {
  const { content } = inbound;
  const text = content.kind === 'message' ? content.text : content.kind === 'tap' ? content.label : '';
  return { ...inbound, content: { kind: 'other', what, text } };
}
