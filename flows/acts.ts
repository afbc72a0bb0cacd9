import { beginDrill } from './begin-drill.js';
import type { Command } from './commands.js';
import { linkedDrill, linkedLesson } from './deep-links.js';
import type { Draft } from './draft.js';
import { confirms } from './erasing.js';
import { interruptFor } from './hand-over.js';
import type { FrozenLesson } from './lesson.js';
import { lessonContext, sensesOf } from './machines/lesson-context.js';
import { nextReminder, quizTimer } from './nudges.js';
import { pickQuiz } from './progress/pick-quiz.js';
import {
  command,
  help,
  menu,
  numbers,
  privacy,
  progress,
  suggestions,
  titleOf,
  upcoming,
} from './replies.js';
import { seedOf } from './seed.js';

/**
 * Carries a command out. Help, progress and privacy answer in place and the open question is shown
 * again; one that needs a flow starts it and leaves the other resumable (DESIGN §2.10).
 */
export function act(draft: Draft, what: Command, argument: string): void {
  const { learner } = draft;
  switch (what) {
    case 'start':
      noteLink(draft, linkedLesson(argument));
      if (learner.sequence === 1) draft.begin(draft.flow('onboarding'));
      else if (linkedDrill(argument) !== undefined && draft.active()?.flow.name !== 'onboarding')
        beginDrill(draft, linkedDrill(argument) ?? '', (id) => resume(draft, id));
      else started(draft, linkedLesson(argument));
      return;
    case 'menu':
      draft.park();
      menu(draft);
      return;
    case 'lesson':
      lesson(draft, argument);
      return;
    case 'quiz':
      beginQuiz(draft);
      return;
    case 'talk':
      beginTalk(draft);
      return;
    case 'drill':
      beginDrill(draft, argument, (id) => resume(draft, id));
      return;
    case 'continue':
      resume(draft, draft.active()?.instance.id ?? draft.open()[0]?.id);
      return;
    case 'settings':
      interruptFor(draft, draft.flow('settings'));
      return;
    case 'help':
      help(draft);
      draft.again();
      return;
    case 'progress':
      progress(draft);
      draft.again();
      return;
    case 'privacy':
      privacy(draft);
      draft.again();
      return;
    case 'stop':
      stop(draft);
      return;
    case 'later':
      draft.park();
      draft.send({ lines: [{ say: 'later.bye', variant: learner.version }] });
      return;
    case 'quiet':
      learner.profile = { ...learner.profile, reminder: 'never' };
      learner.thread.quiet = true;
      draft.emit({ kind: 'unschedule', timer: quizTimer });
      draft.emit(nextReminder(learner, draft.at));
      draft.send({ lines: [{ say: 'quiet.done' }] });
      draft.again();
      return;
    case 'text-only':
      learner.profile = { ...learner.profile, sound: 'text' };
      draft.send({ lines: [{ say: 'sound.textOnly' }] });
      return;
    case 'show':
      draft.send({ lines: [learner.thread.unshown ?? { say: 'sound.nothing' }] });
      return;
    case 'numbers':
      numbers(draft, argument);
      return;
    case 'erase':
      learner.thread.eraseAsked = { at: draft.at, version: learner.version + 1 };
      draft.send({
        lines: [{ say: 'erase.ask' }],
        choices: [command({ say: 'erase.keep' }, 'keep'), command({ say: 'erase.yes' }, 'erase-yes')],
      });
      return;
    case 'keep':
      delete learner.thread.eraseAsked;
      draft.send({ lines: [{ say: 'erase.kept' }] });
      draft.again();
      return;
    case 'erase-yes':
      if (!confirms(draft)) {
        act(draft, 'erase', '');
        return;
      }
      // Whoever leaves for good waits for nothing, and nothing of theirs is sent anywhere any more.
      draft.park();
      learner.thread.leaving = true;
      draft.send({ lines: [{ say: 'erase.done' }] });
      draft.emit({ kind: 'erase' });
      return;
  }
}

