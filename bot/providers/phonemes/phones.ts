/**
 * The model's classes: index 0 is silence, then ARPAbet in alphabetical order. The training side counts the same way
 * (scripts/pronunciation/RUNTIME.md, 3).
 */
export const phoneNames: readonly string[] =
  `SIL AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH`.split(
    ' ',
  );

const indices = new Map(phoneNames.map((name, index) => [name, index]));

/**
 * A phone with its stress in one number: `4 * phone + stress`; stress is 0, 1 (primary) or 2 (secondary), and 3 for
 * what is not a vowel.
 */
export type Sound = number;
/** How a word is said. */
export type Pronunciation = readonly Sound[];

export const phoneOf = (sound: Sound): number => sound >> 2;
export const stressOf = (sound: Sound): number => sound & 3;
export const soundOf = (phone: number, stress: number): Sound => 4 * phone + stress;

export const isVowel = (sound: Sound): boolean => 'AEIOU'.includes(phoneNames[phoneOf(sound)]?.[0] ?? ' ');

/** @throws Error for what is not ARPAbet: `AH0`, `AH` and `B` are */
export function soundNamed(name: string): Sound {
  const digit = /[012]$/.exec(name)?.[0];
  const index = indices.get(digit === undefined ? name : name.slice(0, -1));
  if (index === undefined) throw new Error(`${name} is not a phone`);
  return soundOf(index, digit === undefined ? 3 : Number(digit));
}

/** ARPAbet as dictionaries write it. */
export const sounds = (text: string): Sound[] => text.split(' ').map(soundNamed);
export const nameOf = (sound: Sound): string => phoneNames[phoneOf(sound)] ?? '';

/** One printable character a sound, as the compact dictionary has it. */
const inOrder: readonly Sound[] = phoneNames
  .slice(1)
  .flatMap((name) =>
    'AEIOU'.includes(name.charAt(0))
      ? [0, 1, 2].map((stress) => soundNamed(name + stress))
      : [soundNamed(name)],
  );
const first = 0x21;

export const encode = (pronunciation: Pronunciation): string =>
  String.fromCharCode(...pronunciation.map((sound) => first + inOrder.indexOf(sound)));

/** @throws Error for a character that `encode` does not write */
export function decode(text: string): Sound[] {
  return Array.from(text, (character) => {
    const sound = inOrder[character.charCodeAt(0) - first];
    if (sound === undefined) throw new Error('not a sound of the dictionary');
    return sound;
  });
}
