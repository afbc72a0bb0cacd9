import { z } from 'zod';
import { line, plainLine } from '../exercises/fields.js';

/** ARPAbet without stress: what scores of sounds are kept by. */
const phone = z
  .string()
  .regex(/^[A-Z]{1,3}$/, 'write ARPAbet without the digit of the stress, for example TH');

const pair = z.strictObject({
  with: phone.describe('The sound it is taken for.'),
  words: z
    .tuple([plainLine(20), plainLine(20)])
    .describe('Two words that differ in nothing else, the one with this sound first.'),
  ipa: z
    .tuple([plainLine(20), plainLine(20)])
    .describe('How these words sound, in IPA, without slashes, in the same order.'),
});

const sound = z.strictObject({
  ipa: plainLine(6).describe('In IPA, without slashes.'),
  example: line(20).describe('A word that everybody knows, its letters for this sound in stars: *th*ink.'),
  make: line(160).describe('What mouth, tongue and voice do, in two short sentences of simple English.'),
  pairs: z.array(pair).min(1, 'at least one pair').max(4),
  words: z.array(plainLine(20)).min(3, 'at least three words').max(6),
  phrases: z.array(plainLine(40)).min(2, 'at least two phrases').max(4),
  sentences: z.array(plainLine(80)).min(2, 'at least two sentences').max(4),
});

/** `content/sounds/<language>.yaml`: the sounds of a language that is taught, and how they are made. */
export const soundsFile = z
  .strictObject({
    common: z
      .array(phone)
      .min(3, 'at least three sounds')
      .max(8)
      .describe('What is drilled first where nothing of the learner is known yet.'),
    sounds: z.record(phone, sound).describe('By their ARPAbet.'),
  })
  .superRefine(({ common, sounds }, context) => {
    for (const [index, name] of common.entries())
      if (!sounds[name]) report(context, ['common', index], `there is no sound ${name} below`);
    for (const [name, { pairs, example, ipa: own }] of Object.entries(sounds)) {
      for (const [index, { with: other, words, ipa }] of pairs.entries()) {
        const path = ['sounds', name, 'pairs', index];
        if (!sounds[other]) report(context, [...path, 'with'], `there is no sound ${other} here`);
        if (words[0] === words[1]) report(context, [...path, 'words', 1], 'is the same word');
        for (const [at, sound] of [own, sounds[other]?.ipa ?? ''].entries())
          if (ipa[at]?.includes(sound) === false)
            report(context, [...path, 'ipa', at], `has no ${sound}, which is the sound of ${words[at]} here`);
      }
      if (!/\*[^*]+\*/.test(example))
        report(context, ['sounds', name, 'example'], 'put stars around the letters that are this sound');
    }
  });
export type SoundsFile = z.infer<typeof soundsFile>;

/** `content/sounds/<language>.<first language>.yaml`: for those whose first language that is. */
export const soundsSidecar = z.strictObject({
  common: z
    .array(phone)
    .min(3)
    .max(8)
    .describe('The sounds that are hard for its speakers, the hardest first.'),
  sounds: z
    .record(
      phone,
      z.strictObject({
        make: line(200),
        tip: line(240).optional().describe('What its speakers tend to say instead, and the way from there.'),
      }),
    )
    .describe('Every sound of the language taught.'),
});
export type SoundsSidecar = z.infer<typeof soundsSidecar>;

/** The sounds of a language with what every first language that is known makes of them. */
export interface SoundGuide extends SoundsFile {
  /** By first language. */
  sidecars: Readonly<Record<string, SoundsSidecar>>;
}

/** One sound in the learner's language. */
export interface Sound extends z.infer<typeof sound> {
  phone: string;
  /** For speakers of the learner's language. */
  tip?: string;
}

/** @returns undefined for a sound that nobody described */
export function soundOf(guide: SoundGuide | undefined, phone: string, language: string): Sound | undefined {
  const found = guide?.sounds[phone];
  if (!found) return undefined;
  const { make, tip } = guide.sidecars[language]?.sounds[phone] ?? {};
  return { ...found, phone, make: make ?? found.make, ...(tip !== undefined && { tip }) };
}

/** What is drilled where nothing is known: hard for speakers of this language, else for most. */
export function commonSounds(guide: SoundGuide | undefined, language: string): readonly string[] {
  return guide?.sidecars[language]?.common ?? guide?.common ?? [];
}

function report(context: z.RefinementCtx, path: (string | number)[], message: string): void {
  context.addIssue({ code: 'custom', path, message });
}
