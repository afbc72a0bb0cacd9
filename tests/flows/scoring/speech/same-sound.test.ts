import { describe, expect, it } from 'vitest';
import { sameSound } from '../../../../flows/scoring/speech/same-sound.js';
import { saysTheSame } from '../../../../flows/scoring/speech/sameness.js';
import { variants } from '../../../../flows/scoring/speech/variants.js';

const generated = sameSound
  .trim()
  .replaceAll('\n', '')
  .split('|')
  .map((line) => line.split(' '));

describe('words that sound the same', () => {
  it.each(
    `their there|there they're|to two|right write|sea see|son sun|meat meet|wear where|which witch|hour our|by buy|
    know no|new knew|one won|wait weight|weak week|whole hole|here hear|eight ate|four for|its it's|you're your|
    clothes close|inn in|colour color|cheque check|centre center|travelling traveling|programme program|grey gray|
    dr doctor|mrs missus|licence license|practise practice|dialogue dialog|tyre tire|jewellery jewelry|aunt ant`
      .split(/\|\s*/)
      .map((pair) => pair.split(' ')),
  )('%s is %s', (one = '', other = '') => {
    expect(saysTheSame(one, other)).toBe(true);
    expect(saysTheSame(other, one)).toBe(true);
  });

  // By rare ways of saying them, by accents of a part of America, by mistakes of a dictionary.
  it.each(
    `nice niece|last lass|fireman firemen|policeman policemen|woman women|foreman foremen|caller color|very vary|
    disabilities disability|typography topography|marry merry|fairy ferry|hairy harry|have halve|having halving|hostel hostile|
    our are|when win|will we'll|fact fax|facts fax|route rout|device devise|price prise|dessert desert|
    fried freed|sorry sari|force fourths|caught cot|a uh|hi hey|yes yeah|television tv|until till|advice advise|
    sense cents|saint street|doctor drive|dose dos|effect affect|coding coaching|kept capped`
      .split(/\|\s*/)
      .map((pair) => pair.split(' ')),
  )('%s is not %s', (one = '', other = '') => {
    expect(saysTheSame(one, other)).toBe(false);
  });

  it('are listed once', () => {
    const has = (group: readonly string[]) => (other: readonly string[]) =>
      group.every((word) => other.includes(word));
    expect(variants.filter((group) => generated.some(has(group)))).toEqual([]);
    expect(new Set(generated.map(String)).size).toBe(generated.length);
  });
});
