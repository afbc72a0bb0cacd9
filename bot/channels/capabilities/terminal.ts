import type { Capabilities } from '../channel.js';

/** A terminal window. In a pipe `marks` are plain. */
export const terminal: Capabilities = {
  name: 'terminal',
  textLimit: 16_000,
  textLimitWithButtons: 16_000,
  buttons: 0,
  buttonLabel: 0,
  buttonValue: 256,
  media: { voiceBytes: 50_000_000, imageBytes: 20_000_000 },
  marks: 'ansi',
};
