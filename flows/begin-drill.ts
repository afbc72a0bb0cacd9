import type { Draft } from './draft.js';
import { escapeMarks } from './effects.js';
import { lessonContext, sensesOf } from './machines/lesson-context.js';
import { suggestions } from './replies.js';
import { drillLesson, soundsToDrill } from './speech/drill-lesson.js';
import { soundOf } from './speech/sounds.js';

/** The drill that is open goes on; else one of the learner's weakest sounds begins, or of a sound that is named. */
export function beginDrill(draft: Draft, argument: string, resume: (id: number) => void): void {
  const open = draft.open().find(({ flow }) => flow === 'drill');
  const { course, sounds: standings = [] } = draft.facts;
  const { language } = draft.learner.profile;
  const named = argument.toUpperCase();
  if (open && named === '') {
    resume(open.id);
    return;
  }
  const phones = course.sounds?.sounds[named] ? [named] : soundsToDrill(course, standings, language);
  const env = draft.env();
  const ipa = phones.flatMap((phone) => soundOf(course.sounds, phone, language)?.ipa ?? []);
  const lesson = drillLesson(course, phones, {
    language,
    spoken: sensesOf(lessonContext(), env).voice,
    title: env.phrase({ say: 'drill.lesson', args: { sounds: ipa.map((one) => `/${one}/`).join(' ') } }),
    meet: ({ ipa: sound, example, make, tip }) =>
      [`*/${escapeMarks(sound)}/*  ${example}. ${make}`, ...(tip === undefined ? [] : [tip])].join('\n\n'),
  });
  if (!lesson) {
    draft.send({
      lines: [{ say: 'drill.none' }],
      ...(draft.learner.active === undefined && suggestions(draft)),
    });
    draft.again();
    return;
  }
  if (open) draft.end(open);
  draft.record({ kind: 'freeze', lesson });
  const drill = phones.map((phone) => {
    const before = standings.find((one) => one.phone === phone)?.mean;
    return { phone, times: 0, sum: 0, ...(before !== undefined && { before }) };
  });
  draft.begin(draft.flow('drill'), { hash: lesson.hash, drill }, lesson.hash);
}
