/** A line of the conversation as the gateway gives it out. */
export interface Message {
  /** 1, 2, 3 … without gaps. */
  n: number;
  from: 'bot' | 'learner';
  kind: string;
  /** Of a voice of ours its words, of a picture what it shows; of a learner's voice "". */
  text: string;
  blocks: Block[] | null;
  buttons: Button[];
  asks: boolean;
  progress: Progress | null;
  /** Seconds of a voice note that are listened to after it, where it says so. */
  listens: number | null;
  /** Interface language that it is in, where it is known. */
  language: string | null;
  /** Where its sound or picture is, for an hour at least. */
  mediaUrl: string | null;
  media: { seconds?: number; width?: number; height?: number } | null;
  /** The learner's own voice saying what this voice says. */
  own: { mediaUrl: string; seconds: number } | null;
  /** It tells what was heard in the learner's voice note that is there. */
  heardIn: string | null;
}

export interface Block {
  role: 'say' | 'english' | 'explain' | 'note';
  spans: Span[];
  /** The sentence in pieces to be put in order, as they are shown: the text says them with their numbers. */
  pieces?: string[];
}

export interface Span {
  text: string;
  mark?: 'strong' | 'em';
}

export interface Button {
  label: string;
  value: string;
  role: 'answer' | 'action';
}

export interface Progress {
  title: string;
  total: number;
  done: number;
  minutesLeft: number;
}

/** Something the learner said that is not in the conversation yet. */
export interface Pending {
  /** The message's id at the gateway: sent twice, it counts once. */
  id: string;
  /** Orders what waits, over all tabs. */
  order: string;
  /** What the bubble shows: the text, or the label of the button. */
  text: string;
  /** The value of the button, where it is one. */
  button?: string;
  /** It is a voice note: its sound is kept apart (sounds.ts). */
  voice?: { seconds: number };
  /** Number of the last line that was shown when the learner said it; absent in what older pages kept. */
  seen?: number;
  /** Its number in the conversation, once the server has said so. */
  n?: number;
  /** Number of the line that was said right before it, where that was still waiting then: it stands after that. */
  after?: number;
  /** The server will not take it as it is. */
  refused?: boolean;
  /** Why not, in the server's words. */
  why?: string;
  /** Its sound is not here any more. */
  lost?: boolean;
}
