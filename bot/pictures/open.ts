import { createHash } from 'node:crypto';
import { utimes } from 'node:fs/promises';
import type { Picture } from '../../flows/speech/picture.js';
import type { Drawing } from '../../flows/speech/recording.js';
import { ownName, type MediaFolder } from '../media/folder.js';
import type { Voices } from './paint.js';
import { Painter } from './painter.js';

/** Counted up when the same data give another picture. */
const look = 1;

/**
 * Draws pictures as PNG under DATA_DIR, `pictures/own-<learner>-<hash>.png`: each shows what somebody said, and goes when
 * they do. One that was drawn before is not drawn again. The drawing itself runs in a thread of its own, so that turns do
 * not wait for it.
 *
 * @param waves the sound of a media file, 16 kHz mono, -1..1
 * @returns rejects where a sound cannot be read, nothing can be drawn or the disk is full
 */
export function drawing(
  media: MediaFolder,
  waves: (file: string) => Promise<Float32Array>,
  { painter = new Painter(), now = Date.now }: { painter?: Painter; now?: () => number } = {},
): (picture: Picture, learnerId: string) => Promise<Drawing> {
  return async (picture, learnerId) => {
    const hash = createHash('sha256')
      .update(JSON.stringify([look, picture]))
      .digest('hex');
    const name = ownName(learnerId, `${hash.slice(0, 40)}.png`);
    const before = await drawn(media, `pictures/${name}`, now());
    if (before) return before;
    const { png, width, height } = await painter.paint(picture, await voicesOf(picture, waves));
    const file = await media.write('pictures', name, png);
    return { file, bytes: png.length, width, height };
  };
}

async function voicesOf(
  picture: Picture,
  waves: (file: string) => Promise<Float32Array>,
): Promise<Voices | undefined> {
  if (picture.kind !== 'voices') return undefined;
  const [own, model] = await Promise.all([waves(picture.own.file), waves(picture.model.file)]);
  return { own, model };
}

/** A picture that is there already; its file is as young as its last use. */
async function drawn(media: MediaFolder, file: string, now: number): Promise<Drawing | undefined> {
  try {
    await utimes(media.path(file), new Date(now), new Date(now));
    const bytes = await media.read(file);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // PNG begins with eight bytes and IHDR: length, name, width, height.
    return { file, bytes: bytes.length, width: view.getUint32(16), height: view.getUint32(20) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
