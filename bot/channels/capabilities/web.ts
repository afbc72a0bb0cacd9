import type { Capabilities } from '../channel.js';

/** Our own page: it renders the blocks itself and wraps buttons of any length. */
export const web: Capabilities = {
  name: 'web',
  textLimit: 16_000,
  textLimitWithButtons: 16_000,
  buttons: 20,
  buttonLabel: 200,
  buttonValue: 256,
  lingers: 2000,
  history: true,
  media: { voiceBytes: 50_000_000, imageBytes: 20_000_000 },
  marks: 'blocks',
};
