import { commandValue, type Command } from './commands.js';
import { local } from './clock-time.js';
import type { Draft } from './draft.js';
import type { Choice, Line, Say } from './effects.js';
import type { Instance } from './learner.js';
import type { OutlineEntry } from './lesson.js';
import { zoneOf } from './nudges.js';
import { nextLesson } from './progress/next-lesson.js';
import { patience } from './slips.js';
import { inNumbers } from './speech/in-numbers.js';

/** What the session itself says: answers given in place, and what to do when no flow has the floor. */

export function command(label: Say, value: Command): Choice {
  return { label, value: commandValue(value) };
}

export function help(draft: Draft): void {
  const busy = draft.learner.active !== undefined;
  draft.send({
    lines: [{ say: 'help.what' }, { say: 'help.commands' }, { say: busy ? 'help.here' : 'help.free' }],
    ...(!busy && suggestions(draft)),
  });
}

export function privacy(draft: Draft): void {
  draft.send({
    lines: [
      { say: 'privacy.kept' },
      {
        say:
          (draft.facts.tutor || draft.facts.transcribes) && draft.learner.profile.consent === true
            ? 'privacy.model'
            : 'privacy.where',
      },
      { say: 'privacy.rights' },
    ],
    actions: [command({ say: 'privacy.erase' }, 'erase')],
  });
}

/** Progress in words: what was done, this week by days, what was hard. */
export function progress(draft: Draft): void {
  const { progress: sums } = draft.facts;
  if (!sums) throw new Error('progress did not arrive with the event');
  // Who was shown every answer has met its words all the same.
  const hasMet = sums.words > 0 && sums.recent.length > 0;
  if (sums.answered === 0 && sums.lessonsDone === 0 && !hasMet) {
    draft.send({ lines: [beginning(draft)], ...(free(draft) && suggestions(draft)) });
    return;
  }
  const zone = zoneOf(draft.learner);
  const days = new Set(sums.recent.map((at) => local(at, zone).date)).size;
  const lines: Line[] = [
    { say: 'progress.sums', args: { lessons: sums.lessonsDone, words: sums.words, points: sums.points } },
    { say: 'progress.week', args: { days } },
  ];
  const hard = sums.hard.find(({ item }) => !isUnderWay(draft, item));
  if (hard) lines.push({ say: 'progress.hard' }, { text: hard.expected, role: 'english' });
  draft.send({ lines, ...(free(draft) && suggestions(draft)) });
}

/** Whether an item is of a lesson under way, or of one that the open question is from: its answer is not told here. */
function isUnderWay(draft: Draft, item: string): boolean {
  const held = draft.active();
  const hashes = [
    ...draft.open().map(({ frozen }) => frozen ?? ''),
    ...(held?.flow.lessons?.(held.view.context) ?? []),
  ];
  return hashes.some((hash) => {
    const lesson = draft.facts.frozen?.get(hash);
    return lesson !== undefined && item.startsWith(`${lesson.course}/${lesson.id}#`);
  });
}

/** Before the first answer: the lesson that is under way, or how long the first one takes. */
function beginning(draft: Draft): Line {
  for (const { id, flow, frozen } of draft.open()) {
    const { minutes } = draft.facts.frozen?.get(frozen ?? '')?.lesson ?? {};
    if (flow === 'lesson' && minutes !== undefined)
      return { say: 'progress.begun', args: { title: titleOf(draft, id), minutes } };
  }
  const next = upcoming(draft);
  return next ? { say: 'progress.nothing', args: { minutes: next.entry.minutes } } : { say: 'lesson.none' };
}

/** How something that was said went, in numbers; what could be picked before still can. @param code in-numbers.ts */
export function numbers(draft: Draft, code: string): void {
  const { choices = [], actions = [], progress } = draft.learner.thread.offer ?? {};
  const others = actions.filter(({ value }) => value !== `${commandValue('numbers')}.${code}`);
  draft.send({
    lines: inNumbers(code),
    choices,
    actions: others,
    asks: draft.active()?.position !== undefined,
    ...(progress && { progress }),
  });
}

/**
 * What there is to do now, when nothing is going on; worded by how often it was shown in a row. Three tellings, then
 * another way (VOICE 9): one thing, to which a yes is enough.
 */
export function menu(draft: Draft): void {
  const { thread } = draft.learner;
  const shown = thread.slips ?? 0;
  thread.slips = shown + 1;
  const round = patience + 1;
  if (shown % round === patience && offerOne(draft)) return;
  const variant = shown - Math.floor(shown / round);
  draft.send({ lines: [{ say: 'menu.ask', variant }], ...suggestions(draft) });
}

