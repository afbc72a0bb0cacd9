/**
 * Numbers 0 <= x < 1 from a 32-bit seed, the same each time: mulberry32 (Tommy Ettinger, public domain).
 * Good enough to shuffle options; not for secrets.
 */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The items in an order that the seed alone decides : each draws a number, and they line up by it. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = randomFrom(seed);
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/** A seed from text and number, the same each time: FNV-1a (Fowler, Noll, Vo), 32 bits. */
export function seedOf(text: string, number: number): number {
  let hash = 0x811c9dc5;
  for (const character of `${text}.${number}`)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
