import { isVowel, nameOf, type Pronunciation, soundOf, sounds, phoneOf, stressOf } from '../phones.js';

type Find = (word: string) => readonly Pronunciation[];

/**
 * How words are said that are not in the dictionary but formed from one that is: `selfies`, `re-sent`, `organised`.
 * Word formation as in Quirk et al., A Comprehensive Grammar of the English Language, 3.3-3.7 and App. I.
 *
 * @param find looks a word up
 * @returns none where no rule leads to a word that is there
 */
export function derived(word: string, find: Find, depth = 3): readonly Pronunciation[] {
  if (depth === 0 || word.length < 3) return [];
  const known: Find = (part) => {
    const there = find(part);
    return there.length > 0 ? there : derived(part, find, depth - 1);
  };
  for (const spelling of american(word)) {
    const found = known(spelling);
    if (found.length > 0) return found;
  }
  for (const [ending, say, lost] of endings) {
    if (!word.endsWith(ending)) continue;
    for (const base of basesOf(word.slice(0, -ending.length), lost)) {
      const found = known(base);
      if (found.length > 0) return found.map((sounds) => [...sounds, ...say(sounds.at(-1) ?? 0)]);
    }
  }
  for (const [beginning, before] of beginnings) {
    if (!word.startsWith(beginning) || word.length < beginning.length + 3) continue;
    const found = known(word.slice(beginning.length));
    if (found.length > 0) return found.map((sounds) => [...before, ...sounds]);
  }
  return [];
}

/**
 * Two words of the dictionary in one, `snowboard`: the parts as even in length as can be, the second keeps no main stress.
 * Right about every other time, so that it is one way among others.
 */
export function compound(word: string, find: Find): Pronunciation[] {
  for (const at of evenlyFirst(word.length)) {
    const [one] = find(word.slice(0, at));
    const [other] = one ? find(word.slice(at)) : [];
    if (one && other) return [[...one, ...other.map(secondary)]];
  }
  return [];
}

/** The American spellings of a British one, as CMUdict has them. */
function american(word: string): string[] {
  return british
    .filter(([pattern]) => pattern.test(word))
    .map(([pattern, instead]) => word.replace(pattern, instead));
}

const british: readonly (readonly [RegExp, string])[] = [
  [/is(e[drs]?|es|ing|ation|ations|able)$/, 'iz$1'],
  [/ys(e[drs]?|es|ing)$/, 'yz$1'],
  [/our(?=.{0,5}$)/, 'or'],
  [/tre(s?)$/, 'ter$1'],
  [/ll(ed|ing|er|ers)$/, 'l$1'],
  [/[ao]e(?=[a-z]{2})/, 'e'],
  [/ogue(s?)$/, 'og$1'],
  [/ence(s?)$/, 'ense$1'],
  [/elle?ry$/, 'elry'],
  [/jamas$/, 'jama'],
  [/^aero/, 'air'],
];

/** What a base loses before an ending: nothing; `e`, or the doubling of its last consonant; `y` for `i`. `es` stands after a hiss or `o`. */
type Lost = 'nothing' | 'vowel' | 'y' | 'hiss';

function basesOf(rest: string, lost: Lost): string[] {
  if (lost === 'nothing') return [rest];
  if (lost === 'hiss' && !/(?:[sxzoi]|ch|sh)$/.test(rest)) return [];
  if (lost !== 'vowel') return rest.endsWith('i') ? [`${rest.slice(0, -1)}y`] : [rest];
  const bases = [rest, `${rest}e`];
  if (rest.endsWith('i')) bases.unshift(`${rest.slice(0, -1)}y`);
  if (/([b-df-hj-np-tv-z])\1$/.test(rest)) bases.splice(1, 0, rest.slice(0, -1));
  return bases;
}

const hissing = new Set(['S', 'Z', 'SH', 'ZH', 'CH', 'JH']);
const voiceless = new Set(['P', 'T', 'K', 'F', 'TH', 'S', 'SH', 'CH', 'HH']);

const always = (text: string) => () => sounds(text);
const plural = (last: number) =>
  sounds(hissing.has(nameOf(last)) ? 'IH0 Z' : voiceless.has(nameOf(last)) ? 'S' : 'Z');
const past = (last: number) =>
  sounds(['T', 'D'].includes(nameOf(last)) ? 'IH0 D' : voiceless.has(nameOf(last)) ? 'T' : 'D');
/** After a consonant with a vowel of its own. */
const short = (text: string, vowel: string) => (last: number) =>
  sounds(isVowel(last) ? text : `${vowel} ${text}`);

/** The longest first. */
const endings: readonly (readonly [string, (last: number) => Pronunciation, Lost])[] = [
  ['ings', always('IH0 NG Z'), 'vowel'],
  ['ness', always('N AH0 S'), 'y'],
  ['less', always('L AH0 S'), 'y'],
  ['ment', always('M AH0 N T'), 'nothing'],
  ['ship', always('SH IH2 P'), 'nothing'],
  ['able', always('AH0 B AH0 L'), 'vowel'],
  ["n't", always('AH0 N T'), 'nothing'],
  ["'ll", always('AH0 L'), 'nothing'],
  ["'re", always('ER0'), 'nothing'],
  ["'ve", short('V', 'AH0'), 'nothing'],
  ['ing', always('IH0 NG'), 'vowel'],
  ["in'", always('IH0 N'), 'vowel'],
  ['ers', always('ER0 Z'), 'vowel'],
  ['est', always('AH0 S T'), 'vowel'],
  ['ful', always('F AH0 L'), 'y'],
  ['ish', always('IH0 SH'), 'vowel'],
  ["'s", plural, 'nothing'],
  ["s'", plural, 'nothing'],
  ["'d", short('D', 'AH0'), 'nothing'],
  ["'m", always('M'), 'nothing'],
  ['es', plural, 'hiss'],
  ['ed', past, 'vowel'],
  ['er', always('ER0'), 'vowel'],
  ['ly', (last) => sounds(nameOf(last) === 'L' ? 'IY0' : 'L IY0'), 'y'],
  ["'", () => [], 'nothing'],
  ['s', plural, 'nothing'],
  ['y', always('IY0'), 'vowel'],
];

const beginnings: readonly (readonly [string, Pronunciation])[] = [
  ['un', sounds('AH0 N')],
  ['re', sounds('R IY0')],
  ['non', sounds('N AA0 N')],
  ['dis', sounds('D IH0 S')],
  ['mis', sounds('M IH0 S')],
  ['pre', sounds('P R IY0')],
  ['micro', sounds('M AY1 K R OW0')],
  ['multi', sounds('M AH1 L T IY0')],
  ['inter', sounds('IH2 N T ER0')],
];

const shortestPart = 3;

function evenlyFirst(length: number): number[] {
  const places = Array.from(
    { length: Math.max(0, length - 2 * shortestPart + 1) },
    (_, at) => at + shortestPart,
  );
  return places.sort((a, b) => Math.abs(a - length / 2) - Math.abs(b - length / 2));
}

const secondary = (sound: number) => (stressOf(sound) === 1 ? soundOf(phoneOf(sound), 2) : sound);
