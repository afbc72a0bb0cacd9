/** A voice note as it was received. What it holds is a file, or something its channel fetches: never the sound itself. */
export interface Recording {
  /** Under DATA_DIR, where the bytes came with the message: `recordings/…`. */
  file?: string;
  /** What its channel fetches it by (Telegram's `file_id`). */
  remote?: string;
  /** As the client says, to be believed for nothing but an early refusal. */
  seconds?: number;
  bytes?: number;
}

/** Why a recording cannot be listened to. Each has its own answer; none costs the learner anything. */
export const troubles = [
  /** Nothing is heard. */
  'silent',
  /** Sound, and nobody who speaks. */
  'noise',
  'music',
  /** Under half a second. */
  'short',
  /** Over what the place allows. */
  'long',
  /** More bytes than are taken, or than a channel gives out. */
  'large',
  /** No sound in any form that is known. */
  'notAudio',
  /** Begins well and breaks off. */
  'broken',
  /** The channel has it no more. */
  'gone',
  /** Nothing here can decode sound. */
  'deaf',
] as const;
export type Trouble = (typeof troubles)[number];

/** A piece of speech that was made, or of somebody's, ready to be sent. Mono Ogg/Opus. */
export interface Clip {
  /** Under DATA_DIR. */
  file: string;
  seconds: number;
  bytes: number;
}

/** A PNG that was drawn. */
export interface Drawing {
  /** Under DATA_DIR. */
  file: string;
  bytes: number;
  /** Pixels. */
  width: number;
  height: number;
}
