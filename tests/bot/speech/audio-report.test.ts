import { describe, expect, it } from 'vitest';
import { unfit } from '../../../bot/speech/audio-report.js';

describe('an ffmpeg that was built without what is needed', () => {
  it.each([
    "Unknown encoder 'libopus'",
    "[aost#0:0 @ 0x55d0c8a3f2c0] Unknown encoder 'libopus'",
    "Unrecognized option 'max_alloc'.",
    "Unknown input format: 'amr'",
    "[NULL @ 0x55d0c8a3f2c0] Requested output format 'ogg' is not a suitable output format",
    '/usr/bin/ffmpeg: error while loading shared libraries: libavdevice.so.58: cannot open shared object file',
  ])('says %s', (line) => {
    expect(unfit(["Input #0, wav, from 'file:/x':", '  Duration: 00:00:02.50', line])).toBe(true);
  });

  it.each([
    "    title           : Unknown encoder 'libopus'",
    "                    : Unrecognized option 'x'.",
    '      handler_name    : x: error while loading shared libraries: y',
  ])('is not known by what stands in a recording:%s', (line) => {
    expect(unfit(["Input #0, wav, from 'file:/x':", '  Metadata:', line])).toBe(false);
  });
});
