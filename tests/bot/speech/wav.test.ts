import { describe, expect, it } from 'vitest';
import { wavCut } from '../../../bot/speech/wav.js';

/** A RIFF/WAVE file whose samples come after as many chunks of nothing. */
function after(chunks: number, announced = 4): Uint8Array {
  const head = Buffer.from('RIFF\0\0\0\0WAVE');
  const nothing = Buffer.alloc(8, 'junk\0\0\0\0', 'latin1');
  const data = Buffer.from('data\0\0\0\0wave', 'latin1');
  data.writeUInt32LE(announced, 4);
  return Buffer.concat([head, Buffer.alloc(8 * chunks, nothing), data]);
}

describe('a WAV file', () => {
  it('is whole where its samples are all there, and cut where they are not', () => {
    expect(wavCut(after(0))).toBe(false);
    expect(wavCut(after(3))).toBe(false);
    expect(wavCut(after(3, 6))).toBe(true);
    expect(wavCut(after(3).subarray(0, 12 + 3 * 8))).toBe(true);
  });

  it('is whole where whoever wrote it did not know how long it would be', () => {
    expect(wavCut(after(1, 0xffff_ffff))).toBe(false);
  });

  it('is not walked through to its end for samples that come after 10,000 chunks', () => {
    expect(wavCut(after(9_999))).toBe(false);
    expect(wavCut(after(10_000))).toBe(true);
  });
});
