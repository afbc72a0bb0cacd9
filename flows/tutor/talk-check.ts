import { addressesJudge } from '../scoring/addressing.js';
import { tidy } from '../scoring/normalise.js';
import type { TalkReply } from './talk.js';

/** Longer replies are no chat; UTF-16 units. */
const longestReply = 1_200;
const longestReason = 200;
/** Corrections a message, at most (VOICE 4). */
const most = 2;

/** A model's reply, as far as what it claims is true. */
export interface CheckedReply {
  reply: string;
  corrections: TalkReply['corrections'];
  /** Goals newly reached, from 0. */
  goals: number[];
  over: boolean;
}

/**
 * Keeps of a reply what can be shown to be so: a correction whose quotation literally occurs in what the learner
 * wrote (after the declared normalisation) and says something else; a goal that exists, is still open, and whose
 * quotation occurs there. A reply that says nothing is none.
 *
 * @param said what the learner wrote since the last reply
 * @param goals how many the scene has
 * @returns undefined where there is nothing to say
 */
export function checkTalk(
  { reply, corrections, goals: claimed, over }: TalkReply,
  said: string,
  { goals, reached }: { goals: number; reached: readonly number[] },
): CheckedReply | undefined {
  const text = oneParagraph(reply).slice(0, longestReply);
  if (text === '') return undefined;
  const quoted = (quote: string) => holdsWords(said, quote);
  const used = new Set<string>();
  const found = claimed
    .filter(({ goal, quote }) => {
      const open = goal >= 1 && goal <= goals && !reached.includes(goal - 1);
      // Each goal needs words of its own that do something, and none that only speak to the model.
      if (!open || !quoted(quote) || !isWeighty(quote) || used.has(tidy(quote)) || addressesJudge(said))
        return false;
      used.add(tidy(quote));
      return true;
    })
    .map(({ goal }) => goal - 1);
  return {
    reply: text,
    corrections: corrections
      .filter(({ quote, better }) => quoted(quote) && better.trim() !== '' && !same(quote, better))
      .map((one) => ({ ...one, better: oneParagraph(one.better), reason: short(one.reason) }))
      .slice(0, most),
    goals: [...new Set(found)],
    over,
  };
}

/** Two words, or one that is long enough to mean something. */
function isWeighty(quote: string): boolean {
  const words = tidy(quote);
  return words.includes(' ') || words.length >= 5;
}

/** Whole words in a row. */
export function holdsWords(text: string, quote: string): boolean {
  const words = tidy(quote);
  return words !== '' && ` ${tidy(text)} `.includes(` ${words} `);
}

/** Punctuation and capitals alone are nobody's mistake in a chat. */
function same(quote: string, better: string): boolean {
  return tidy(quote) === tidy(better);
}

function oneParagraph(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function short(reason: string): string {
  const text = oneParagraph(reason);
  return text.length <= longestReason ? text : `${text.slice(0, longestReason - 1).trimEnd()}…`;
}
