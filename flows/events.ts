/** Everything that can happen to a learner, as the pure session sees it (DESIGN §2.1). */
export type Event = MessageEvent | TapEvent | TimerEvent | ResultEvent;

interface Happening {
  /** When it was received, epoch milliseconds. The only clock a turn knows. */
  at: number;
  /** The learner's version that was committed when this was accepted: what they could have seen by then. */
  seen: number;
}

/** The learner wrote. `text` is cleaned: NFC, no control or zero-width characters, trimmed. */
export interface MessageEvent extends Happening {
  kind: 'message';
  text: string;
}

/** The learner tapped a button. The value is whatever the client sent: parse it. */
export interface TapEvent extends Happening {
  kind: 'tap';
  value: string;
}

export interface TimerEvent extends Happening {
  kind: 'timer';
  timer: string;
}

/** What an asking effect came to. */
export interface ResultEvent extends Happening {
  kind: 'result';
  request: string;
  result: Result;
}

export type Result =
  | { kind: 'located'; zones: Place[] }
  /** The vendor or the handler failed for good. */
  | { kind: 'failed' };

export interface Place {
  /** "Springfield, Illinois, United States". */
  name: string;
  /** IANA name. */
  zone: string;
}
