import type { SoundStanding } from '../facts.js';
import type { Course, FrozenLesson, Step } from '../lesson.js';
import { seedOf } from '../seed.js';
import { commonSounds, type Sound, soundOf } from './sounds.js';

/** Sounds in a drill. */
export const drilled = 3;

/** A sound was said often enough to know something of it (once or twice is chance), and well enough to leave it alone. */
const often = 4;
const good = 85;

/** Minutes a sound takes. */
const minutes = 2;

/**
 * The sounds to practise: the weakest ones of this learner, the weakest first, of two that are as weak the one that is
 * known better; and where there are not enough the ones that are hard for speakers of their language.
 *
 * @param language the learner's
 * @returns three of those that somebody described, or none where nobody described any
 */
export function soundsToDrill(
  { sounds }: Pick<Course, 'sounds'>,
  standings: readonly SoundStanding[],
  language: string,
): string[] {
  const weak = standings
    .filter(({ times, mean, phone }) => times >= often && mean < good && sounds?.sounds[phone])
    .toSorted((a, b) => a.mean - b.mean || b.times - a.times)
    .map(({ phone }) => phone);
  const fine = standings.filter(({ times, mean }) => times >= often && mean >= good);
  const common = commonSounds(sounds, language);
  // What is hard for others and went well here comes last.
  const rest = common.toSorted((a, b) => Number(isIn(fine, a)) - Number(isIn(fine, b)));
  return [...new Set([...weak, ...rest])].slice(0, drilled);
}

/**
 * A drill as a lesson of its own: each sound is met, told apart by ear, said in a word, a phrase and a sentence, and
 * once more beside the one it is taken for. Frozen like every lesson, in the language in which it began.
 *
 * @param spoken the learner can be heard; without it each sound is told apart from all that it is taken for
 * @param title in the learner's language
 */
export function drillLesson(
  course: Course,
  phones: readonly string[],
  { language, spoken, title, meet }: DrillTexts & { language: string; spoken: boolean; title: string },
): FrozenLesson | undefined {
  const sounds = phones.flatMap((phone) => soundOf(course.sounds, phone, language) ?? []);
  if (sounds.length === 0) return undefined;
  const steps = sounds.flatMap((sound, index) => {
    const turn = seedOf(sound.phone, index);
    return [{ ...met(sound), text: meet(sound) }, ...(spoken ? saying(sound, turn) : telling(sound))];
  });
  const content = {
    course: course.id,
    id: 'drill/sounds',
    lesson: { title, level: 'A1' as const, can_do: title, minutes: minutes * sounds.length, steps },
    sidecars: {},
  };
  const digest = [0, 1].map((part) => seedOf(JSON.stringify(content), part).toString(16).padStart(8, '0'));
  return { hash: `drill-${digest.join('')}`, ...content };
}

export interface DrillTexts {
  /** How a sound is made, with the learner's own tip. */
  meet: (sound: Sound) => string;
}

/** The sound that a step of a drill is about; undefined for a step of any other lesson. */
export function drilledIn({ id }: Pick<FrozenLesson, 'id'>, step: { id: string }): string | undefined {
  return id === 'drill/sounds' ? step.id.split('-')[0]?.toUpperCase() : undefined;
}

function met({ phone, words }: Sound) {
  return { id: stepId(phone, 'meet'), kind: 'explain' as const, say: words.join(', ') };
}

function saying(sound: Sound, turn: number): Step[] {
  const { phone, pairs, words, phrases, sentences } = sound;
  const aloud = (part: string, texts: readonly string[]): Step => ({
    id: stepId(phone, part),
    kind: 'read_aloud',
    text: texts[turn % texts.length] ?? '',
    focus: [phone],
    no_voice: { kind: 'explain' },
  });
  const first = pairs[turn % pairs.length];
  return [
    ...(first ? [pair(sound, first, 'ear')] : []),
    aloud('word', words),
    aloud('phrase', phrases),
    aloud('sentence', sentences),
    ...(first ? [{ ...pair(sound, first, 'again'), say: true as const }] : []),
  ];
}

function telling(sound: Sound): Step[] {
  return sound.pairs.map((one, index) => pair(sound, one, `ear-${index + 1}`));
}

function pair(
  { phone }: Sound,
  { words, ipa }: Sound['pairs'][number],
  part: string,
): Step & { kind: 'minimal_pair' } {
  return { id: stepId(phone, part), kind: 'minimal_pair', words: [...words], ipa: [...ipa] };
}

function stepId(phone: string, part: string): string {
  return `${phone.toLowerCase()}-${part}`;
}

function isIn(standings: readonly SoundStanding[], phone: string): boolean {
  return standings.some((one) => one.phone === phone);
}
