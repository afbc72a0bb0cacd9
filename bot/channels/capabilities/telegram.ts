import type { Capabilities } from '../channel.js';

/** Bot API: 4,096 characters and 64 bytes of callback_data; labels beyond about 40 characters are cut on a phone;
 * a voice message beyond 1 MB comes as a file. */
export const telegram: Capabilities = {
  name: 'telegram',
  textLimit: 4096,
  textLimitWithButtons: 4096,
  buttons: 16,
  buttonLabel: 40,
  buttonValue: 64,
  media: { voiceBytes: 1_000_000, imageBytes: 10_000_000 },
  marks: 'html',
};
