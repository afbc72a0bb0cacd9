import { local, nextAt, parseTime } from './clock-time.js';
import type { Effect } from './effects.js';
import type { Learner, Profile } from './learner.js';

/** The daily reminder: one timer a learner, at their local time, right across daylight saving. */
export const reminderTimer = 'reminder';

/** A reminder that could not leave within this is dropped: the hour was the learner's wish. */
export const reminderLasts = 3 * 3_600_000;

/** Somebody who wrote this recently needs no reminder. */
export const busyFor = 30 * 60_000;

/** After this many without an answer each further one waits twice as long. */
const patience = 3;
const mostDays = 32;

/** The follow-up quiz after a lesson, once a local day. */
export const quizTimer = 'quiz';
const quizAfter = 30 * 60_000;
/** An offer that could not leave within this is dropped. */
export const quizLasts = 2 * 3_600_000;
/** Local hours in which nothing is said unasked. */
const nightFrom = 22;
const nightTo = 8;

export function followUpQuiz(at: number): Effect {
  return { kind: 'schedule', timer: quizTimer, at: at + quizAfter };
}

/** Whether the follow-up may be offered now: not at night, not twice a day, not to somebody who is busy here. */
export function quizDue(learner: Learner, at: number): boolean {
  const { thread, active } = learner;
  const now = local(at, zoneOf(learner));
  const night = now.minutes >= nightFrom * 60 || now.minutes < nightTo * 60;
  return active === undefined && !night && thread.quiet !== true && thread.quizOfferedOn !== now.date;
}

export function zoneOf(learner: Pick<Learner, 'profile' | 'guess'>): string {
  return learner.profile.timeZone ?? learner.guess.timeZone ?? 'UTC';
}

/** What a change of the profile does to the timer. */
export function rescheduled(learner: Learner, patch: Partial<Profile>, at: number): Effect[] {
  if (!('reminder' in patch) && !('timeZone' in patch)) return [];
  return [nextReminder(learner, at)];
}

/**
 * The timer for the next reminder after `at`; or none, where the learner wants none. Ignored ones stretch the
 * distance: daily for the first three, then every 2nd, 4th, … day (N4).
 */
export function nextReminder(learner: Learner, at: number): Effect {
  const time = learner.profile.reminder === undefined ? undefined : parseTime(learner.profile.reminder);
  if (time === undefined) return { kind: 'unschedule', timer: reminderTimer };
  const ignored = learner.thread.remindersIgnored ?? 0;
  const days = Math.min(mostDays, 2 ** Math.floor(ignored / patience));
  const from = at + (days - 1) * 86_400_000;
  return { kind: 'schedule', timer: reminderTimer, at: nextAt(from, zoneOf(learner), time) };
}

/** Whether the reminder that fires now should be sent, given what the learner did today. */
export function reminderDue(learner: Learner, lastLessonAt: number | undefined, at: number): boolean {
  const zone = zoneOf(learner);
  const today = local(at, zone).date;
  if (learner.thread.remindedOn === today) return false;
  if (at - (learner.thread.lastAt ?? 0) < busyFor) return false;
  return lastLessonAt === undefined || local(lastLessonAt, zone).date !== today;
}
