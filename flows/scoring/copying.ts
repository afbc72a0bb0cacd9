import { fold, wordsIn } from './words.js';

/**
 * Whether a piece of an answer says what a point of the rubric asks for in the rubric's words, instead of doing it:
 * "asks how much it costs", "I asked how much it costs", "I order a drink politely". Doing it in those words is no
 * copy: "How much it costs?", "I apologise for being late", "Can I ask for the bill?".
 */
export function copiesPoint(text: string, point: string): boolean {
  const said = foldedWords(text);
  const asked = foldedWords(point);
  const [head = ''] = asked;
  if (head === '') return false;
  const stems = asked.map(stem);
  for (let at = 0; at < said.length; at += 1) {
    for (let from = 0; from < stems.length; from += 1) {
      const length = runFrom(said, at, stems, from);
      const isWhole = length >= Math.min(3, stems.length);
      if (!isWhole) continue;
      const run = said.slice(at, at + length);
      const judges = run.some((word) => judging.has(word));
      const reports = from === 0 && (run[0] ?? '') !== stem(head) && endings.test(run[0] ?? '');
      if (judges || reports) return true;
    }
  }
  // In another order, or with a word between.
  const own = said.filter((word) => !persons.has(word));
  const isReport = reporting.has(stem(head)) && own.some((word) => stem(word) === stem(head));
  return isReport && isMadeOf(own, asked);
}

/**
 * Whether a piece of an answer is the task over again: a sentence of it as it stands, or its orders as if they were
 * deeds ("I order something and ask the price"). What it tells about the learner may be told on: "I missed the bus".
 */
export function copiesTask(text: string, task: string): boolean {
  const said = foldedWords(text);
  const isCopy = task.split(/[.!?\n]+/).some((sentence) => {
    const asked = foldedWords(sentence);
    const isSpokenTo = !asked.some(isYou) || said.some(isYou);
    return isSpokenTo && isMadeOf(said, asked);
  });
  if (isCopy) return true;
  const asked = foldedWords(task);
  const orders = new Set(asked.map(stem).filter((word) => reporting.has(word)));
  const own = said.filter((word) => !persons.has(word));
  return own.some((word) => orders.has(stem(word))) && isMadeOf(own, asked);
}

/** Three words and more, nearly all of which are others' in some form. */
function isMadeOf(said: readonly string[], others: readonly string[]): boolean {
  const stems = new Set(others.map(stem));
  return said.length >= 3 && said.filter((word) => stems.has(stem(word))).length >= said.length * 0.85;
}

function isYou(word: string): boolean {
  return word === 'you' || word === 'your';
}

/** How many words from two places on are the same by their stems. */
function runFrom(said: readonly string[], at: number, stems: readonly string[], from: number): number {
  let length = 0;
  while (at + length < said.length && from + length < stems.length) {
    if (stem(said[at + length] ?? '') !== stems[from + length]) break;
    length += 1;
  }
  return length;
}

export function foldedWords(text: string): string[] {
  return wordsIn(text).map(fold);
}

/** A word without the regular endings of verbs and plurals; good enough to see that two are forms of one. */
export function stem(word: string): string {
  const ending = /(ing|ed|es|s)$/.exec(word)?.[0] ?? '';
  const bare = word.length - ending.length >= 3 ? word.slice(0, word.length - ending.length) : word;
  return bare.replace(/(?<=..)(e|ed|s)$/, '');
}

const endings = /(ing|ed|s)$/;

const persons: ReadonlySet<string> = new Set("i you me my your we us our he she they it's i'm".split(' '));

/** What a rubric says about how something is said: nobody says it while doing it. */
const judging: ReadonlySet<string> = new Set(
  `politely correctly clearly kindly properly appropriately naturally word words sentence sentences lesson tense
  grammar vocabulary answer text`.split(/\s+/),
);

/** Stems of what rubrics say of speaking: to say that one does it is not to do it. */
const reporting: ReadonlySet<string> = new Set(
  `say ask tell order describe explain mention use greet name give state write introduce request include contain
  show express respond answer reply report list talk`
    .split(/\s+/)
    .map(stem),
);
