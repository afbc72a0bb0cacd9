import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { z } from 'zod';
import { type Accepted, StoreUnavailable } from '../../../db/store.js';
import { knownContainer, tellingBytes } from '../../media/containers.js';
import type { MediaFolder, MediaPart } from '../../media/folder.js';
import { bodyOf } from '../body.js';
import type { WebEnv } from '../env.js';
import { Problem } from '../problem.js';
import { sentence } from '../sentence.js';
import { boundaryOf, type Field, formFields } from './multipart.js';
import { idField, seenField } from './send.js';

/** Bytes of a recording; Telegram gives out as many. */
export const recordingLimit = 20 * 1024 * 1024;
/** Bytes of everything else in the form. */
const around = 16 * 1024;
/** Bytes of a field that is text: 200 characters of four. */
const textLimit = 800;

/** A voice note that was sent: its sound is on the disk, without a name yet. */
export interface SentVoice {
  id: string;
  seen?: number;
  part: MediaPart;
}

interface Asks {
  /** Whether the message is there already: its sound is not wanted again. */
  accepted(id: string): Promise<Accepted | undefined>;
  /** Before the first byte of sound is kept. @throws Problem 413, 429 */
  admit(): Promise<void>;
}

/**
 * Reads `id`, `audio` and, where it is sent, `seen` from a form, in whatever order, the sound straight to the disk.
 * Whatever ends it early, a broken connection too, leaves nothing.
 *
 * @throws Problem 400 for what is no such form, 413 over `recordingLimit`, 415 for no known container at once
 * @throws StoreUnavailable where the disk does not take it
 */
export async function readVoice(
  c: Context<WebEnv>,
  folder: MediaFolder,
  asks: Asks,
): Promise<SentVoice | Accepted> {
  const boundary = boundaryOf(c.req.header('content-type'));
  if (boundary === undefined) throw new Problem(400, 'The content type names no boundary.');
  const declared = Number(c.req.header('content-length') ?? 0);
  if (declared > recordingLimit + around) throw tooLarge();
  const body = bodyOf(c);
  if (!body) throw new Problem(400, 'The form is empty.');
  const got: { id?: string; seen?: number; part?: MediaPart } = {};
  try {
    for await (const { name, bytes } of formFields(body, boundary, recordingLimit + around)) {
      switch (name) {
        case 'id':
          once(name, got.id);
          got.id = parsed(idField, await text(bytes), name);
          break;
        case 'seen':
          once(name, got.seen);
          got.seen = parsed(seenField, whole(await text(bytes)), name);
          break;
        case 'audio':
          once(name, got.part);
          await asks.admit();
          got.part = await stored(() => folder.begin('recordings'));
          await keepSound(bytes, got.part);
          break;
        default:
          throw new Problem(400, 'There may be the fields "id", "audio" and "seen", and no others.');
      }
      const before = name === 'id' && got.id !== undefined ? await asks.accepted(got.id) : undefined;
      if (before) {
        await got.part?.drop();
        return before;
      }
    }
    const { id, seen, part } = got;
    if (id === undefined || part === undefined) throw new Problem(400, 'Send the fields "id" and "audio".');
    return { id, part, ...(seen !== undefined && { seen }) };
  } catch (error) {
    await got.part?.drop();
    throw error;
  }
}

/** A recording's name: the chat's, so that it goes with it, and the message's, so that sent twice it is one. */
export function recordingName(chat: string, id: string): string {
  return `${chat}-${createHash('sha256').update(id).digest('base64url').slice(0, 32)}.bin`;
}

/** What the disk refuses may go through in a moment. */
export async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new StoreUnavailable('a recording cannot be written', { cause: error });
  }
}

async function keepSound(bytes: Field['bytes'], part: MediaPart): Promise<void> {
  let first = Buffer.alloc(0);
  let told = false;
  const tell = (): void => {
    if (!knownContainer(first))
      throw new Problem(415, 'This is no sound that can be read: send Ogg, WebM, MP4, MP3, WAV or FLAC.');
    told = true;
  };
  for await (const chunk of bytes) {
    if (!told) {
      first = Buffer.concat([first, chunk.subarray(0, tellingBytes)]);
      if (first.length >= tellingBytes) tell();
    }
    if (part.bytes + chunk.length > recordingLimit) throw tooLarge();
    await stored(() => part.add(chunk));
  }
  if (!told) tell();
}

async function text(bytes: Field['bytes']): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > textLimit) throw new Problem(400, 'A field of the form is too long.');
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Problem(400, 'The form is not in UTF-8.');
  }
}

/** A form has no numbers. */
function whole(written: string): number | string {
  return /^\d{1,15}$/.test(written) ? Number(written) : written;
}

function once(name: string, before: unknown): void {
  if (before !== undefined) throw new Problem(400, `The field "${name}" is there twice.`);
}

function parsed<S extends z.ZodType>(schema: S, value: unknown, name: string): z.infer<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Problem(400, sentence(result.error, `The field "${name}"`));
}

function tooLarge(): Problem {
  return new Problem(413, `A voice note may have ${recordingLimit / 1024 / 1024} MB at most.`);
}
