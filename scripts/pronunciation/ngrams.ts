/**
 * N-grams with interpolated Kneser-Ney smoothing (Chen & Goodman 1999, one discount an order), rare ones left out. A
 * gram is a string of symbols, a character each.
 */
export interface Grams {
  /** gram -> probability of its last symbol after the others */
  probability: Map<string, number>;
  /** history -> what is left for the history without its first symbol; 1 where it is absent */
  backoff: Map<string, number>;
}

/**
 * @param sequences each with its own mark of the beginning (kept as history only) and end
 * @param least by order (index 1 = unigrams): how often a gram was seen at least
 */
export function estimate(sequences: readonly string[], begin: string, least: readonly number[]): Grams {
  const order = least.length - 1;
  const seen = Array.from({ length: order + 1 }, () => new Map<string, number>());
  for (const sequence of sequences)
    for (let end = 2; end <= sequence.length; end++)
      for (let n = 1; n <= order && n <= end; n++) add(seen[n], sequence.slice(end - n, end), 1);
  // Below the highest order what counts is after how many different symbols a gram was seen.
  const counts = seen.map((grams, n) => {
    if (n === order || n === 0) return grams;
    const different = new Map<string, number>();
    for (const gram of seen[n + 1]?.keys() ?? []) add(different, gram.slice(1), 1);
    for (const [gram, times] of grams) if (gram.startsWith(begin)) different.set(gram, times);
    return different;
  });
  const probability = new Map<string, number>();
  const backoff = new Map<string, number>();
  for (let n = 1; n <= order; n++) {
    const grams = counts[n] ?? new Map<string, number>();
    const [once, twice] = [1, 2].map(
      (times) => [...grams.values()].filter((value) => value === times).length,
    );
    const discount = n === 1 ? 0 : (once ?? 0) / ((once ?? 0) + 2 * (twice ?? 0) || 1);
    const totals = new Map<string, number>();
    const kept = new Map<string, number>();
    for (const [gram, times] of grams) add(totals, gram.slice(0, -1), times);
    const lasting = [...grams].filter(([gram]) => (seen[n]?.get(gram) ?? 0) >= (least[n] ?? 1));
    for (const [gram, times] of lasting) add(kept, gram.slice(0, -1), times - discount);
    for (const [history, sum] of kept) if (n > 1) backoff.set(history, 1 - sum / (totals.get(history) ?? 1));
    for (const [gram, times] of lasting) {
      const history = gram.slice(0, -1);
      const lower =
        n === 1 ? 0 : (backoff.get(history) ?? 1) * likelihood({ probability, backoff }, gram.slice(1));
      probability.set(gram, (times - discount) / (totals.get(history) ?? 1) + lower);
    }
  }
  return { probability, backoff };
}

/** Probability of the last symbol of a gram after the others. */
export function likelihood({ probability, backoff }: Grams, gram: string): number {
  const known = probability.get(gram);
  if (known !== undefined) return known;
  if (gram.length === 1) return 1e-7;
  return (backoff.get(gram.slice(0, -1)) ?? 1) * likelihood({ probability, backoff }, gram.slice(1));
}

function add(counts: Map<string, number> | undefined, key: string, times: number): void {
  counts?.set(key, (counts.get(key) ?? 0) + times);
}
