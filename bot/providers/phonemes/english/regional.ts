import { isVowel, nameOf, type Pronunciation, soundNamed, stressOf } from '../phones.js';

/**
 * CMUdict is American and careful; a learner may well have learnt otherwise. Further forms of a pronunciation, in
 * American sounds (Wells, Accents of English, 1982, 2.2.7, 2.3.2, 3.2): without R before a consonant or at the end,
 * `ask` with the vowel of `father`, `little` and `seven` without a vowel in the second syllable, and what these make
 * together.
 *
 * @returns different from it and from each other; none where nothing of this applies
 */
export function regional(pronunciation: Pronunciation): Pronunciation[] {
  const forms = new Map([[String(pronunciation), pronunciation]]);
  for (const rule of [withoutR, broadA, syllabic])
    for (const form of [...forms.values()]) {
      const changed = rule(form);
      forms.set(String(changed), changed);
    }
  return [...forms.values()].slice(1);
}

/** L and N that are a syllable by themselves: after a consonant, with no vowel behind them. */
function syllabic(pronunciation: Pronunciation): Pronunciation {
  return pronunciation.filter((sound, index) => {
    const [before, next, second] = [-1, 1, 2].map((step) => pronunciation[index + step]);
    if (sound !== reduced || before === undefined || isVowel(before) || nameOf(before) === 'R') return true;
    if (next === undefined || !['L', 'N'].includes(nameOf(next))) return true;
    return second !== undefined && isVowel(second);
  });
}

const reduced = soundNamed('AH0');

function withoutR(pronunciation: Pronunciation): Pronunciation {
  return pronunciation.flatMap((sound, index) => {
    const [before, next] = [pronunciation[index - 1], pronunciation[index + 1]];
    const vowelFollows = next !== undefined && isVowel(next);
    const name = nameOf(sound);
    if (name === 'ER') {
      const vowel = soundNamed(`AH${stressOf(sound)}`);
      return vowelFollows ? [vowel, soundNamed('R')] : [vowel];
    }
    // `here` has the vowel of `hit` then.
    if (name === 'IY' && next !== undefined && nameOf(next) === 'R' && !vowelAfter(pronunciation, index + 1))
      return [soundNamed(`IH${stressOf(sound)}`)];
    if (name !== 'R' || vowelFollows || before === undefined || !isVowel(before)) return [sound];
    // `here` and `sure` end in a vowel of their own, `car` and `four` do not.
    return ['IH', 'IY', 'UH', 'EH'].includes(nameOf(before)) ? [reduced] : [];
  });
}

const vowelAfter = (sounds: Pronunciation, index: number) => {
  const after = sounds[index + 1];
  return after !== undefined && isVowel(after);
};

function broadA(pronunciation: Pronunciation): Pronunciation {
  return pronunciation.map((sound, index) => {
    if (nameOf(sound) !== 'AE' || stressOf(sound) !== 1) return sound;
    const [next, second] = [pronunciation[index + 1], pronunciation[index + 2]].map((one) =>
      one === undefined ? '' : nameOf(one),
    );
    const soft = ['S', 'F', 'TH'].includes(next ?? '');
    const nasal = next === 'N' && ['S', 'T', 'CH'].includes(second ?? '');
    return soft || nasal ? soundNamed('AA1') : sound;
  });
}
