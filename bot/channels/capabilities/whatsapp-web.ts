import type { Capabilities } from '../channel.js';

/** WhatsApp through a browser session: no buttons, no lists; long texts fold behind "read more" anyway. */
export const whatsappWeb: Capabilities = {
  name: 'whatsapp-web',
  textLimit: 4096,
  textLimitWithButtons: 4096,
  buttons: 0,
  buttonLabel: 0,
  buttonValue: 256,
  media: { voiceBytes: 16_000_000, imageBytes: 16_000_000 },
  marks: 'whatsapp',
};
