import { describe, expect, it } from 'vitest';
import { oggStream } from '../../../bot/speech/ogg.js';

/** An Ogg page. @param granule samples so far */
function page(granule: number, body = Buffer.alloc(0)): Buffer {
  const sizes = Buffer.alloc(Math.floor(body.length / 255) + 1, 255);
  sizes[sizes.length - 1] = body.length % 255;
  const head = Buffer.alloc(27);
  head.write('OggS');
  head.writeBigInt64LE(BigInt(granule), 6);
  head[26] = sizes.length;
  return Buffer.concat([head, sizes, body]);
}

const opusHead = Buffer.from('OpusHead\x01\x01\x38\x01\0\0\0\0\0\0\0', 'latin1');
const preSkip = 0x138;

describe('an Ogg stream', () => {
  it('is as long as its last page says, less what is skipped at the start', () => {
    const stream = Buffer.concat([
      page(0, opusHead),
      page(24_000, Buffer.alloc(700)),
      page(48_000 + preSkip),
    ]);
    expect(oggStream(stream)).toEqual({ seconds: 1, cut: false });
  });

  it('of something else than Opus has no length, and is whole all the same', () => {
    expect(oggStream(Buffer.concat([page(0, Buffer.from('\x01vorbis')), page(9)]))).toEqual({ cut: false });
  });

  it.each([
    ['in a page', -1],
    ['in the sizes of a page', -701],
    ['in the head of a page', -715],
  ])('that ends %s is cut', (_, end) => {
    const stream = Buffer.concat([page(0, opusHead), page(24_000, Buffer.alloc(700))]);
    expect(oggStream(stream.subarray(0, end))).toEqual({ cut: true });
  });

  it('is cut where something else follows, and where there is nothing', () => {
    expect(oggStream(Buffer.concat([page(0, opusHead), Buffer.alloc(40)]))).toEqual({ cut: true });
    expect(oggStream(new Uint8Array(0))).toEqual({ cut: true });
  });

  it('is not walked through to its end where it has more than 100,000 pages', () => {
    const first = page(0, opusHead);
    const empty = page(48_000);
    const of = (pages: number) =>
      oggStream(Buffer.concat([first, Buffer.alloc(empty.length * (pages - 1), empty)]));
    expect(of(100_000).cut).toBe(false);
    expect(of(100_001).cut).toBe(true);
  });
});