/** The unfinished lesson, or the next one; with an argument (`unit/lesson`) exactly that one. */
function lesson(draft: Draft, argument: string): void {
  const { course } = draft.facts;
  const wanted = argument === '' ? undefined : course.lessons.get(argument.replace(`${course.id}/`, ''));
  if (argument !== '' && !wanted) {
    draft.send({
      lines: [
        { say: 'lesson.unknown', variant: draft.learner.version, args: { lesson: argument.slice(0, 80) } },
      ],
    });
    draft.again();
    return;
  }
  const unfinished = draft
    .open()
    .find((one) => one.flow === 'lesson' && (!wanted || one.frozen === wanted.hash));
  if (unfinished) {
    resume(draft, unfinished.id);
    return;
  }
  const next = wanted ?? course.lessons.get(upcoming(draft)?.entry.id ?? '');
  if (next) freeze(draft, next);
  else draft.send({ lines: [{ say: 'lesson.none' }] });
}

/** A link that a new learner came by leads to its lesson once they are through with the first questions. */
function noteLink(draft: Draft, lesson: string | undefined): void {
  const met = draft.learner.sequence > 1 && draft.active()?.flow.name !== 'onboarding';
  if (lesson !== undefined && !met && draft.facts.course.lessons.has(lesson))
    draft.learner.thread.linked = lesson;
}

/** Five questions from the lessons done; an open quiz goes on. */
function beginQuiz(draft: Draft): void {
  const open = draft.open().find(({ flow }) => flow === 'quiz');
  if (open) {
    resume(draft, open.id);
    return;
  }
  const { course, done, standings } = draft.facts;
  if (!standings) throw new Error('standings did not arrive with the event');
  const items = pickQuiz(course, done ?? [], standings, {
    seed: seedOf(draft.learner.id, draft.learner.sequence),
    language: draft.learner.profile.language,
    at: draft.at,
    senses: sensesOf(lessonContext(), draft.env()),
  });
  if (items.length === 0) {
    draft.send({
      lines: [{ say: 'quiz.none' }],
      ...(draft.learner.active === undefined && suggestions(draft)),
    });
    draft.again();
    return;
  }
  for (const { lesson } of items) draft.record({ kind: 'freeze', lesson });
  const input = { items: items.map(({ lesson, step }) => ({ hash: lesson.hash, step })) };
  draft.begin(draft.flow('quiz'), input);
}

/** An open talk goes on; otherwise the learner picks somebody. */
function beginTalk(draft: Draft): void {
  // A scene that a lesson waits for is reached through the lesson.
  const inner = new Set(draft.learner.thread.backs?.map(({ from }) => from));
  const open = draft.open().find(({ flow, id }) => flow === 'talk' && !inner.has(id));
  if (open) resume(draft, open.id);
  else draft.begin(draft.flow('talk'));
}

/** Starting a lesson freezes it: an author's edit never strands a learner half-way (DESIGN §2.11). */
function freeze(draft: Draft, next: FrozenLesson): void {
  draft.record({ kind: 'freeze', lesson: next });
  draft.begin(draft.flow('lesson'), { hash: next.hash }, next.hash);
}

function resume(draft: Draft, id: number | undefined): void {
  if (id === undefined) {
    menu(draft);
    return;
  }
  if (draft.learner.active !== id) {
    draft.park();
    draft.learner.active = id;
  }
  // Whoever talks says themselves that they are still there.
  if (draft.active()?.flow.talks !== true)
    draft.send({ lines: [{ say: 'continue.here', args: { title: titleOf(draft, id) } }] });
  draft.again();
}

/** Again: to the lesson that a link names, once the first questions are over; else to where the learner was. */
function started(draft: Draft, linked: string | undefined): void {
  const held = draft.active();
  const known = linked !== undefined && draft.facts.course.lessons.has(linked);
  if (known && held?.instance.flow !== 'onboarding') lesson(draft, linked);
  else if (held) resume(draft, held.instance.id);
  else menu(draft);
}

/** Stopping is one tap and never guilt; the place is kept. */
function stop(draft: Draft): void {
  const held = draft.active();
  const reminded = draft.learner.profile.reminder !== undefined && draft.learner.profile.reminder !== 'never';
  draft.park();
  draft.send({
    lines: [{ say: held ? 'stop.kept' : 'stop.nothing', variant: draft.learner.version }],
    ...(reminded && { actions: [command({ say: 'action.quiet' }, 'quiet')] }),
  });
}
