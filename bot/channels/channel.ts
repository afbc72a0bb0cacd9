import type { Block } from '../../content/rendered.js';
import type { Accepted, Chat, ChatMessage, Inbound } from '../../db/store.js';
import type { LessonProgress } from '../../flows/effects.js';
import type { Recording } from '../../flows/speech/recording.js';

export type { Block, RenderedMessage, Span } from '../../content/rendered.js';

/** What a channel can carry. In a file of its own without any SDK, so that `check` can use it. */
export interface Capabilities {
  name: string;
  /** Characters (UTF-16 units) in one text message without and with buttons. */
  textLimit: number;
  textLimitWithButtons: number;
  /** How many buttons a message can have, and the characters of a label; 0 buttons: numbers are typed. */
  buttons: number;
  buttonLabel: number;
  /** Where more options fit into a list that opens: its rows and the characters of a row's title. */
  list?: { rows: number; label: number };
  /** Bytes of a button's value. */
  buttonValue: number;
  /** Milliseconds a last message stays readable before its chat is deleted: clients that poll. */
  lingers?: number;
  /** The chat's history is what the learner reads: a message that stands in it is delivered, nothing is sent. */
  history?: boolean;
  /** It carries sound and pictures, each in a message of its own. */
  media?: {
    /** Bytes of a voice message (Ogg/Opus, mono) and of a picture (PNG). */
    voiceBytes: number;
    imageBytes: number;
  };
  /** How emphasis is written. */
  marks: 'blocks' | 'html' | 'whatsapp' | 'ansi' | 'plain';
}

export interface Button {
  label: string;
  value: string;
  /** `answer`: one of the choices; `action`: a way on (hint, skip). */
  role: 'answer' | 'action';
}

/** A file that goes with a message. */
export interface Media {
  /** Under DATA_DIR. */
  file: string;
  /** `audio/ogg` (Opus, mono) or `image/png`. */
  type: string;
  bytes: number;
  seconds?: number;
  /** Pixels. */
  width?: number;
  height?: number;
  /** Of a voice message: the learner's own voice saying the same, for channels that can play both. */
  own?: { file: string; seconds: number; bytes: number };
}

/** One message as it goes over the wire: what one outbox row holds. */
export interface PhysicalMessage {
  kind: 'text' | 'voice' | 'image';
  /** Of a voice or picture message: always. */
  media?: Media;
  /**
   * In the channel's own marks, numbered options included; complete without the buttons. Of a voice message the words
   * that are said, of a picture what it shows: for history and for who cannot hear or see it.
   */
  text: string;
  /** The same without numbers, for channels that render themselves (`marks: 'blocks'`). */
  blocks?: Block[];
  buttons: Button[];
  /** Buttons are shown as a list that opens. */
  list?: boolean;
  asks: boolean;
  progress?: LessonProgress;
  /** Seconds of an answer aloud that are listened to from now on. */
  listens?: number;
  /** The learner's recording, under DATA_DIR, that it tells what was heard in: shown there where a channel can. */
  heardIn?: string;
  /** Interface language that it is in: a code of content/strings/languages.yaml. */
  language?: string;
}

/** What became of one attempt to send. A closed set: only the outbox decides what follows. */
export type SendOutcome =
  | { kind: 'sent'; externalId?: string }
  /** Worth another try, not before `afterMs`. */
  | { kind: 'retry'; afterMs?: number; error: string }
  /** The platform will never take this message. */
  | { kind: 'rejected'; error: string }
  /** The learner blocked us or the chat is closed. */
  | { kind: 'gone'; error: string }
  /** Our token or settings are wrong; the row waits until they are right. */
  | { kind: 'misconfigured'; error: string };

/** Never stored, retried or ordered. `recording`: something is being said aloud. */
export type Presence = 'typing' | 'recording';

export type Accept = (inbound: Inbound) => Promise<Accepted>;

/** An address that a platform calls, as data. */
export interface WebhookRoute {
  method: 'GET' | 'POST';
  /** From the root: `/gateway/webhook/telegram`. */
  path: string;
  /** Bytes of a body; a longer one is 413 and not handed over. */
  limit: number;
  /** What came in must be stored when this resolves to 200. A throw is 500, or 503 where the store cannot take it. */
  handle: (request: WebhookRequest) => Promise<WebhookAnswer>;
}

export interface WebhookRequest {
  /** Of any case; undefined where there is none. */
  header: (name: string) => string | undefined;
  query: (name: string) => string | undefined;
  /** As it came, for signatures over the raw bytes. */
  body: Uint8Array;
}

export type WebhookAnswer =
  | { status: 200; text?: string }
  /** One sentence, told as problem+json. */
  | { status: 400 | 401 | 403; detail: string };

/** A way to talk to people. `accept` is injected; it stores before it resolves. */
export interface Channel {
  name: string;
  capabilities: Capabilities;
  start(accept: Accept): Promise<void>;
  stop(): Promise<void>;
  send(chat: Chat, message: PhysicalMessage): Promise<SendOutcome>;
  /** A message of ours is now in the chat's history. */
  shown?(chat: Chat, n: number, message: ChatMessage): void;
  presence?(chat: Chat, presence: Presence): void;
  /**
   * Shows an answer while it is made. The same id again replaces what was shown; the message itself follows as a send.
   *
   * @param id not 0
   */
  draft?(chat: Chat, text: string, id: number): void;
  /**
   * The bytes of a recording that came as a name only (`Recording.remote`); ends in an error beyond `limit` bytes.
   *
   * @throws RecordingGone where the platform has it no more or gives it to nobody; anything else is worth another try
   */
  fetch?(recording: Recording, limit: number, signal: AbortSignal): Promise<Uint8Array>;
  /** The chat and everything about its learner is deleted. */
  closed?(chat: Chat): void;
  /** Where the platform calls us; the server mounts them as they are. */
  readonly routes?: readonly WebhookRoute[];
  /** For /health. */
  status(): { state: 'ok' | 'degraded' | 'off'; detail?: string };
}

/** A recording that cannot be had: too old, or more than the platform gives out. */
export class RecordingGone extends Error {
  override name = 'RecordingGone';

  constructor(readonly why: 'gone' | 'large') {
    super(`the recording is ${why === 'large' ? 'too large' : 'gone'}`);
  }
}
