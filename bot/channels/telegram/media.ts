import { InputFile } from 'grammy';
import type { Media, PhysicalMessage } from '../channel.js';
import { ApiFailure, type BotApi } from './api.js';
import type { Files } from './files.js';
import { isGone } from './outcome.js';

export interface MediaDeps {
  api: BotApi;
  files: Files;
  account: string;
  /** Chats that take no voice messages: it is a setting of theirs. */
  voiceless: Set<string>;
  /** A file of this kind is about to be brought. */
  uploading(chat: string, kind: 'voice' | 'image'): void;
}

/** Characters of a caption: what it shows, in short; the whole stands in the text before. Telegram takes 1,024. */
const captionLimit = 200;
const voicelessKept = 10_000;

/**
 * Sound or a picture over the wire, in the best form that the chat takes: what it is, then a plain file, then its words.
 * What Telegram has already is sent by its name there.
 *
 * @returns Telegram's own answer: the message
 * @throws ApiFailure
 */
export async function sendMedia(deps: MediaDeps, chat: string, message: PhysicalMessage): Promise<unknown> {
  const { media, kind } = message;
  if (!media || kind === 'text') return asWords(deps, chat, message);
  try {
    if (kind === 'voice' && deps.voiceless.has(chat)) return await asFile(deps, chat, message, media);
    return await asItself(deps, chat, message, media, kind);
  } catch (error) {
    if (error instanceof FileGone) return asWords(deps, chat, message);
    if (!(error instanceof ApiFailure) || !isUnwanted(error)) throw error;
    if (isVoiceForbidden(error)) {
      if (deps.voiceless.size >= voicelessKept) deps.voiceless.clear();
      deps.voiceless.add(chat);
    }
  }
  try {
    return await asFile(deps, chat, message, media);
  } catch (error) {
    if (!(error instanceof FileGone) && !(error instanceof ApiFailure && isUnwanted(error))) throw error;
    return asWords(deps, chat, message);
  }
}

async function asItself(
  deps: MediaDeps,
  chat: string,
  message: PhysicalMessage,
  media: Media,
  kind: 'voice' | 'image',
): Promise<unknown> {
  const { api, files, account } = deps;
  const send = async (file: string | InputFile): Promise<unknown> => {
    const chat_id = Number(chat);
    if (kind === 'image') return api.call('sendPhoto', { chat_id, photo: file, caption: caption(message) });
    const duration = Math.max(1, Math.round(media.seconds ?? 0));
    return api.call('sendVoice', { chat_id, voice: file, duration });
  };
  const known = await files.sent(account, media.file);
  if (known !== undefined)
    try {
      return await send(known);
    } catch (error) {
      if (!(error instanceof ApiFailure) || !isForgotten(error)) throw error;
    }
  deps.uploading(chat, kind);
  const sent = await send(await upload(files, media, kind));
  const id = fileId(sent, kind);
  // It is sent; where that cannot be kept now it is brought once more the next time.
  if (id !== undefined) await files.remember(account, media.file, id).catch(() => undefined);
  return sent;
}

/** As a file to be opened: nobody forbids those. */
async function asFile(
  { api, files }: MediaDeps,
  chat: string,
  message: PhysicalMessage,
  media: Media,
): Promise<unknown> {
  return api.call('sendDocument', {
    chat_id: Number(chat),
    document: await upload(files, media, message.kind === 'image' ? 'image' : 'voice'),
    caption: caption(message),
    disable_content_type_detection: true,
  });
}

async function asWords({ api }: MediaDeps, chat: string, { text }: PhysicalMessage): Promise<unknown> {
  return api.call('sendMessage', {
    chat_id: Number(chat),
    text: text === '' ? '…' : text,
    link_preview_options: { is_disabled: true },
  });
}

/** The file is not there any more: it was only cached. */
class FileGone extends Error {
  override name = 'FileGone';
}

async function upload(files: Files, { file }: Media, kind: 'voice' | 'image'): Promise<InputFile> {
  const bytes = await files.read(file).catch(() => {
    throw new FileGone('a file of a message is not there');
  });
  return new InputFile(bytes, kind === 'voice' ? 'voice.ogg' : 'picture.png');
}

function caption({ text }: PhysicalMessage): string {
  if (text.length <= captionLimit) return text;
  const cut = text.slice(0, captionLimit - 2);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), captionLimit / 2)).toWellFormed()} …`;
}

/** What the server calls it; undefined where it made something else of it (a voice over 1 MB is a file). */
function fileId(sent: unknown, kind: 'voice' | 'image'): string | undefined {
  const { voice, photo } = (sent ?? {}) as { voice?: { file_id?: unknown }; photo?: { file_id?: unknown }[] };
  const id = kind === 'voice' ? voice?.file_id : Array.isArray(photo) ? photo.at(-1)?.file_id : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** The server does not want it in this form; in another it may. */
function isUnwanted(failure: ApiFailure): boolean {
  return (failure.code === 400 && !isGone(failure)) || failure.code === 413 || isVoiceForbidden(failure);
}

function isVoiceForbidden({ description }: ApiFailure): boolean {
  return /VOICE_MESSAGES_FORBIDDEN/i.test(description);
}

/** A file id of another bot, or one that the server lost. */
function isForgotten({ code, description }: ApiFailure): boolean {
  return code === 400 && /file.?(id|reference|identifier)|wrong remote file/i.test(description);
}
