import type { Capabilities } from '../channel.js';

/** Cloud API: 3 reply buttons of 20 characters, or a list of 10 rows of 24; ids of 200 (rows) to 256 (buttons); a voice
 * message beyond 512 KB loses its look. */
export const whatsappCloud: Capabilities = {
  name: 'whatsapp-cloud',
  textLimit: 4096,
  textLimitWithButtons: 1024,
  buttons: 3,
  buttonLabel: 20,
  list: { rows: 10, label: 24 },
  buttonValue: 200,
  media: { voiceBytes: 524_288, imageBytes: 5_000_000 },
  marks: 'whatsapp',
};
