/**
 * How alike two words sound, 0..1, from their spelling alone: rough sounds by letter rules, then the edit distance between
 * them, where sounds that are made alike cost half (voiced and voiceless, and all vowels among each other), as in
 * Kondrak's ALINE (2000), much simplified. It pairs what was heard with what was to be said ("class" with "glass",
 * not with "a"); nobody is judged by it.
 *
 * @param a folded, any string
 */
export function closeness(a: string, b: string): number {
  if (a === b) return 1;
  const [x, y] = [roughSounds(a), roughSounds(b)];
  const longer = Math.max(x.length, y.length);
  return longer === 0 ? 0 : Math.max(0, 1 - distance(x, y) / longer);
}

/**
 * Where two words that sound alike differ, if it is in one place: "glass" and "class" at the start, "ship" and "sheep" in
 * their vowel.
 *
 * @param a folded, any string
 */
export function differsAt(a: string, b: string): 'start' | 'end' | 'vowel' | undefined {
  const [x, y] = [roughSounds(a), roughSounds(b)];
  const hasOneVowel = /^[^aeiou@]*[aeiou@][^aeiou@]*$/.test(x);
  // By these rough sounds alone they are the same: long and short vowels are.
  if (x === y) return hasOneVowel ? 'vowel' : undefined;
  const shorter = Math.min(x.length, y.length);
  let start = 0;
  while (start < shorter && x[start] === y[start]) start += 1;
  let end = 0;
  while (end < shorter - start && x.at(-1 - end) === y.at(-1 - end)) end += 1;
  const differing = x.slice(start, x.length - end);
  if (start + end === 0 || differing.length !== 1) return undefined;
  if (/[aeiou@]/.test(differing)) return hasOneVowel ? 'vowel' : undefined;
  return start === 0 ? 'start' : end === 0 ? 'end' : undefined;
}

/** Letters for sounds: S sh, C ch, T th, N ng, @ a vowel that is not stressed; a e i o u other vowels. */
function roughSounds(word: string): string {
  const kept = known.get(word);
  if (kept !== undefined) return kept;
  let sounds = word.slice(0, 40).replace(/[^\p{L}\p{N}]/gu, '');
  for (const [letters, sound] of rules) sounds = sounds.replace(letters, sound);
  if (known.size > 5_000) known.clear();
  known.set(word, sounds);
  return sounds;
}

/** The same words come again and again. */
const known = new Map<string, string>();

const rules: readonly (readonly [RegExp, string])[] = [
  [/^(kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/^wh(?=o)/, 'h'],
  [/wh/g, 'w'],
  [/^x/, 's'],
  [/mb$/, 'm'],
  [/tch/g, 'C'],
  [/[cs]h?ion/g, 'Sn'],
  [/tion/g, 'Sn'],
  [/ture/g, 'C@'],
  [/sch/g, 'sk'],
  [/chr/g, 'kr'],
  [/ch/g, 'C'],
  [/sh/g, 'S'],
  [/th/g, 'T'],
  [/ph/g, 'f'],
  [/ough/g, 'o'],
  [/augh/g, 'o'],
  [/igh/g, 'i'],
  [/gh/g, ''],
  [/ng/g, 'N'],
  [/nk/g, 'Nk'],
  [/dge/g, 'j'],
  [/c(?=[eiy])/g, 's'],
  [/g(?=[eiy])/g, 'j'],
  [/ck?|q/g, 'k'],
  [/x/g, 'ks'],
  [/([bdfgklmnprstvz])\1/g, '$1'],
  [/(ai|ay)/g, 'e'],
  [/(ee|ea|ie|ei|ey|y(?=$))/g, 'i'],
  [/(oo|ou|ue|ew|ui)/g, 'u'],
  [/(oa|ow|au|aw)/g, 'o'],
  [/(?<=[aeiou@].*[^aeiou@])e$/, ''],
  [/y/g, 'i'],
  [/[aeiou]+r(?![aeiou])/g, '@'],
];

function distance(a: string, b: string): number {
  let before = new Float64Array(b.length + 1).map((_, n) => n);
  let row = new Float64Array(b.length + 1);
  for (let i = 1; i <= a.length; i += 1) {
    row[0] = i;
    const costs = costsOf(a[i - 1] ?? '');
    for (let j = 1; j <= b.length; j += 1) {
      const change = (before[j - 1] ?? 0) + (costs.get(b[j - 1] ?? '') ?? 1);
      row[j] = Math.min(change, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
    }
    [before, row] = [row, before];
  }
  return before[b.length] ?? 0;
}

/** Sounds that differ in one thing only, or that learners take for each other. */
const classes = ['aeiou@', 'pb', 'td', 'kg', 'fv', 'szS', 'SCj', 'TsfdD', 'vw', 'bv', 'lr', 'mnN'];

/** What a sound costs in the place of another; absent: 1. */
const alike: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(
  [...new Set(classes.join(''))].map((sound) => {
    const others = classes.filter((one) => one.includes(sound)).join('');
    return [sound, new Map([...others].map((other) => [other, other === sound ? 0 : 0.5]))];
  }),
);

function costsOf(sound: string): ReadonlyMap<string, number> {
  return alike.get(sound) ?? new Map([[sound, 0]]);
}
