import { after } from './after.js';
import { comeBack } from './hand-over.js';
import { local } from './clock-time.js';
import type { Draft, Held } from './draft.js';
import type { ResultEvent, TimerEvent } from './events.js';
import {
  nextReminder,
  quizDue,
  quizLasts,
  quizTimer,
  reminderDue,
  reminderLasts,
  reminderTimer,
  zoneOf,
} from './nudges.js';
import { listened } from './voice-arrivals.js';
import { made } from './voice-out.js';
import { command, entryArgs, titleOf, upcoming } from './replies.js';
import { letGo } from './ways-on.js';

/** What reaches a learner without their doing: timers that ring and results that arrive. */

export function rang(draft: Draft, event: TimerEvent): void {
  if (event.timer === reminderTimer) remind(draft);
  else if (event.timer === quizTimer) offerQuiz(draft);
  else if (event.timer.startsWith('slow:')) slow(draft, event.timer.slice('slow:'.length));
}

function slow(draft: Draft, request: string): void {
  if (awaiting(draft, request)) draft.send({ lines: [{ say: 'waiting.slow' }] });
  else if (draft.learner.thread.notes?.some((note) => note.request === request))
    draft.send({ lines: [{ say: 'voice.slow' }] });
}

/** Half an hour after a lesson: while it is fresh and not in anybody's way. */
function offerQuiz(draft: Draft): void {
  const { learner } = draft;
  if (!quizDue(learner, draft.at)) return;
  learner.thread.quizOfferedOn = local(draft.at, zoneOf(learner)).date;
  draft.send(
    {
      lines: [{ say: 'quiz.offer', variant: learner.version }],
      choices: [command({ say: 'action.now' }, 'quiz'), command({ say: 'action.later' }, 'later')],
      actions: [command({ say: 'action.quiet' }, 'quiet')],
    },
    draft.at + quizLasts,
  );
}

function remind(draft: Draft): void {
  const { learner } = draft;
  const lastLesson = Math.max(0, ...(draft.facts.done ?? []).map(({ lastAt }) => lastAt)) || undefined;
  if (reminderDue(learner, lastLesson, draft.at)) {
    const open = draft.open()[0];
    const next = upcoming(draft);
    const choices = [command({ say: 'action.later' }, 'later'), command({ say: 'action.quiet' }, 'quiet')];
    if (open)
      draft.send(
        {
          lines: [
            {
              say: 'reminder.unfinished',
              variant: learner.version,
              args: { title: titleOf(draft, open.id) },
            },
          ],
          choices: [command({ say: 'action.continue' }, 'continue'), ...choices],
        },
        draft.at + reminderLasts,
      );
    else if (next)
      draft.send(
        {
          lines: [{ say: 'reminder.lesson', variant: learner.version, args: entryArgs(draft, next.entry) }],
          choices: [command({ say: 'action.now' }, 'lesson'), ...choices],
        },
        draft.at + reminderLasts,
      );
    learner.thread.remindedOn = local(draft.at, zoneOf(learner)).date;
    learner.thread.remindersIgnored = (learner.thread.remindersIgnored ?? 0) + 1;
  }
  draft.emit(nextReminder(learner, draft.at));
}

/** @returns false for a result nobody awaits any more (DESIGN §2.3) */
export function arrived(draft: Draft, event: ResultEvent): boolean {
  account(draft, event);
  // A note that was listened to, and what was made to be heard or seen, is the session's own business.
  const own = event.late === true ? undefined : (listened(draft, event) ?? made(draft, event));
  if (own === true) return true;
  const held = event.late === true ? undefined : awaiting(draft, event.request);
  if (!held?.flow.take) {
    draft.record({ kind: 'lateResult', request: event.request });
    return false;
  }
  draft.answered(event.request);
  const taken = held.flow.take(held.view, event.result, draft.env(held.instance), event.request);
  const isActive = held.instance.id === draft.learner.active;
  // In the middle of another flow nothing is said of a question that is left beside it.
  if (isActive && held.flow.letsGo === true && taken.type === 'SKIP') letGo(draft, held);
  else if (draft.feed(held, taken)) finished(draft, held);
  return true;
}

/** What ended beside the learner's way is handed back in silence; the open question is shown again. */
function finished(draft: Draft, held: Held): void {
  if (draft.learner.active === undefined) after(draft, held);
  else {
    comeBack(draft, held);
    draft.again();
  }
}

/** Whoever waited for it or not: what asking a vendor took is on record. */
function account(draft: Draft, { request, result }: ResultEvent): void {
  if (!('cost' in result) || !result.cost) return;
  const outcome = result.kind === 'refused' || result.kind === 'failed' ? result.kind : 'used';
  draft.record({ kind: 'reply', request, outcome, cost: result.cost });
}

/** The open instance, active or not, that waits for exactly this request. */
function awaiting(draft: Draft, request: string): Held | undefined {
  const id = Number(request.split('.', 1)[0]);
  const held = draft.held(id);
  return held?.flow.awaits?.(held.view) === request ? held : undefined;
}
