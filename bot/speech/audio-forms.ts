import type { Container } from '../media/containers.js';

/** Samples a second of everything that is listened to. */
export const rate = 16_000;

/** Bytes of a recording; more is `large`. Telegram gives out no more. */
export const recordingBytes = 20 * 1024 * 1024;

/**
 * Which of ffmpeg's demuxers reads a container. It is named and never guessed: what looks like sound to us cannot become a
 * playlist, a script of files or a picture to ffmpeg, whatever stands in it.
 */
export const demuxers: Record<Container, string> = {
  ogg: 'ogg',
  webm: 'matroska',
  mp4: 'mov',
  wav: 'wav',
  flac: 'flac',
  amr: 'amr',
  caf: 'caf',
  aiff: 'aiff',
  au: 'au',
  wma: 'asf',
  aac: 'aac',
  mp3: 'mp3',
};

/** The only decoders that may run: those of voice notes and of what people record with. None of them decodes a picture. */
export const decoders = [
  'opus,libopus,vorbis,libvorbis,speex,libspeex,flac,alac',
  'mp3,mp3float,mp2,mp2float,aac,aac_fixed,aac_latm,wmav1,wmav2',
  'amrnb,amrwb,libopencore_amrnb,libopencore_amrwb,gsm,gsm_ms,adpcm_ms,adpcm_ima_wav,adpcm_ima_qt',
  'pcm_u8,pcm_s8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be',
  'pcm_f32le,pcm_f32be,pcm_f64le,pcm_f64be,pcm_alaw,pcm_mulaw',
].join(',');
