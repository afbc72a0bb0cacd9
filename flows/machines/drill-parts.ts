import type { Line, Message } from '../effects.js';
import type { Env } from '../machine.js';
import { drilledIn } from '../speech/drill-lesson.js';
import type { SoundSum } from '../speech/scores.js';
import { soundOf } from '../speech/sounds.js';
import { itemAt, lessonOf, stepAt, type DrilledSound, type LessonContext } from './lesson-context.js';

/** What a drill of sounds says and counts beside what every lesson does. */

/** Points of a hundred that are more than chance between two recordings. */
const better = 4;
/** From here on a sound is clear. */
const clear = 85;

export function drillIntro({ drill = [] }: LessonContext, env: Env): Message {
  return { lines: [{ say: 'drill.hello', args: { sounds: listed(drill, env) } }] };
}

/** What got better, sound by sound; without our own model, what was practised. */
export function drillSummary({ drill = [], points }: LessonContext, env: Env): Message {
  const lines = drill.flatMap((sound): Line[] => {
    const { times, sum, before } = sound;
    if (times === 0) return [];
    const now = sum / times;
    const say =
      before !== undefined && now - before >= better
        ? 'drill.better'
        : now >= clear
          ? 'drill.clear'
          : 'drill.works';
    return [{ say, args: { example: { markup: exampleOf(sound, env) } } }];
  });
  const practised: Line[] =
    lines.length > 0 ? lines : [{ say: 'drill.practised', args: { sounds: listed(drill, env) } }];
  return { lines: [...practised, { say: 'drill.points', args: { points } }] };
}

/** What its recordings are kept under. */
export function drillSource(context: LessonContext, env: Env): string {
  const phone = drilledIn(lessonOf(env), stepAt(context.index, env));
  return phone === undefined ? itemAt(context, env) : `drill/${phone}`;
}

/** The sounds of a drill with what a recording adds to them. */
export function drilled(drill: readonly DrilledSound[], sounds: readonly SoundSum[]): DrilledSound[] {
  return drill.map((one) => {
    const now = sounds.find(({ phone }) => phone === one.phone);
    return now ? { ...one, times: one.times + now.times, sum: one.sum + now.sum } : one;
  });
}

function listed(drill: readonly DrilledSound[], env: Env): { markup: string } {
  return { markup: drill.map((sound) => exampleOf(sound, env)).join(', ') };
}

function exampleOf({ phone }: DrilledSound, env: Env): string {
  return soundOf(env.facts.course.sounds, phone, env.profile.language)?.example ?? phone;
}
