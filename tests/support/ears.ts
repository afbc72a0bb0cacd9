import type { SpeechDeps } from '../../bot/effects/speech.js';
import type { Heard, Reading } from '../../flows/speech/heard.js';
import type { Trouble } from '../../flows/speech/recording.js';

/** What listening comes to, as data: for tests of what a conversation makes of it. */

const seconds = 3;
const nothing: Heard = { seconds, speech: [{ from: 0.2, to: seconds - 0.2 }], transcripts: [] };

/** A transcriber's words, believed. */
export function words(text: string, more: Partial<Heard> = {}): Heard {
  return { ...nothing, transcripts: [{ text, model: 'whisper-1', doubts: [] }], ...more };
}

/** Words that should not be believed. */
export function doubted(text: string, doubt: 'language' | 'invented'): Heard {
  return { ...nothing, transcripts: [{ text, model: 'whisper-1', doubts: [doubt] }] };
}

export function trouble(what: Trouble): Heard {
  return { seconds, speech: [], transcripts: [], trouble: what };
}

/** No transcriber answered, or none is there; with `option` our own model knew one of the answers. */
export function unheard(why: NonNullable<Heard['unheard']>, option?: number): Heard {
  return { ...nothing, unheard: why, ...(option !== undefined && { picked: { option, confidence: 0.9 } }) };
}

/** A text under our own model, all of it clear but the words that are named. */
export function reading(text: string, hard: Readonly<Record<string, number>> = {}): Reading {
  const words = text.split(/\s+/).map((word, index) => {
    const score = hard[word.replace(/[^\p{L}'’]/gu, '')] ?? 93;
    const from = 0.2 + index * 0.3;
    const phones = [
      { phone: 'ER', score, from, to: from + 0.25, ...(score < 50 && { wrong: true as const }) },
    ];
    return { text: word, accuracy: score, total: score, said: 0.97, from, to: from + 0.25, phones };
  });
  const mean = words.reduce((sum, { accuracy }) => sum + accuracy, 0) / words.length;
  return { words, accuracy: mean, fluency: 88, prosody: 85, total: mean, match: 0.96 };
}

export interface Ears extends SpeechDeps {
  /** What was asked of them, in order. */
  asked: Parameters<NonNullable<SpeechDeps['listen']>>[0][];
  said: Parameters<NonNullable<SpeechDeps['speak']>>[0][];
  drawn: Parameters<NonNullable<SpeechDeps['draw']>>[0][];
}

/** Hears of each recording, by its file, what the test says; speaks and draws at once. */
export function ears(heard: Readonly<Record<string, Heard | Error>>): Ears {
  const made: Ears = {
    asked: [],
    said: [],
    drawn: [],
    listen: async (asked) => {
      made.asked.push(asked);
      const found = heard[asked.recording.file ?? ''];
      if (!found || found instanceof Error) throw found ?? new Error(`no ${asked.recording.file}`);
      return found;
    },
    speak: async (asked) => {
      made.said.push(asked);
      return { file: 'speech/a.ogg', seconds: 2, bytes: 8_000 };
    },
    draw: async (picture) => {
      made.drawn.push(picture);
      return { file: 'pictures/a.png', bytes: 9_000, width: 800, height: 200 };
    },
  };
  return made;
}

/** Ears that hear when the test says so. */
export class HeldEars implements SpeechDeps {
  readonly asked: Parameters<NonNullable<SpeechDeps['listen']>>[0][] = [];
  readonly said: Parameters<NonNullable<SpeechDeps['speak']>>[0][] = [];
  readonly #held = new Map<string, { resolve: (heard: Heard) => void; reject: (error: Error) => void }>();
  readonly #speaking: (() => void)[] = [];
  /** Speech is made at once, or only when `speaks` is called. */
  mute = false;
  /** How much of it waits for the test. */
  open = 0;

  readonly listen: NonNullable<SpeechDeps['listen']> = (asked) => {
    this.asked.push(asked);
    this.open += 1;
    const heard = new Promise<Heard>((resolve, reject) =>
      this.#held.set(asked.recording.file ?? '', { resolve, reject }),
    );
    return heard.finally(() => (this.open -= 1));
  };

  readonly speak: NonNullable<SpeechDeps['speak']> = async (asked) => {
    this.said.push(asked);
    if (this.mute) {
      this.open += 1;
      await new Promise<void>((resolve) => this.#speaking.push(resolve));
      this.open -= 1;
    }
    return { file: `speech/${this.said.length}.ogg`, seconds: 2, bytes: 8_000 };
  };

  /** The recordings that are being listened to. */
  get files(): string[] {
    return this.asked.map(({ recording }) => recording.file ?? '');
  }

  hears(file: string, heard: Heard | Error): void {
    const held = this.#held.get(file);
    if (!held) throw new Error(`nobody listens to ${file}`);
    if (heard instanceof Error) held.reject(heard);
    else held.resolve(heard);
  }

  speaks(): void {
    for (const speak of this.#speaking.splice(0)) speak();
  }
}
