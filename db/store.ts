import type { Event, Other, Result } from '../flows/events.js';
import type { DoneLesson, Progress, SoundStanding, Standing } from '../flows/facts.js';
import type { Guess, Instance, Learner } from '../flows/learner.js';
import type { FrozenLesson } from '../flows/lesson.js';
import type { FlowRecord, Utterance } from '../flows/records.js';
import type { Recording } from '../flows/speech/recording.js';

/**
 * What remembers. Every method is one transaction or one consistent read; `commit` takes data, never a
 * callback, so that a store may be synchronous (SQLite) or not (PostgreSQL). tests/contracts/store.ts is
 * this port's suite; every implementation passes it.
 *
 * Any method may reject with StoreUnavailable: the store could not do it now and nothing of it happened (but see `accept`).
 */
export interface Store {
  /** Makes a chat before its first message (the web chat). No learner exists yet; it may be gone after a day without one. */
  openChat(chat: NewChat): Promise<Chat>;
  findChat(channel: string, account: string, address: string): Promise<FoundChat | undefined>;

  /**
   * Stores an inbound message under its unique key. In the same transaction: chat, identity and learner where
   * they are new, the learner's line in the chat's history, and the version of the learner that is committed
   * now (the event's `seen`). A duplicate changes nothing. A chat belongs to one learner: in a new chat the
   * sender's addresses tell who that is, afterwards the chat does.
   *
   * Resolves when it is durable. `written` is told as soon as it can be loaded, duplicates as well, which may be sooner: the
   * learner's turn, where it commits, then makes both durable at once. Where it was told and the promise rejects, the message
   * is there, and its turn may be, as long as the machine runs: whoever offers it again is told when it is durable.
   *
   * Rejects with ChatGone where the chat must have been opened and is not there.
   */
  accept(inbound: Inbound, written?: (accepted: Accepted) => void): Promise<Accepted>;
  /** What `accept` answers to a message of the chat that it has already, and durably; undefined for one that is new. */
  accepted(chatId: number, externalId: string): Promise<Accepted | undefined>;

  /** Learners with an event to take, the longest waiting first. */
  waiting(limit: number): Promise<string[]>;
  /** The oldest event of a learner with all that a turn starts from; undefined when none waits. */
  load(learnerId: string): Promise<Loaded | undefined>;
  frozen(hash: string): Promise<FrozenLesson | undefined>;
  doneLessons(learnerId: string, course: string): Promise<DoneLesson[]>;
  progress(learnerId: string, course: string, now: number): Promise<Progress>;
  /** How the items of a course that were answered before stand, at most the 2,000 answered last. */
  standings(learnerId: string, course: string): Promise<Standing[]>;
  /** How the sounds of the language of a course went, the weakest first. */
  sounds(learnerId: string, course: string): Promise<SoundStanding[]>;
  /** What a channel calls a file that was sent before, so that it need not be sent again. */
  sentFile(channel: string, account: string, file: string): Promise<string | undefined>;
  rememberFile(channel: string, account: string, file: string, externalId: string): Promise<void>;
  /** Files under DATA_DIR that are the learner's own: recordings. They go when the learner does. */
  recordings(learnerId: string): Promise<string[]>;
  /** Every id that the learner has or had before another one became them; none where there is no such learner. */
  names(learnerId: string): Promise<string[]>;

  /** The lines of a talk after one, ascending; at most the newest `limit` of them. */
  utterances(learnerId: string, talk: number, after: number, limit: number): Promise<Said[]>;
  /** What was said better after a correction, the latest first, each once: later talks lead back to it. */
  corrected(learnerId: string, limit: number): Promise<string[]>;
  /** Calls to vendors since a moment, of one learner or of all. */
  calls(learnerId: string | undefined, since: number): Promise<number>;

  /**
   * Commits a turn if the learner's version is still the one it was loaded with and its event still waits;
   * `conflict` otherwise, and then nothing of it is written. Turns that are offered together share one
   * durable transaction, each in a savepoint of its own.
   */
  commit(turn: Turn): Promise<Committed>;

  /** Recovery only: counts that this event's pure step is about to run; returns how often it was begun. */
  markBegun(eventId: number): Promise<number>;

