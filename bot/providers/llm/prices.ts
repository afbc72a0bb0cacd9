/**
 * US dollars for a million tokens, in and out: the list prices that OpenAI publishes for its own models (standard
 * tier, without cache discounts). A price that is not here counts as 0: compatible servers have their own.
 */
const prices: Readonly<Record<string, readonly [number, number]>> = {
  'gpt-4o': [2.5, 10],
  'gpt-4o-mini': [0.15, 0.6],
  'gpt-4.1': [2, 8],
  'gpt-4.1-mini': [0.4, 1.6],
  'gpt-4.1-nano': [0.1, 0.4],
  'gpt-5': [1.25, 10],
  'gpt-5-mini': [0.25, 2],
  'gpt-5-nano': [0.05, 0.4],
  // Tokens of sound in, of text out.
  'gpt-4o-transcribe': [6, 10],
  'gpt-4o-mini-transcribe': [3, 5],
};

/**
 * What tokens cost in millionths of a dollar, rounded up.
 *
 * @param model as the vendor names it; a date behind the name (`gpt-4.1-mini-2025-04-14`) does not matter
 */
export function microdollars(model: string, tokensIn: number, tokensOut: number): number {
  const price = prices[model.replace(/-\d{4}-\d{2}-\d{2}$/, '')];
  return price ? Math.ceil(tokensIn * price[0] + tokensOut * price[1]) : 0;
}
