import { isVowel, nameOf, type Pronunciation, soundNamed, stressOf } from '../phones.js';

/**
 * CMUdict is American; a learner may well have learnt otherwise. British forms of a pronunciation, in American sounds
 * (Wells, Accents of English, 1982, 3.2 and 2.2.7): no R before a consonant or at the end, `ask` with the vowel of
 * `father`. At most two, none where nothing differs.
 */
export function regional(pronunciation: Pronunciation): Pronunciation[] {
  const silent = withoutR(pronunciation);
  const broad = broadA(silent);
  return broad === silent && silent.length === pronunciation.length && silent.every(same(pronunciation))
    ? []
    : [...new Map([silent, broad].map((form) => [String(form), form])).values()].filter(
        (form) => String(form) !== String(pronunciation),
      );
}

const same = (other: Pronunciation) => (sound: number, index: number) => other[index] === sound;

function withoutR(pronunciation: Pronunciation): Pronunciation {
  return pronunciation.flatMap((sound, index) => {
    const next = pronunciation[index + 1];
    const vowelFollows = next !== undefined && isVowel(next);
    const name = nameOf(sound);
    if (name === 'ER') {
      const vowel = soundNamed(`AH${stressOf(sound)}`);
      return vowelFollows ? [vowel, soundNamed('R')] : [vowel];
    }
    const before = pronunciation[index - 1];
    if (name !== 'R' || vowelFollows || before === undefined || !isVowel(before)) return [sound];
    // `here` and `sure` end in a vowel of their own, `car` and `four` do not.
    return ['IH', 'IY', 'UH', 'EH'].includes(nameOf(before)) ? [soundNamed('AH0')] : [];
  });
}

function broadA(pronunciation: Pronunciation): Pronunciation {
  const broad = pronunciation.map((sound, index) => {
    if (nameOf(sound) !== 'AE' || stressOf(sound) !== 1) return sound;
    const [next, second] = [pronunciation[index + 1], pronunciation[index + 2]].map((one) =>
      one === undefined ? '' : nameOf(one),
    );
    const soft = ['S', 'F', 'TH'].includes(next ?? '');
    const nasal = next === 'N' && ['S', 'T', 'CH'].includes(second ?? '');
    return soft || nasal ? soundNamed('AA1') : sound;
  });
  return broad.every(same(pronunciation)) ? pronunciation : broad;
}