  /** Outbox rows that are due, what is due at once first, then by its time, each chat's line only up to its first unsettled row. With `lines` the rows of lines and no others. */
  claim(now: number, limit: number, running: ReadonlySet<number>, lines?: boolean): Promise<OutboxRow[]>;
  /** Whether what an asking row is about to say may be shown already: it still waits, and nothing in its chat's line does. */
  drafts(effectId: number): Promise<boolean>;
  /** Ends or reschedules an outbox row, with its result event or its line in the history, at once. */
  settle(settlement: Settlement): Promise<Settled>;

  /** Turns every timer that is due into an event of its learner; returns those learners. */
  fireTimers(now: number): Promise<string[]>;
  /** When the next timer, or outbox row that is not running, is due (0: at once); undefined when nothing is. */
  nextDue(running?: ReadonlySet<number>): Promise<number | undefined>;

  /** A chat's history, ascending, n > after. */
  messages(chatId: number, after: number, limit: number): Promise<ChatMessage[]>;

  /**
   * Makes two learners one: `from`'s identities, chats, events (in acceptance order), instances, records and
   * timers become `into`'s, both versions move, an alias stays for late results. Instances, and requests with
   * them, are numbered after `into`'s; waiting events of `from` have seen nothing of `into`'s questions.
   */
  merge(from: string, into: string): Promise<void>;
  /** The learner an id means now, through aliases. */
  resolve(learnerId: string): Promise<string | undefined>;
  /** Deletes every row about the learner; what readers of older states hold on to goes after them. Idempotent. */
  erase(learnerId: string): Promise<void>;

