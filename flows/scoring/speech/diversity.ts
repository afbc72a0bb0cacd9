/**
 * How varied words are, 0..1: the moving-average type-token ratio (Covington and McFall 2010), which does not fall with
 * length as the plain ratio does. Over windows of 25 words; speech of learners lies between .6 and .9 there, and that
 * range is spread over 0..1. Of what is shorter than a window it is the plain ratio.
 */
export function diversityOf(words: readonly string[]): number {
  const window = Math.min(25, words.length);
  if (window === 0) return 0;
  let sum = 0;
  const windows = words.length - window + 1;
  for (let at = 0; at < windows; at += 1) sum += new Set(words.slice(at, at + window)).size / window;
  return Math.min(1, Math.max(0, (sum / windows - 0.6) / 0.3));
}
