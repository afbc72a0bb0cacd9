import { fold } from './words.js';

/**
 * English contractions written out, where they can be read in one way only. `'d` is *would* or *had*, `'s` is
 * *is*, *has* or a possessive: the next word decides (Quirk et al., A Comprehensive Grammar of the English
 * Language, 3.21-3.34), and where it does not, the contraction stays and equals only itself.
 */
export function expandContractions(words: readonly string[]): string[] {
  const written: string[] = [];
  for (const word of words.toReversed()) {
    const next = word.includes("'") ? nextOf(written) : undefined;
    written.push(...expand(word, next).toReversed());
  }
  return written.toReversed();
}

/** Whether there is anything to write out in it, perhaps. */
export function mayBeContracted(word: string): boolean {
  return word.includes("'") || (word.length >= 6 && fold(word) === 'cannot');
}

/** All that the writing out puts in: English words, whether the learner wrote them or not. */
export const expansionWords: readonly string[] =
  'am are can could did do does had has have is let must need not shall should us was were will would'.split(
    ' ',
  );

function expand(word: string, next: string | undefined): string[] {
  const lower = fold(word);
  const at = word.lastIndexOf("'");
  if (at < 0) return lower === 'cannot' ? [word.slice(0, -3), 'not'] : [word];
  const whole = wholes.get(lower);
  if (whole !== undefined) return whole;
  if (lower.endsWith("n't") && negatable.has(lower.slice(0, -3))) return [word.slice(0, -3), 'not'];
  if (at === 0) return [word];
  const reading = read(fold(word.slice(0, at)), fold(word.slice(at + 1)), next);
  return reading === undefined ? [word] : [...expand(word.slice(0, at), reading), reading];
}

function read(head: string, ending: string, next: string | undefined): string | undefined {
  switch (ending) {
    case 'm':
      return head === 'i' ? 'am' : undefined;
    case 're':
      return 'are';
    case 've':
      return 'have';
    case 'll':
      return 'will';
    case 'd':
      return subjects.has(head) && next !== undefined ? readD(next) : undefined;
    case 's':
      return next === undefined ? undefined : readS(head, next);
    default:
      return undefined;
  }
}

function readD(next: string): string | undefined {
  if (next === 'better' || next === 'best') return 'had';
  if (baseAndParticiple.has(next) || determiners.has(next) || subjects.has(next)) return undefined;
  return isParticiple(next) ? 'had' : 'would';
}

function readS(head: string, next: string): string | undefined {
  if (next === 'been' || next === 'got' || next === 'had') return 'has';
  if (!beings.has(head)) return determiners.has(next) || places.has(next) ? 'is' : undefined;
  if (adjectives.has(next)) return 'is';
  return isParticiple(next) || baseAndParticiple.has(next) ? undefined : 'is';
}

/** The word that decides: the first after those that may stand in between. `written` is reversed. */
function nextOf(written: readonly string[]): string | undefined {
  return written
    .slice(-4)
    .toReversed()
    .map(fold)
    .find((word) => !between.has(word));
}

function isParticiple(word: string): boolean {
  return irregularParticiples.has(word) || (/..[^e]ed$/.test(word) && !baseInEd.has(word));
}

const setOf = (words: string) => new Set(words.split(/\s+/));

const wholes = new Map([
  ["won't", ['will', 'not']],
  ["can't", ['can', 'not']],
  ["shan't", ['shall', 'not']],
  ["let's", ['let', 'us']],
]);
const negatable = setOf('do does did is are was were has have had would could should must need');
const subjects = setOf('i you he she it we they that there who');
/** What `'s` after it is never a possessive. */
const beings = setOf(
  'he she it that this there here who what where when why how everything everyone everybody something name',
);
const determiners = setOf('a an the my your his her its our their this that these those no some any');
const places = setOf('in on at from with here there very too so');
const between = setOf(
  'not never always just already also really still often probably usually sometimes only',
);
const baseInEd = setOf('embed shed wed');
/** Participles that nearly always follow *is* as adjectives. */
const adjectives = setOf(
  `annoyed bored born broken called closed confused crowded excited interested limited located lost married
  named retired scared surprised tired worried`,
);
const baseAndParticiple = setOf(
  'become bet burst come cost cut hit hurt let overcome put quit read run set shut split spread',
);
const irregularParticiples = setOf(
  `been begun bitten blown bought broken brought built burnt caught chosen dealt done drawn dreamt driven drunk
  eaten fallen fed felt flown forgiven forgotten fought found frozen given gone got gotten grown had heard held
  hidden hung kept known laid learnt led left lent lost made meant met mistaken paid proven ridden risen rung
  said sat seen sent shaken shot shown slept smelt sold sought spelt spent spoken stolen stood stuck struck
  sung sunk swept swum sworn taken taught thought thrown told torn understood undergone woken won worn written`,
);
