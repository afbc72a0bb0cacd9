import { describe, expect, it } from 'vitest';
import type { Env } from '../../../flows/machine.js';
import { drilled, drillSummary } from '../../../flows/machines/drill-parts.js';
import { lessonContext, type DrilledSound } from '../../../flows/machines/lesson-context.js';
import { packagedContent } from '../../support/conversation.js';

const course = packagedContent().courses.get('english');
const env = { facts: { course }, profile: { language: 'en' } } as unknown as Env;

/** What is said in the end of sounds that stood and went like this. */
function said(...drill: DrilledSound[]) {
  return drillSummary({ ...lessonContext({ instance: 1, hash: 'h', at: 0, drill }), points: 7 }, env).lines;
}

const th = (now: number, before?: number): DrilledSound => ({
  phone: 'TH',
  times: 4,
  sum: 4 * now,
  ...(before !== undefined && { before }),
});
const points = { say: 'drill.points', args: { points: 7 } };
const example = { markup: '*th*ink' };

describe('the end of a drill', () => {
  it.each([
    ['much better than before', th(64, 60), 'drill.better'],
    ['better, and clear as well: that it is better comes first', th(95, 60), 'drill.better'],
    ['a little better is chance', th(63.9, 60), 'drill.works'],
    ['worse than before', th(50, 60), 'drill.works'],
    ['clear as ever', th(90, 91), 'drill.clear'],
    ['clear, and never said before', th(85), 'drill.clear'],
    ['not clear, and never said before', th(84.9), 'drill.works'],
  ])('%s', (_, sound, say) => {
    expect(said(sound)).toEqual([{ say, args: { example } }, points]);
  });

  it('has a line for each sound that was heard, in the order of the drill', () => {
    const unsaid: DrilledSound = { phone: 'R', times: 0, sum: 0, before: 40 };
    const v: DrilledSound = { phone: 'V', times: 1, sum: 30 };
    expect(said(th(90), unsaid, v)).toEqual([
      { say: 'drill.clear', args: { example } },
      { say: 'drill.works', args: { example: { markup: '*v*ery' } } },
      points,
    ]);
  });

  it('says what was practised where nobody heard a sound of it', () => {
    const unsaid = { times: 0, sum: 0 };
    expect(said({ phone: 'TH', ...unsaid }, { phone: 'V', ...unsaid })).toEqual([
      { say: 'drill.practised', args: { sounds: { markup: '*th*ink, *v*ery' } } },
      points,
    ]);
  });
});

describe('what a recording adds to the sounds of a drill', () => {
  it('is added up, and what the drill is not about is left out', () => {
    const before = [th(80, 60), { phone: 'R', times: 0, sum: 0 }];
    const sounds = [
      { phone: 'TH', times: 2, sum: 100 },
      { phone: 'S', times: 5, sum: 400 },
    ];
    expect(drilled(before, sounds)).toEqual([
      { phone: 'TH', times: 6, sum: 420, before: 60 },
      { phone: 'R', times: 0, sum: 0 },
    ]);
  });
});