  counts(): Promise<Counts>;
  eventsAside(limit: number): Promise<AsideEvent[]>;
  sendsFailed(limit: number): Promise<FailedEffect[]>;
  /** A consistent copy of a running store. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}

/** The store is full, busy or broken for now; whoever asked may try again. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}

/** The chat was deleted, or never opened: nothing can be said in it. */
export class ChatGone extends Error {
  override name = 'ChatGone';
}

export interface NewChat {
  channel: string;
  account: string;
  /** The channel's own id of the chat. */
  address: string;
  /** SHA-256 of the chat's secret, hex, where the channel has one. */
  tokenHash?: string;
  guess: Guess;
  at: number;
}

export interface Chat {
  id: number;
  channel: string;
  account: string;
  address: string;
  tokenHash?: string;
  /** Absent until the first message. */
  learnerId?: string;
}

export interface FoundChat extends Chat {
  /** Number of the last message in it. */
  lastN: number;
}

export interface Inbound {
  channel: string;
  account: string;
  /** The chat's address on the channel. */
  chat: string;
  /** The message's id on the channel, unique in the chat. */
  externalId: string;
  /** Who wrote: found or made as an identity of the channel and account. */
  sender: { address: string; aliases?: string[] };
  content:
    | { kind: 'message'; text: string }
    | { kind: 'tap'; value: string; label: string }
    /** Its file, where it has one, is written and synced before this is called. */
    | { kind: 'voice'; recording: Recording }
    /** What is neither text nor a tap and cannot be read. */
    /** `text`: what the learner wrote, where it is kept without being answered. */
    | { kind: 'other'; what: Other; text?: string };
  /**
   * Number of the last message that the learner had been shown when they said this, where the channel knows.
   * When the chat's history holds a question of ours after it, the event has seen nothing (`seen` is 0): what was
   * written before it cannot answer it, however late it arrives.
   */
  seenN?: number;
  guess: Guess;
  at: number;
  /** The channel opens its chats itself (openChat): one that is not there is gone, and is not made anew. */
  opened?: boolean;
}

export interface Accepted {
  duplicate: boolean;
  eventId: number;
  learnerId: string;
  chatId: number;
  /** The learner's line in the chat's history. */
  n: number;
}

export interface Loaded {
  event: Event;
  eventId: number;
  learner: Learner;
  /** Unfinished ones (the 20 newest), the last touched first, and the active one. */
  instances: Instance[];
  /** Where the answer goes: the event's chat, or the learner's latest. */
  chat: Chat;
}

/** Everything one turn writes. */
export interface Turn {
  eventId: number;
  /** `aside`: the event threw and is kept for people to look at. */
  eventState: 'done' | 'late' | 'aside';
  error?: string;
  /** The learner as they are after the turn; `version` still the loaded one. */
  learner: Learner;
  /** Those that changed or are new. */
  instances: Instance[];
  records: FlowRecord[];
  outbox: NewOutboxRow[];
  schedule: { timer: string; at: number }[];
  unschedule: string[];
  /** Requests nobody awaits any more: their rows leave the outbox. */
  abandon: string[];
  at: number;
  /** When it is committed: the time of the lines it appends to a history. Absent is `at`. */
  now?: number;
}

/** What a turn came to. */
export type Committed =
  | { outcome: 'conflict' }
  | {
      outcome: 'committed';
      /** Lines of the chat's history that rows of the turn became (NewOutboxRow.append), in order. */
      appended: ChatMessage[];
      /** Rows of it are in the outbox. */
      queued: boolean;
      /** Another event of the learner waits. */
      more: boolean;
    };

export interface NewOutboxRow {
  chatId: number;
  kind: string;
  /** JSON. For a send: one physical message, final. */
  payload: unknown;
  /** Asking effects: the request their result names. */
  request?: string;
  notAfter?: number;
  /** Not before this, epoch milliseconds; absent is at once. */
  dueAt?: number;
  /** In the chat's line: goes only when everything before it in the line is settled. */
  ordered: boolean;
  /**
   * Of an ordered row that is due at once, where the chat's history is all the delivery there is: when nothing
   * waits in the chat's line it never is a row, but with the turn a line of the history, whose body is the payload.
   */
  append?: { kind: string; text: string };
}

export interface OutboxRow extends Omit<NewOutboxRow, 'append'> {
  id: number;
  learnerId: string;
  /** Times it was tried. */
  attempts: number;
  chat: Chat;
}

export interface Settlement {
  id: number;
  at: number;
  /**
   * Whose row it was. Where the request was abandoned while it ran, a result that cost something becomes an event of
   * theirs all the same, marked as late: what was spent is on record.
   */
  of?: { chatId: number; learnerId: string };
  outcome: /** `append`: what the learner now sees, a new line of the chat's history. */
    | { kind: 'done'; append?: { kind: string; text: string; body: unknown }; externalId?: string }
    /** Asking effects: the result becomes an event of the learner. */
    | { kind: 'result'; request: string; result: Result }
    /** `free`: it was cut off by ourselves, which counts as no attempt. */
    | { kind: 'retry'; at: number; error: string; free?: boolean }
    /** Refused for good or out of date: leaves the line. */
    | { kind: 'rejected'; error: string }
    /** The chat is closed to us: its remaining rows are cancelled. */
    | { kind: 'gone'; error: string };
}

export interface Settled {
  /** False when the row was already settled, or abandoned and nothing was spent on it: nothing was written. */
  applied: boolean;
  /** The history line that was appended. */
  message?: ChatMessage;
  /** The learner whose result event waits now. */
  learnerId?: string;
}

/** A line of a talk. */
export type Said = Pick<Utterance, 'line' | 'who' | 'text'>;

export interface ChatMessage {
  chatId: number;
  /** 1, 2, 3 … without gaps. */
  n: number;
  from: 'bot' | 'learner';
  kind: string;
  text: string;
  /** What the channel needs to show it; JSON. */
  body: unknown;
  at: number;
}

/** How far rows are counted: asking how it goes must cost the same however many learners there are. */
export const countedTo = 10_000;

/** Each exact up to `countedTo`, which stands for that many and more. */
export interface Counts {
  /** Beyond `countedTo`: how many there ever were. */
  learners: number;
  eventsWaiting: number;
  eventsAside: number;
  /** Among the newest `countedTo` rows of the outbox. */
  outboxWaiting: number;
  sendsFailed: number;
  timers: number;
}

export interface AsideEvent {
  eventId: number;
  learnerId: string;
  kind: string;
  error: string;
  at: number;
}

export interface FailedEffect {
  id: number;
  kind: string;
  channel: string;
  error: string;
  at: number;
}
