import { describe, expect, it } from 'vitest';
import type { SoundStanding } from '../../../flows/facts.js';
import { drilledIn, drillLesson, soundsToDrill } from '../../../flows/speech/drill-lesson.js';
import { packagedContent } from '../../support/conversation.js';

const found = packagedContent().courses.get('english');
if (!found) throw new Error('there is no course of English');
const course = found;

/** As the store gives them. */
const standing = (phone: string, mean: number, times = 10): SoundStanding => ({
  phone,
  mean,
  times,
  lastAt: 0,
});
const drilled = (...standings: SoundStanding[]): string[] => soundsToDrill(course, standings, 'es');

const common = soundsToDrill(course, [], 'es');

describe('the sounds of a drill', () => {
  it('are the three weakest, the weakest first, in whatever order they come', () => {
    const all = [standing('S', 70), standing('R', 50), standing('TH', 40), standing('W', 60)];
    expect(drilled(...all)).toEqual(['TH', 'R', 'W']);
    expect(drilled(...all.toReversed())).toEqual(['TH', 'R', 'W']);
  });

  it('of two that are as weak the one that is known better comes first', () => {
    const all = [standing('R', 50, 5), standing('W', 50, 30), standing('S', 50, 9), standing('L', 50, 4)];
    expect(drilled(...all)).toEqual(['W', 'S', 'R']);
    expect(drilled(...all.toReversed())).toEqual(['W', 'S', 'R']);
  });

  it('what was said three times is not known yet: what is hard for speakers of the language comes instead', () => {
    expect(common).toHaveLength(3);
    expect(common).not.toContain('W');
    expect(drilled(standing('W', 5, 3))).toEqual(common);
    expect(drilled(standing('W', 5, 4))).toEqual(['W', ...common.slice(0, 2)]);
  });

  it('what goes well is left alone, and is the last of what is hard for others', () => {
    const [first = '', second = '', third = ''] = common;
    expect(drilled(standing('W', 85))).toEqual(common);
    const [one, two, three] = drilled(standing(first, 92));
    expect([one, two]).toEqual([second, third]);
    expect(three).not.toBe(first);
    // Well said once is not well yet.
    expect(drilled(standing(first, 92, 1))).toEqual(common);
  });

  it('no sound comes twice, and none that nobody described', () => {
    const [first = '', second = '', third = ''] = common;
    expect(drilled(standing(second, 30), standing('XX', 1))).toEqual([second, first, third]);
  });

  it('are none where the sounds of a language are not described', () => {
    expect(soundsToDrill({}, [standing('TH', 20)], 'es')).toEqual([]);
    expect(drillLesson(course, [], texts(true))).toBeUndefined();
  });
});

const texts = (spoken: boolean) => ({
  language: 'en',
  spoken,
  title: 'Sounds',
  meet: ({ make }: { make: string }) => make,
});

describe('the lesson of a drill', () => {
  it('a sound is met, told apart, said in a word, a phrase and a sentence, and once more', () => {
    const lesson = drillLesson(course, ['TH', 'R'], texts(true));
    expect(lesson?.lesson.steps.map(({ id, kind }) => `${id} ${kind}`)).toEqual(
      ['th', 'r'].flatMap((sound) => [
        `${sound}-meet explain`,
        `${sound}-ear minimal_pair`,
        `${sound}-word read_aloud`,
        `${sound}-phrase read_aloud`,
        `${sound}-sentence read_aloud`,
        `${sound}-again minimal_pair`,
      ]),
    );
    expect(lesson?.lesson.steps.map((step) => lesson && drilledIn(lesson, step))).toEqual([
      ...Array.from({ length: 6 }, () => 'TH'),
      ...Array.from({ length: 6 }, () => 'R'),
    ]);
  });

  it('whoever cannot be heard tells it apart from all that it is taken for, by the IPA of the words', () => {
    const { lesson } = drillLesson(course, ['TH'], texts(false)) ?? {};
    expect(lesson?.steps.slice(1)).toMatchObject([
      { kind: 'minimal_pair', words: ['think', 'sink'], ipa: ['θɪŋk', 'sɪŋk'] },
      { kind: 'minimal_pair', words: ['three', 'tree'], ipa: ['θriː', 'triː'] },
      { kind: 'minimal_pair', words: ['thin', 'fin'], ipa: ['θɪn', 'fɪn'] },
    ]);
  });
});
