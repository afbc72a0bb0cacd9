import type { Inbound } from '../../../db/store.js';
import type { Guess } from '../../../flows/learner.js';
import type { Recording } from '../../../flows/speech/recording.js';
import type { z } from 'zod';
import {
  answerable,
  callbackQuery,
  contents,
  membership,
  message,
  sound,
  soundFile,
  update,
} from './updates.js';

/** What an update means to us. */
export type Heard =
  /** A learner in a chat of their own; `tapped`: the message whose button it was. */
  | { kind: 'learner'; said: Said; query?: string; tapped?: number }
  /** A callback query that cannot be taken further than to be answered. */
  | { kind: 'query'; query: string }
  | { kind: 'group'; chat: number; language?: string }
  | { kind: 'blocked' | 'unblocked'; chat: string }
  | { kind: 'nothing' };

export type Said = Omit<Inbound, 'channel' | 'account' | 'at'>;

const nothing: Heard = { kind: 'nothing' };

/** Reads an update; hostile until here. Pure. */
export function hear(raw: unknown): Heard {
  const parsed = update.safeParse(raw);
  if (!parsed.success) return nothing;
  const it = parsed.data;
  if (it.message !== undefined) return written(it.message);
  if (it.edited_message !== undefined) return edited(it.edited_message);
  if (it.callback_query !== undefined) return tapped(it.callback_query);
  return it.my_chat_member === undefined ? nothing : moved(it.my_chat_member);
}

/** The number that confirms an update; undefined for what has none. */
export function numberOf(raw: unknown): number | undefined {
  return update.shape.update_id.safeParse((raw as { update_id?: unknown } | null)?.update_id).data;
}

/**
 * The unique key in the chat is the message's own number. The update's would not do: they restart at random after a
 * quiet week, so that an old one may come again on something new.
 */
function written(raw: unknown): Heard {
  const { data } = message.safeParse(raw);
  if (!data || data.from?.is_bot !== false) return nothing;
  const { from, chat, text } = data;
  if (chat.type === 'group' || chat.type === 'supergroup') return group(chat.id, from);
  if (!isOwn(chat, from)) return nothing;
  if (text !== undefined)
    return { kind: 'learner', said: said(chat.id, from, `m${data.message_id}`, { kind: 'message', text }) };
  const content = contentOf(raw);
  if (content === undefined) return nothing;
  // An album is answered once.
  const key = data.media_group_id === undefined ? `m${data.message_id}` : `g${data.media_group_id}`;
  return { kind: 'learner', said: said(chat.id, from, key, content) };
}

/** Told once for each message, however often it is changed. A live place that moves is no edit of anybody's. */
function edited(raw: unknown): Heard {
  const { data } = message.safeParse(raw);
  if (!data || data.from?.is_bot !== false || !isOwn(data.chat, data.from) || data.text === undefined)
    return nothing;
  const content = { kind: 'other', what: 'edited' } as const;
  return { kind: 'learner', said: said(data.chat.id, data.from, `e${data.message_id}`, content) };
}

function tapped(raw: unknown): Heard {
  const { data } = callbackQuery.safeParse(raw);
  if (!data || data.from.is_bot || !isOwn(data.message.chat, data.from)) {
    const query = answerable.safeParse(raw).data?.id;
    return query === undefined ? nothing : { kind: 'query', query };
  }
  const { id, from, data: value, message: under } = data;
  const buttons = under.reply_markup?.inline_keyboard.flat() ?? [];
  const label = buttons.find(({ callback_data }) => callback_data === value)?.text ?? '';
  const content = { kind: 'tap', value, label } as const;
  return {
    kind: 'learner',
    said: said(under.chat.id, from, `q${id}`, content),
    query: id,
    tapped: under.message_id,
  };
}

function moved(raw: unknown): Heard {
  const { data } = membership.safeParse(raw);
  if (!data || data.from.is_bot) return nothing;
  const { chat, from, new_chat_member } = data;
  const { status } = new_chat_member;
  if (chat.type === 'group' || chat.type === 'supergroup')
    return status === 'member' ? group(chat.id, from) : nothing;
  if (!isOwn(chat, from)) return nothing;
  if (status === 'kicked') return { kind: 'blocked', chat: String(chat.id) };
  return status === 'member' ? { kind: 'unblocked', chat: String(chat.id) } : nothing;
}

type User = NonNullable<z.infer<typeof message>['from']>;
type Where = z.infer<typeof message>['chat'];

/** A private chat has the number of the one person in it. */
function isOwn(chat: Where, from: User): boolean {
  return chat.type === 'private' && chat.id === from.id;
}

function said(chat: number, from: User, externalId: string, content: Inbound['content']): Said {
  return {
    chat: String(chat),
    externalId,
    sender: { address: String(from.id) },
    content,
    guess: guess(from),
  };
}

function group(chat: number, from: User): Heard {
  return { kind: 'group', chat, ...guess(from) };
}

function guess({ language_code }: User): Guess {
  try {
    const language = language_code === undefined ? undefined : Intl.getCanonicalLocales(language_code)[0];
    return language === undefined ? {} : { language };
  } catch {
    return {};
  }
}

/** What is no text: sound that can be listened to, or what kind of thing it is. */
function contentOf(raw: unknown): Inbound['content'] | undefined {
  const recording = recordingOf(raw as Record<string, unknown>);
  if (recording) return { kind: 'voice', recording };
  const found = Object.entries(contents).find(([field]) => Object.hasOwn(raw as object, field));
  return found && { kind: 'other', what: found[1] };
}

/** A voice note, a round video, a piece of music, a sound sent as a file. Fetched when it is listened to. */
function recordingOf(raw: Record<string, unknown>): Recording | undefined {
  const { voice, video_note, audio, document } = raw;
  // An animation is sent as a document too.
  const file = Object.hasOwn(raw, 'animation') ? undefined : soundFile.safeParse(document).data;
  const heard = [voice, video_note, audio].map((one) => sound.safeParse(one).data).find(Boolean) ?? file;
  if (!heard) return undefined;
  const { file_id: remote, duration: seconds, file_size: bytes } = heard;
  return { remote, ...(seconds !== undefined && { seconds }), ...(bytes !== undefined && { bytes }) };
}
