import type { QuestionId } from '../questions/registry.js';
import { arrival } from './asking.js';

/** Back to a question before, whose answer was heard as another one. */
export function takenBack<Before extends QuestionId>(before: readonly Before[]) {
  return {
    MISHEARD: before.map((question) => ({
      guard: { type: 'unsaid' as const, params: { question } },
      target: question,
      actions: [{ type: 'at' as const, params: { question } }, 'askAgain' as const],
    })),
  };
}

/**
 * The states of a question, for any flow: answered or skipped it goes on to `next`, whose `actions` ask what
 * comes there; back to the one before where that was misheard. Plain data, so that the machines that use it can be drawn.
 */
export function questionState<Next extends string, Action, Before extends QuestionId = never>(
  next: Next,
  actions: readonly Action[],
  ...before: readonly Before[]
) {
  return {
    on: {
      ...takenBack(before),
      ANSWER: { target: next, actions: ['save' as const, ...actions] },
      SKIP: { target: next, actions: [...actions] },
      UNCLEAR: { actions: 'repeat' as const },
      AGAIN: { actions: 'repeat' as const },
    },
  };
}

/** The three states of the time zone: asked, looked up, picked from several. */
export function zoneStates<Next extends string, Action, Before extends QuestionId = never>(
  next: Next,
  actions: readonly Action[],
  ...before: readonly Before[]
) {
  const pick = [
    { type: 'at' as const, params: { question: 'zonePick' } },
    'keepPlaces' as const,
    'pickPlace' as const,
  ];
  const again = { type: 'at' as const, params: { question: 'zone' satisfies QuestionId } };
  const asked = questionState(next, actions, ...before);
  const clock = [
    { guard: 'onePlace' as const, target: next, actions: ['save' as const, ...actions] },
    { guard: 'severalPlaces' as const, target: 'zonePick' as const, actions: pick },
  ];
  const lookUp = { target: 'locating' as const, actions: ['lookUp' as const, 'await' as const] };
  return {
    zone: {
      on: {
        ...asked.on,
        PLACE: lookUp,
        CLOCK: clock,
        ELSEWHERE: { actions: ['declineGuess' as const, 'where' as const] },
      },
    },
    // Whatever the learner does next replaces the look-up: leaving a step abandons its request.
    locating: {
      exit: ['abandon' as const, 'forget' as const],
      on: {
        ...takenBack(before),
        LOCATED: [
          { guard: 'onePlace' as const, target: next, actions: ['save' as const, ...actions] },
          { guard: 'severalPlaces' as const, target: 'zonePick' as const, actions: pick },
          { guard: 'awaited' as const, target: 'zone' as const, actions: 'nowhere' as const },
        ],
        PLACE: { ...lookUp, reenter: true },
        CLOCK: clock,
        ANSWER: asked.on.ANSWER,
        SKIP: asked.on.SKIP,
        UNCLEAR: { target: 'zone' as const, actions: 'repeat' as const },
        ELSEWHERE: { target: 'zone' as const, actions: ['declineGuess' as const, 'where' as const] },
        AGAIN: { actions: 'waiting' as const },
        LEAVE: { target: 'zone' as const },
      },
    },
    zonePick: {
      on: {
        ...asked.on,
        UNCLEAR: { actions: 'pickPlace' as const },
        AGAIN: { target: 'zone' as const, actions: [again, ...arrival('zone').slice(1)] },
        PLACE: { ...lookUp, actions: [again, ...lookUp.actions] },
        CLOCK: clock,
        ELSEWHERE: { target: 'zone' as const, actions: [again, 'declineGuess' as const, 'where' as const] },
      },
    },
  };
}
