/** Pearson's correlation; 0 where one side does not vary. */
export function pearson(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [mean(one), mean(other)];
  let [both, left, right] = [0, 0, 0];
  for (const [index, value] of one.entries()) {
    const [x, y] = [value - a, (other[index] ?? 0) - b];
    both += x * y;
    left += x * x;
    right += y * y;
  }
  return left === 0 || right === 0 ? 0 : both / Math.sqrt(left * right);
}

/** Mean squared difference. */
export function squaredError(one: readonly number[], other: readonly number[]): number {
  return mean(one.map((value, index) => (value - (other[index] ?? 0)) ** 2));
}

/** Area under the receiver operating curve: how often a right one lies above a wrong one, ties count half. */
export function area(right: readonly number[], wrong: readonly number[]): number {
  const all = [
    ...right.map((value) => ({ value, isRight: true })),
    ...wrong.map((value) => ({ value, isRight: false })),
  ].sort((a, b) => a.value - b.value);
  let sum = 0;
  for (let from = 0; from < all.length; ) {
    const value = all[from]?.value;
    const to = all.findIndex((one, index) => index > from && one.value !== value);
    const end = to < 0 ? all.length : to;
    // Mann and Whitney: ranks of the right ones, the same rank for what is equal.
    const rank = (from + 1 + end) / 2;
    sum += rank * all.slice(from, end).filter(({ isRight }) => isRight).length;
    from = end;
  }
  return (sum - (right.length * (right.length + 1)) / 2) / (right.length * wrong.length);
}

/** Best F1 over all thresholds of calling wrong what scores below one. */
export function bestF1(scores: readonly number[], wrong: readonly boolean[]): number {
  const order = scores.map((score, index) => ({ score, isWrong: wrong[index] ?? false }));
  order.sort((a, b) => a.score - b.score);
  const all = order.filter(({ isWrong }) => isWrong).length;
  let [hits, best] = [0, 0];
  for (const [index, { score, isWrong }] of order.entries()) {
    if (isWrong) hits += 1;
    // A threshold lies between scores that differ.
    if (order[index + 1]?.score !== score) best = Math.max(best, (2 * hits) / (index + 1 + all));
  }
  return best;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}
