import type { Line } from '../effects.js';
import type { Place } from '../events.js';
import type { Env } from '../machine.js';
import type { QuestionId } from '../questions/registry.js';

export interface AskingContext {
  instance: number;
  /** The open question as button values name it. */
  question: string;
  /** How often something was looked up here; makes each request's id its own. */
  attempt: number;
  /** Places in a row that were on no map, since the question was entered. */
  nowhere?: number | undefined;
  /** The request whose result is awaited. */
  awaiting?: string | undefined;
  /** Zones to pick from. */
  places: Place[];
  /** The time zone the client reports is not where the learner is. */
  elsewhere: boolean;
}

export type AskingEvent =
  | { type: 'START'; env: Env }
  | { type: 'ANSWER'; env: Env; question: QuestionId; value: string; aloud?: true }
  | { type: 'MISHEARD'; env: Env; question: QuestionId }
  | { type: 'PLACE'; env: Env; place: string }
  | { type: 'CLOCK'; env: Env; places: Place[] }
  | { type: 'ELSEWHERE'; env: Env }
  | { type: 'LOCATED'; env: Env; request: string; places: Place[] }
  | { type: 'SKIP'; env: Env }
  | { type: 'UNCLEAR'; env: Env; line: Line }
  | { type: 'CHOOSE'; env: Env; question: QuestionId }
  | { type: 'BEGIN'; env: Env }
  | { type: 'CLOSE'; env: Env }
  /** With what is said to a question that was asked back, where that is no misunderstanding. */
  | { type: 'AGAIN'; env: Env; line?: Line }
  | { type: 'LEAVE'; env: Env };

/** @param input absent where XState makes an actor for a transition only; that one is never looked at */
export function askingContext(input: { instance: number } = { instance: 0 }): AskingContext {
  return { instance: input.instance, question: '', attempt: 0, places: [], elsewhere: false };
}

/** Names a look-up: flow instance, step, attempt. */
export function request(context: AskingContext, attempt: number): string {
  return `${context.instance}.zone.${attempt}`;
}
