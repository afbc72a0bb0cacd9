import { dictionary } from 'cmu-pronouncing-dictionary';
import { describe, expect, it } from 'vitest';
import { commonSounds, soundOf } from '../../flows/speech/sounds.js';
import { packagedContent } from '../support/conversation.js';
import { readContent } from '../../content/load.js';
import { contentFolder, expectedStrings, printed } from './content-folder.js';

const guide = packagedContent().courses.get('english')?.sounds;
if (!guide) throw new Error('nobody described the sounds of English');
const sounds = Object.entries(guide.sounds);

/** What is found in a small folder with these files. */
function findingsIn(files: Record<string, string>): string[] {
  const root = contentFolder(files);
  return printed(readContent(root, expectedStrings).findings, root);
}

/** ARPAbet without stress, every way the dictionary knows. */
function phonesOf(word: string): string[][] {
  const key = word.toLowerCase();
  const ways = [key, ...[1, 2, 3].map((n) => `${key}(${n})`)].flatMap((name) => dictionary[name] ?? []);
  return ways.map((phones) => phones.replace(/\d/g, '').split(' '));
}

describe('the sounds of English', () => {
  it('are the 39 of the dictionary', () => {
    const all = Object.values(dictionary).flatMap((phones) => phones.match(/[A-Z]+/g) ?? []);
    expect(sounds.map(([phone]) => phone).toSorted()).toEqual([...new Set(all)].toSorted());
  });

  it.each(sounds)('%s: its pairs differ in this sound and in nothing else', (phone, { pairs }) => {
    for (const { with: other, words } of pairs) {
      const [ours, theirs] = words.map(phonesOf);
      const differ = (ours ?? []).some((one) =>
        (theirs ?? []).some((two) => {
          const at = one.findIndex((sound, index) => sound !== two[index]);
          return (
            one.length === two.length &&
            one[at] === phone &&
            two[at] === other &&
            one.slice(at + 1).join() === two.slice(at + 1).join()
          );
        }),
      );
      expect(differ, `${words.join(' and ')}: ${JSON.stringify([ours, theirs])}`).toBe(true);
    }
  });

  it.each(sounds)(
    '%s: the IPA of its pairs is the words’ own, and differs as they do',
    (_, { pairs, ipa }) => {
      for (const { with: other, words, ipa: written } of pairs)
        expect(written[0].replace(ipa, guide.sounds[other]?.ipa ?? ''), words.join(' and ')).toBe(written[1]);
    },
  );

  it.each(sounds)(
    '%s is in its words, phrases and sentences',
    (phone, { words, phrases, sentences, example }) => {
      for (const text of [example.replaceAll('*', ''), ...words, ...phrases, ...sentences]) {
        const said = text.split(/[^A-Za-z']+/).filter(Boolean);
        const has = said.some((word) => phonesOf(word).some((phones) => phones.includes(phone)));
        expect(has, `${text} has no ${phone}`).toBe(true);
      }
    },
  );

  it('are told in the learner’s language, with a tip for its speakers; else as they were written', () => {
    expect(soundOf(guide, 'V', 'es')?.tip).toMatch(/español/);
    expect(soundOf(guide, 'V', 'en')).toEqual({ phone: 'V', ...guide.sounds['V'] });
    expect(soundOf(guide, 'XX', 'es')).toBeUndefined();
    expect(commonSounds(guide, 'ar')[0]).toBe('P');
    expect(commonSounds(guide, 'en')).toBe(guide.common);
    expect(commonSounds(undefined, 'en')).toEqual([]);
  });
});

describe('what is wrong with a file of sounds', () => {
  const th = `sounds:
  TH:
    ipa: θ
    example: "*th*ink"
    make: Blow.
    pairs: [{ with: TH, words: [think, thing], ipa: [θɪŋk, θɪŋ] }]
    words: [think, three, month]
    phrases: [three months, thank you]
    sentences: [I think., Thank you.]
`;

  it('is named with file, line and field', () => {
    const findings = findingsIn({ 'sounds/en.yaml': `common: [TH, S, TH]\n${th}` });
    expect(findings).toEqual(['sounds/en.yaml:1:14 error common.1 there is no sound S below']);
  });

  it('the IPA of a pair is that of its words, not of the sound or of something else', () => {
    const other = th.replace('[θɪŋk, θɪŋ]', '[θ, fɪŋ]');
    const findings = findingsIn({ 'sounds/en.yaml': `common: [TH, TH, TH]\n${other}` });
    expect(findings).toEqual([
      expect.stringMatching(/error sounds\.TH\.pairs\.0\.ipa\.1 has no θ, which is the sound of thing here$/),
    ]);
  });

  it('in a translation as well', () => {
    const findings = findingsIn({
      'sounds/en.yaml': `common: [TH, TH, TH]\n${th}`,
      'sounds/en.es.yaml': 'common: [TH, TH, S]\nsounds: { Z: { make: Sopla. } }\n',
    });
    expect(findings.join('\n')).toMatch(/common\.2 there is no sound S/);
    expect(findings.join('\n')).toMatch(/sounds\.Z there is no such sound/);
    expect(findings.join('\n')).toMatch(/error sounds lacks TH/);
  });
});
