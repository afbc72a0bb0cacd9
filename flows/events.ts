import type { Heard } from './speech/heard.js';
import type { Clip, Drawing, Recording } from './speech/recording.js';
import type { PromptName } from './tutor/prompts.js';

/** Everything that can happen to a learner, as the pure session sees it (DESIGN §2.1). */
export type Event = MessageEvent | TapEvent | VoiceEvent | OtherEvent | TimerEvent | ResultEvent;

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

/** The learner spoke. */
export interface VoiceEvent extends Happening {
  kind: 'voice';
  recording: Recording;
}

/** The learner sent something that is neither text, voice nor a tap: it gets a kind line. */
export interface OtherEvent extends Happening {
  kind: 'other';
  what: Other;
}

/** What a channel can hear of and Parley cannot read yet. */
export const others = [
  'photo',
  'video',
  'sticker',
  'voice',
  'file',
  'place',
  'contact',
  /** A message was changed after it was sent. */
  'edited',
  'unknown',
  /** The first message over the hour's limit, and those after it, which get no answer of their own. */
  'limit',
  'overLimit',
] as const;

export type Other = (typeof others)[number];

export interface TimerEvent extends Happening {
  kind: 'timer';
  timer: string;
}

/** What an asking effect came to. */
export interface ResultEvent extends Happening {
  kind: 'result';
  request: string;
  result: Result;
  /** It was abandoned while it was under way: nobody awaits it, whatever its request is called by now. */
  late?: boolean;
}

export type Result =
  | { kind: 'located'; zones: Place[] }
  /** `reply` has the shape of its prompt's schema (tutor/prompts.ts); what it claims is not checked yet. */
  | { kind: 'tutored'; prompt: PromptName; reply: object; cost: Cost }
  /** Moderation stopped it: what the learner wrote, or what the model did. */
  | { kind: 'refused'; concern: Concern; of: 'said' | 'reply'; cost: Cost }
  | { kind: 'proofread'; hints: ProofHint[] }
  | { kind: 'listened'; heard: Heard; cost?: Cost }
  /** Speech that was made. */
  | { kind: 'spoken'; clip: Clip; cost?: Cost }
  | { kind: 'drawn'; drawing: Drawing }
  /** The vendor or the handler failed for good. */
  | { kind: 'failed'; reason?: FailureReason; cost?: Cost };

/** `unavailable`: nobody answered in time; `unparsed`: rubbish, twice; `spent`: the day's budget is used up. */
export type FailureReason = 'unavailable' | 'unparsed' | 'spent';

/** What a text may not be answered like any other. */
export type Concern = 'self-harm' | 'sexual' | 'violence' | 'hate' | 'illegal';

/** What asking took; goes on the record of every reply. */
export interface Cost {
  /** The file of content/prompts, and the first 16 hex digits of its SHA-256; '' where sound was heard or made. */
  prompt: PromptName | 'transcribe' | 'speak';
  promptHash: string;
  /** As the vendor names it; '' where none was asked. */
  model: string;
  /** Calls made, repeats and moderation among them. */
  calls: number;
  tokensIn: number;
  tokensOut: number;
  /** Millionths of a US dollar; 0 where the price is not known. */
  microdollars: number;
}

/** Something certainly wrong. */
export interface ProofHint {
  /** UTF-16 units into the text. */
  from: number;
  to: number;
  better: string;
  /** Harper's kind of rule. */
  rule: string;
}

export interface Place {
  /** "Springfield, Illinois, United States". */
  name: string;
  /** IANA name. */
  zone: string;
}
