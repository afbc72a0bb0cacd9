import { z } from 'zod';
import type { Chat, Inbound, Store } from '../../../db/store.js';
import { labelOf } from '../../channels/web/view.js';

/** Lines of history in which a tapped button's label is looked for. */
const recent = 50;
/** Bytes of a button's value (flows/effects.ts, Choice). */
const valueLimit = 64;

const id = z
  .string()
  .regex(/^[^\p{Cc}\p{Cs}]{1,200}$/u, 'use 1 to 200 characters without control characters');

/** A message has at least one character that can be seen; how long is too long is the session's to say. */
const text = z
  .string()
  .regex(/[^\p{C}\p{Z}]/u, 'write something')
  .transform((written) => written.toWellFormed());

const button = z
  .string()
  .min(1, 'send the value of a button')
  .refine(
    (value) => Buffer.byteLength(value) <= valueLimit,
    `a button's value has ${valueLimit} bytes at most`,
  )
  .transform((value) => value.toWellFormed());

/** `{"id","text"}` or `{"id","button"}`. */
export const sendBody = z
  .strictObject({ id, text: text.optional(), button: button.optional() })
  .refine((body) => (body.text === undefined) !== (body.button === undefined), 'send either text or button');

/** What the learner did, as the engine takes it. A value that was never offered is a tap all the same. */
export async function contentOf(
  body: z.infer<typeof sendBody>,
  chat: Chat,
  store: Store,
): Promise<Inbound['content']> {
  if (body.button === undefined) return { kind: 'message', text: body.text ?? '' };
  const lines = await store.messages(chat.id, Math.max(0, chat.lastN - recent), recent);
  return { kind: 'tap', value: body.button, label: labelOf(lines, body.button) ?? '' };
}
