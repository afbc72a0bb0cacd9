import { z } from 'zod';
import type { Shown } from './chats.js';
import type { Method, Payload } from './methods.js';
import { badRequest, Refusal } from './refusal.js';
import type { FakeTelegram } from './server.js';

/** A file that the server has: what learners sent, and what the bot brought. */
export interface Kept {
  bytes: Buffer;
  name: string;
  /** As it was first sent: a photo's id is no voice. */
  kind: string;
}

/** Bytes. */
const limits = {
  fetched: 20 * 1024 * 1024,
  sent: 50 * 1024 * 1024,
  photo: 10 * 1024 * 1024,
  voice: 1024 * 1024,
};
const captionLimit = 1024;

const number = z.coerce.number().int().catch(0);

/** What brings files and gives them out, with the limits of the real one. */
export const fileMethods: Readonly<Record<string, Method>> = {
  getFile(telegram, payload) {
    const id = String(payload['file_id']);
    const kept = telegram.files.get(id);
    if (!kept) throw badRequest('wrong file_id or the file is temporarily unavailable');
    if (kept.bytes.length > limits.fetched) throw badRequest('file is too big');
    return {
      file_id: id,
      file_unique_id: `u${id}`,
      file_size: kept.bytes.length,
      file_path: `${kept.kind}/${id}.bin`,
    };
  },

  sendVoice: (telegram, payload) => {
    const learner = telegram.reachable(number.parse(payload['chat_id']));
    if (learner.voiceless) throw badRequest('VOICE_MESSAGES_FORBIDDEN');
    const { id, kept } = given(telegram, payload['voice'], 'voice');
    // What is no Opus, or too large for a voice message, becomes a file.
    const isVoice = kept.bytes.subarray(0, 4).toString() === 'OggS' && kept.bytes.length <= limits.voice;
    const kind = isVoice ? 'voice' : 'document';
    const file = { file_id: id, file_unique_id: `u${id}`, file_size: kept.bytes.length };
    return shown(telegram, payload, { ...kept, kind, fileId: id }, { [kind]: { ...file, duration: 1 } });
  },

  sendPhoto: (telegram, payload) => {
    telegram.reachable(number.parse(payload['chat_id']));
    const { id, kept } = given(telegram, payload['photo'], 'photo');
    if (kept.bytes.length > limits.photo) throw badRequest('file must be at most 10 MB');
    const { width, height } = size(kept.bytes);
    if (width + height > 10_000 || Math.max(width, height) > 20 * Math.min(width, height))
      throw badRequest('PHOTO_INVALID_DIMENSIONS');
    const photo = [90, 1280].map((side, i) => ({
      file_id: i === 1 ? id : `small${id}`,
      file_unique_id: `u${id}`,
      width: side,
      height: side,
    }));
    return shown(telegram, payload, { ...kept, kind: 'photo', fileId: id }, { photo });
  },

  sendDocument: (telegram, payload) => {
    telegram.reachable(number.parse(payload['chat_id']));
    const { id, kept } = given(telegram, payload['document'], 'document');
    const file = { file_id: id, file_unique_id: `u${id}` };
    return shown(telegram, payload, { ...kept, kind: 'document', fileId: id }, { document: file });
  },
};

/** A file that is brought (`attach://…`), or one that is there. */
function given(telegram: FakeTelegram, value: unknown, kind: string): { id: string; kept: Kept } {
  if (Buffer.isBuffer((value as { bytes?: unknown } | undefined)?.bytes)) {
    const { bytes, name } = value as { bytes: Buffer; name: string };
    if (bytes.length === 0) throw badRequest('file must be non-empty');
    if (bytes.length > limits.sent) throw new Refusal(413, 'Request Entity Too Large');
    const kept = { bytes, name, kind };
    return { id: telegram.keep(kept), kept };
  }
  const kept = telegram.files.get(String(value));
  if (!kept) throw badRequest('wrong remote file identifier specified: Wrong string length');
  if (kept.kind !== kind) throw badRequest(`can't use file of type ${kept.kind} as ${kind}`);
  return { id: String(value), kept };
}

function shown(
  telegram: FakeTelegram,
  payload: Payload,
  media: NonNullable<Shown['media']>,
  more: Record<string, unknown>,
): unknown {
  const learner = telegram.reachable(number.parse(payload['chat_id']));
  const text = z.string().default('').parse(payload['caption']);
  if (text.length > captionLimit) throw badRequest('message caption is too long');
  telegram.buckets?.take(learner.id);
  const { kind, fileId, bytes, name } = media;
  const message: Shown = {
    id: telegram.nextMessage(),
    text,
    raw: text,
    rows: [],
    buttons: [],
    at: telegram.now(),
    media: { kind, fileId, bytes, name },
  };
  learner.messages.push(message);
  learner.changed();
  return { message_id: message.id, chat: learner.chat, date: telegram.seconds(), ...more };
}

/** Of a PNG. @throws Refusal 400 for what is no picture */
function size(bytes: Buffer): { width: number; height: number } {
  if (bytes.length < 24 || bytes.subarray(1, 4).toString('latin1') !== 'PNG')
    throw badRequest('IMAGE_PROCESS_FAILED');
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}
