import { z } from 'zod';
import { parsedHtml } from './html.js';
import { badRequest } from './refusal.js';

export interface Button {
  label: string;
  value: string;
}

/** A message as a learner sees it. */
export interface Shown {
  id: number;
  /** After its marks were read. */
  text: string;
  /** As it was sent. */
  raw: string;
  /** Row by row. */
  rows: Button[][];
  buttons: Button[];
  /** Milliseconds of the server's clock. */
  at: number;
  /** Sound or a picture; `text` is its caption. */
  media?: { kind: 'voice' | 'photo' | 'document'; fileId: string; bytes: Buffer; name: string };
}

/** UTF-16 units; the real server counts at most as many. */
const textLimit = 4096;

/** What a text reads as. @throws Refusal 400 for marks that cannot be parsed, nothing to see, too long */
export function readText(text: unknown, parseMode: unknown): string {
  if (typeof text !== 'string') throw badRequest('message text is empty');
  const mode = z.enum(['HTML', 'html']).optional().safeParse(parseMode);
  if (!mode.success) throw badRequest('unsupported parse_mode');
  const read = (mode.data === undefined ? text : parsedHtml(text)).trim();
  if (read === '') throw badRequest('message text is empty');
  if (read.length > textLimit) throw badRequest('message is too long');
  if (!read.isWellFormed()) throw badRequest('strings must be encoded in UTF-8');
  return read;
}

const markup = z.object({
  inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string() }))),
});

/** Rows of buttons. @throws Refusal 400 as the real server does for labels and values it cannot carry */
export function readKeyboard(given: unknown): Button[][] {
  if (given === undefined) return [];
  const parsed = markup.safeParse(typeof given === 'string' ? JSON.parse(given) : given);
  if (!parsed.success) throw badRequest("can't parse reply keyboard markup JSON object");
  const rows = parsed.data.inline_keyboard.map((row) =>
    row.map(({ text, callback_data }) => ({ label: text, value: callback_data })),
  );
  if (rows.some((row) => row.length > 8) || rows.flat().length > 100)
    throw badRequest('REPLY_MARKUP_TOO_LONG');
  for (const { label, value } of rows.flat()) {
    if (label.trim() === '')
      throw badRequest('can\'t parse inline keyboard button: Field "text" must be non-empty');
    const bytes = Buffer.byteLength(value);
    if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
  }
  return rows.filter((row) => row.length > 0);
}
