import { z } from 'zod';
import type { FoundChat, Inbound, Store } from '../../../db/store.js';
import { labelOf } from '../../channels/web/view.js';

/** Lines of history in which a tapped button's label is looked for. */
const recent = 50;
/** Bytes of a button's value (flows/effects.ts, Choice). */
const valueLimit = 64;

const wantedId = 'send a text of 1 to 200 characters without control characters, a new one for each message';
export const idField = z.string(wantedId).regex(/^[^\p{Cc}\p{Cs}]{1,200}$/u, wantedId);

/** A message has at least one character that can be seen; how long is too long is the session's to say. */
const wantedText = 'send a text with at least one character that can be seen';
const text = z
  .string(wantedText)
  .regex(/[^\p{C}\p{Z}]/u, wantedText)
  .transform((written) => written.toWellFormed());

const wantedButton = `send the value of a button, a text of 1 to ${valueLimit} bytes`;
const button = z
  .string(wantedButton)
  .min(1, wantedButton)
  .refine((value) => Buffer.byteLength(value) <= valueLimit, wantedButton)
  .transform((value) => value.toWellFormed());

const wantedSeen = 'send the number of the last message that was shown, a whole number, 0 or more';
export const seenField = z.number(wantedSeen).int(wantedSeen).min(0, wantedSeen);

const wanted = 'send {"id","text"} or {"id","button"}';
/** `{"id","text"}` or `{"id","button"}`; `seen`: the last message shown when the learner said it (Inbound.seenN). */
export const sendBody = z
  .strictObject(
    { id: idField, text: text.optional(), button: button.optional(), seen: seenField.optional() },
    wanted,
  )
  .refine((body) => (body.text === undefined) !== (body.button === undefined), wanted);

/** What the learner did, as the engine takes it. A value that was never offered is a tap all the same. */
export async function contentOf(
  body: z.infer<typeof sendBody>,
  chat: FoundChat,
  store: Store,
): Promise<Inbound['content']> {
  if (body.button === undefined) return { kind: 'message', text: body.text ?? '' };
  const lines = await store.messages(chat.id, Math.max(0, chat.lastN - recent), recent);
  return { kind: 'tap', value: body.button, label: labelOf(lines, body.button) ?? '' };
}
