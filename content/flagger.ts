import type { Concern } from '../flows/events.js';
import { normalise } from '../flows/scoring/normalise.js';
import { expand } from '../flows/scoring/patterns.js';
import type { ModerationFile } from './moderation.js';

/** The gravest first. */
const concerns = ['self-harm', 'violence', 'hate', 'sexual', 'illegal'] as const satisfies readonly Concern[];

/**
 * Words in a row, evened out as answers are, anywhere in the text; not where an `unless` covers all of them. A list
 * is no judge: it is kept to what is nearly certain, and everything subtler is for a model or nobody.
 */
export function flagger(files: readonly ModerationFile[]): (text: string) => Concern | undefined {
  let known: ReturnType<typeof rulesOf> | undefined;
  return (text) => {
    // Thousands of phrases: at the first text, not at the start.
    known ??= rulesOf(files);
    const { rules, beginnings } = known;
    const words = wordsOf(text);
    // Most texts hold no word that any phrase begins with.
    if (!words.some((word) => beginnings.has(word))) return undefined;
    return rules.find(({ says, unless }) => {
      const found = occurrences(words, says);
      if (found.length === 0) return false;
      const excused = occurrences(words, unless);
      return found.some(([from, to]) => !excused.some(([start, end]) => start <= from && to <= end));
    })?.concern;
  };
}

interface Rule {
  concern: Concern;
  says: Phrases;
  unless: Phrases;
}

function rulesOf(files: readonly ModerationFile[]): { rules: Rule[]; beginnings: ReadonlySet<string> } {
  const rules = concerns.map((concern) => ({
    concern,
    says: phrases(files.flatMap((file) => file[concern]?.says ?? [])),
    unless: phrases(files.flatMap((file) => file[concern]?.unless ?? [])),
  }));
  return { rules, beginnings: new Set(rules.flatMap(({ says }) => [...says.keys()])) };
}

/** By their first word. */
type Phrases = ReadonlyMap<string, readonly string[][]>;

function phrases(patterns: readonly string[]): Phrases {
  const found = new Map<string, string[][]>();
  for (const phrase of new Set(patterns.flatMap(expand).map((answer) => wordsOf(answer).join(' ')))) {
    const words = phrase.split(' ');
    const [first = ''] = words;
    found.set(first, [...(found.get(first) ?? []), words]);
  }
  return found;
}

function occurrences(words: readonly string[], known: Phrases): [from: number, to: number][] {
  return words.flatMap((word, at) =>
    (known.get(word) ?? [])
      .filter((phrase) => phrase.every((part, n) => words[at + n] === part))
      .map((phrase): [number, number] => [at, at + phrase.length]),
  );
}

/** Arabic is written with or without vowel signs, and with several forms of alef, yeh and teh. */
function wordsOf(text: string): string[] {
  // Nothing to even out, which is quicker seen than done thousands of times.
  if (/^[a-z ,]+[.?!]?$/i.test(text) && !/cannot/i.test(text))
    return text
      .toLowerCase()
      .replace(/[,.?!]/g, ' ')
      .trim()
      .split(/ +/);
  const plain = text
    .normalize('NFC')
    .replace(/[\u064b-\u0652\u0670\u0640]/g, '')
    .replace(/[\u0622\u0623\u0625]/g, '\u0627')
    .replace(/\u0649/g, '\u064a')
    .replace(/\u0629/g, '\u0647');
  return normalise(plain).split(' ');
}