/** @returns whether there is anything to offer */
function offerOne(draft: Draft): boolean {
  const next = upcoming(draft);
  if (draft.open().length > 0) offerContinue(draft, 'continue.back');
  else if (next) {
    const { title } = entryArgs(draft, next.entry);
    draft.send({
      lines: [{ say: 'menu.practise' }],
      choices: [
        command({ say: 'action.lesson', args: { title } }, 'lesson'),
        command({ say: 'action.later' }, 'later'),
      ],
    });
  } else return false;
  return true;
}

/** After something ended: what comes next, now or another day. */
export function rest(draft: Draft): void {
  const unfinished = draft.open()[0];
  if (unfinished) {
    offerContinue(draft, 'continue.back');
    return;
  }
  const next = upcoming(draft);
  if (!next) return;
  const { title, minutes } = entryArgs(draft, next.entry);
  draft.send({
    lines: [
      next.again ? { say: 'rest.allDone', args: { title } } : { say: 'rest.next', args: { title, minutes } },
    ],
    choices: [command({ say: 'action.now' }, 'lesson'), command({ say: 'action.later' }, 'later')],
  });
}

export function offerContinue(draft: Draft, say: 'continue.back' | 'continue.ask'): void {
  const newest = draft.active()?.instance ?? draft.open()[0];
  if (!newest) return;
  draft.send({
    lines: [{ say, args: { title: titleOf(draft, newest.id) } }],
    choices: [
      command({ say: 'action.continue' }, 'continue'),
      command({ say: 'action.somethingElse' }, 'menu'),
    ],
  });
}

/** What an unfinished instance is called: the lesson's own title, else the flow's. */
export function titleOf(draft: Draft, id: number): Say {
  const instance = draft.instances.get(id);
  const flow = instance && draft.flows[instance.flow];
  const frozen = instance?.frozen === undefined ? undefined : draft.facts.frozen?.get(instance.frozen);
  const { language } = draft.learner.profile;
  if (frozen)
    return { say: 'lesson.title', args: { title: frozen.sidecars[language]?.title ?? frozen.lesson.title } };
  return flow?.title ?? { say: 'onboarding.title' };
}

export function upcoming(draft: Draft): { entry: OutlineEntry; again: boolean } | undefined {
  const { course, done } = draft.facts;
  // A lesson finished in this very turn is not among the facts yet.
  const now = draft.records.flatMap((record) =>
    record.kind === 'lessonDone' ? [{ lesson: record.lesson, times: 1, lastAt: draft.at }] : [],
  );
  return nextLesson(course.outline, [...(done ?? []), ...now], draft.learner.profile.level);
}

export function entryArgs(draft: Draft, entry: OutlineEntry): { title: string; minutes: number } {
  const { language } = draft.learner.profile;
  return { title: entry.titles[language] ?? entry.title, minutes: entry.minutes };
}

export function suggestions(draft: Draft): { choices: Choice[] } {
  const unfinished = draft.open()[0];
  const choices: Choice[] = [];
  if (unfinished)
    choices.push(
      command({ say: 'action.continueWith', args: { title: titleOf(draft, unfinished.id) } }, 'continue'),
    );
  const lesson = lessonBeside(draft, unfinished);
  if (lesson !== undefined)
    choices.push(command({ say: 'action.lesson', args: { title: lesson } }, 'lesson'));
  if (draft.learner.thread.detailsBegun === true)
    choices.push(command({ say: 'action.talk' }, 'talk'), command({ say: 'action.quiz' }, 'quiz'));
  if (draft.learner.thread.detailsBegun === true && (draft.facts.pronounces || draft.facts.speaks))
    choices.push(command({ say: 'action.drill' }, 'drill'));
  choices.push(
    command({ say: 'action.progress' }, 'progress'),
    command({ say: 'action.settings' }, 'settings'),
  );
  return { choices };
}

/** The title of what "lesson" leads to; undefined where going on with what is unfinished leads to that same lesson. */
function lessonBeside(draft: Draft, unfinished: Instance | undefined): Say | string | undefined {
  const open = draft.open().find(({ flow }) => flow === 'lesson');
  const next = upcoming(draft);
  if (!open) return next && entryArgs(draft, next.entry).title;
  // A scene of a lesson is a part of it.
  const { backs } = draft.learner.thread;
  const isPart = backs?.some(({ to, from }) => to === open.id && from === unfinished?.id) === true;
  return isPart || open === unfinished ? undefined : titleOf(draft, open.id);
}

const free = (draft: Draft) => draft.learner.active === undefined;
