import { createHash } from 'node:crypto';
import { readdir, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Picture } from '../../flows/speech/picture.js';
import type { Drawing } from '../../flows/speech/recording.js';
import type { MediaFolder } from '../channels/media.js';
import type { Voices } from './paint.js';
import { Painter } from './painter.js';

/** Counted up when the same data give another picture. */
const look = 1;

/** Milliseconds for which a picture is kept after it was last asked for. */
const kept = 30 * 24 * 3_600_000;
const sweepEvery = 24 * 3_600_000;

/**
 * Draws pictures as PNG under DATA_DIR, `pictures/<hash>.png`; one that was drawn before is not drawn again. The drawing
 * itself runs in a thread of its own, so that turns do not wait for it.
 *
 * @param waves the sound of a media file, 16 kHz mono, -1..1
 * @returns rejects where a sound cannot be read, nothing can be drawn or the disk is full
 */
export function drawing(
  media: MediaFolder,
  waves: (file: string) => Promise<Float32Array>,
  { painter = new Painter(), now = Date.now }: { painter?: Painter; now?: () => number } = {},
): (picture: Picture) => Promise<Drawing> {
  let swept = 0;
  return async (picture) => {
    if (now() - swept >= sweepEvery) {
      swept = now();
      await sweep(media, now() - kept);
    }
    const hash = createHash('sha256')
      .update(JSON.stringify([look, picture]))
      .digest('hex');
    const name = `${hash.slice(0, 40)}.png`;
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

async function sweep(media: MediaFolder, before: number): Promise<void> {
  const folder = dirname(media.path('pictures/x.png'));
  for (const name of await readdir(folder).catch(() => [])) {
    if (!/^[0-9a-f]{40}\.png$/.test(name)) continue;
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found && found.mtimeMs < before) await media.remove(`pictures/${name}`);
  }
}
