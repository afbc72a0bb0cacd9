import { z } from 'zod';
import type { Other } from '../../../flows/events.js';

/**
 * What we use of the Bot API's updates and nothing else: more fields are left alone, and an update that does not fit is
 * as if it were of a kind we do not take.
 */

const id = z.int();

const user = z.object({
  id: id.positive(),
  is_bot: z.boolean().default(false),
  /** IETF tag; a guess, worth no error. */
  language_code: z.string().max(35).optional().catch(undefined),
});

const chat = z.object({
  id,
  type: z.enum(['private', 'group', 'supergroup', 'channel']),
});

export const message = z.object({
  message_id: id.positive(),
  /** Absent where a channel or an anonymous administrator writes. */
  from: user.optional(),
  chat,
  text: z.string().optional(),
  /** Pictures that were sent together are messages of their own with this in common. */
  media_group_id: z.string().min(1).max(64).optional().catch(undefined),
});

/** A sound as it is told of, of whatever kind: seconds and bytes are claims. */
export const sound = z.object({
  file_id: z.string().min(1).max(256),
  duration: z.number().nonnegative().optional().catch(undefined),
  file_size: z.number().nonnegative().optional().catch(undefined),
});

/** A file that somebody sent; only one that says it is sound is heard. */
export const soundFile = sound.extend({ mime_type: z.string().regex(/^audio\//i) });

/** Every query is answered, also one that cannot be read further. */
export const answerable = z.object({ id: z.string().min(1).max(64) });

export const callbackQuery = answerable.extend({
  from: user,
  data: z.string(),
  message: z.object({
    message_id: id.positive(),
    chat,
    reply_markup: z
      .object({
        inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string() }))),
      })
      .optional()
      .catch(undefined),
  }),
});

export const membership = z.object({
  chat,
  from: user,
  new_chat_member: z.object({ status: z.string() }),
});

/** An update from outside: an object with a number, and one thing that happened. */
export const update = z.object({
  update_id: id.nonnegative(),
  message: z.unknown().optional(),
  edited_message: z.unknown().optional(),
  callback_query: z.unknown().optional(),
  my_chat_member: z.unknown().optional(),
});

/** What we ask the server to tell us. */
export const allowed = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/**
 * Contents without text, the telling one first (an animation is sent as a document too). Others are left alone. Sound
 * among them is sound that cannot be had: what can be is heard (`sound`).
 */
export const contents = {
  animation: 'video',
  photo: 'photo',
  live_photo: 'photo',
  sticker: 'sticker',
  video: 'video',
  video_note: 'video',
  voice: 'voice',
  audio: 'voice',
  document: 'file',
  venue: 'place',
  location: 'place',
  contact: 'contact',
  poll: 'unknown',
  dice: 'unknown',
  game: 'unknown',
  story: 'unknown',
  paid_media: 'unknown',
  checklist: 'unknown',
  rich_message: 'unknown',
  invoice: 'unknown',
} as const satisfies Record<string, Other>;
