import type { Accepted, Inbound, Store } from '../../db/store.js';

/** Longer texts are cut when they are stored: the session answers that they are too long either way. */
const longest = 20_000;

/**
 * Takes an inbound message over: cleans it, stores it, and only then lets its learner's turn begin. What it
 * resolves to may be acknowledged to the platform: it is durable then, mostly together with its turn.
 */
export function receiver(store: Store, wake: (learnerId: string) => void) {
  return (inbound: Inbound): Promise<Accepted> =>
    store.accept({ ...inbound, content: cleaned(inbound.content) }, ({ duplicate, learnerId }) => {
      if (!duplicate) wake(learnerId);
    });
}

function cleaned(content: Inbound['content']): Inbound['content'] {
  switch (content.kind) {
    case 'message':
      return { kind: 'message', text: cleanText(content.text).slice(0, longest) };
    case 'tap':
      return { kind: 'tap', value: cleanText(content.value).slice(0, 100), label: cleanText(content.label) };
    case 'voice':
      return content;
    case 'other':
      if (content.text === undefined) return content;
      return { ...content, text: cleanText(content.text).slice(0, longest) };
  }
}

/**
 * What a person can have meant by these characters: composed, without NUL, other control characters,
 * zero-width and direction-changing ones, half surrogates and noncharacters; trimmed. The joiners of emoji and
 * of scripts that need them stay between letters and pictures.
 */
export function cleanText(text: string): string {
  // Printable ASCII has nothing of that: most of what is written in English, and every button's value.
  if (/^[\x20-\x7e]*$/.test(text)) return text.trim();
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\uFFFE\uFFFF\uFFFD]/gu, (character) =>
      character === '\n' ? '\n' : character === '\t' ? ' ' : '',
    )
    .replace(/[\u200B\u2060-\u2064\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C\uFEFF\u00AD\u180E]/g, '')
    .replace(
      /(?<![\p{L}\p{M}\p{Extended_Pictographic}\uFE0F])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{Extended_Pictographic}])/gu,
      '',
    )
    .trim();
}
