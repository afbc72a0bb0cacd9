import type { Say } from '../effects.js';
import { strings, type StringKey } from '../strings.js';
import type { ErrorKind } from './talk.js';

/** What Harper's kinds of rules are about, for those that a learner may see (bot/providers/harper/sure-rules.ts). */
const kinds: Readonly<Record<string, ErrorKind>> = {
  AdjectiveDoubleDegree: 'other',
  AmInTheMorning: 'word-choice',
  AnA: 'article',
  AskNoPreposition: 'preposition',
  Cant: 'spelling',
  DespiteOf: 'preposition',
  DidPast: 'verb-form',
  Discuss: 'preposition',
  DoMistake: 'word-choice',
  EveryTime: 'spelling',
  FriendOfMe: 'pronoun',
  HowItLooksLike: 'word-choice',
  IfWouldve: 'tense',
  InterestedIn: 'preposition',
  ItsPossessive: 'spelling',
  LastNight: 'word-choice',
  LaughOfAt: 'preposition',
  MissingTo: 'verb-form',
  ModalOf: 'spelling',
  Payed: 'spelling',
  PronounInflectionBe: 'agreement',
  PronounVerbAgreement: 'agreement',
  QuantifierNeedsOf: 'preposition',
  SimilarLike: 'preposition',
  SimplePastToPastParticiple: 'verb-form',
  SinceDuration: 'preposition',
  SupposedTo: 'verb-form',
  ThenThan: 'spelling',
  WishCould: 'verb-form',
  WorthToDo: 'verb-form',
};

export function kindOf(rule: string): ErrorKind {
  return Object.hasOwn(kinds, rule) ? (kinds[rule] ?? 'other') : 'other';
}

/** One short reason in the learner's language; a general one for a kind of rule that has none of its own. */
export function reasonOf(rule: string): Say {
  const key = `rule.${rule}`;
  // Every reason is a string without arguments; the typings know them only one by one.
  return { say: isReason(key) ? key : 'rule.other' } as Say;
}

type Reason = Extract<StringKey, `rule.${string}`>;

function isReason(key: string): key is Reason {
  return Object.hasOwn(strings, key);
}
