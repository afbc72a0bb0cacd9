import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containerOf, knownContainer, tellingBytes } from '../../../bot/media/containers.js';

const bytes = (...parts: (string | number)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : [part])));

describe('the first bytes of a recording', () => {
  it.each([
    ['ogg', bytes('OggS', 0, 2, 0, 0)],
    ['webm', bytes(0x1a, 0x45, 0xdf, 0xa3, 0x9f)],
    ['mp4', bytes(0, 0, 0, 0x1c, 'ftypisom')],
    ['mp4', bytes(0, 0, 0, 0x1c, 'ftypM4A ')],
    ['mp4', bytes(0, 0, 0, 0x18, 'ftyp3gp4')],
    ['wav', bytes('RIFF', 0xff, 0xff, 0xff, 0xff, 'WAVEfmt ')],
    ['flac', bytes('fLaC', 0, 0, 0, 0x22)],
    ['amr', bytes('#!AMR\n', 0x3c)],
    ['amr', bytes('#!AMR-WB\n')],
    ['caf', bytes('caff', 0, 1, 0, 0)],
    ['aiff', bytes('FORM', 0, 0, 0, 9, 'AIFC')],
    ['mp3', bytes('ID3', 4, 0, 0)],
    ['mp3', bytes(0xff, 0xfb, 0x90, 0x64)],
    ['mp3', bytes(0xff, 0xf3, 0x44, 0xc4)],
    ['aac', bytes(0xff, 0xf1, 0x50, 0x80)],
    ['aac', bytes(0xff, 0xf9, 0x50, 0x80)],
  ])('show %s', (container, beginning) => {
    expect(containerOf(beginning)).toBe(container);
  });

  it.each([
    ['nothing', bytes()],
    ['one byte', bytes(0xff)],
    ['a picture', bytes(0xff, 0xd8, 0xff, 0xe0)],
    ['another picture', bytes(0x89, 'PNG\r\n', 0x1a, 0x0a)],
    ['a drawing', bytes('<svg xmlns="http://www.w3.org/2000/svg">')],
    ['a page', bytes('<!doctype html><html>')],
    ['a playlist', bytes('#EXTM3U\n#EXT-X-VERSION:3\n')],
    ['another playlist', bytes("ffconcat version 1.0\nfile '/etc/passwd'")],
    ['an archive', bytes('PK', 3, 4, 20, 0)],
    ['a video without sound forms we know', bytes('RIFF', 0, 0, 0, 0, 'AVI LIST')],
    ['a frame whose version means nothing', bytes(0xff, 0xea, 0x90, 0x64)],
    ['UTF-16 text', bytes(0xff, 0xfe, 0x41, 0x00)],
  ])('show that %s is none', (_, beginning) => {
    expect(knownContainer(beginning)).toBe(false);
  });

  it('are all that is looked at, whatever follows', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: tellingBytes, maxLength: 200 }), (any) => {
        expect(containerOf(any)).toBe(containerOf(any.subarray(0, tellingBytes)));
      }),
    );
  });
});
