import type { Capabilities } from '../channel.js';

/** WhatsApp through Twilio: 1,600 characters; buttons would need approved templates. */
export const twilio: Capabilities = {
  name: 'twilio',
  textLimit: 1600,
  textLimitWithButtons: 1600,
  buttons: 0,
  buttonLabel: 0,
  buttonValue: 256,
  media: { voiceBytes: 16_000_000, imageBytes: 5_000_000 },
  marks: 'whatsapp',
};
