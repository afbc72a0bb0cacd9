import type { Capabilities } from '../channel.js';
import { telegram } from './telegram.js';
import { terminal } from './terminal.js';
import { twilio } from './twilio.js';
import { web } from './web.js';
import { whatsappCloud } from './whatsapp-cloud.js';
import { whatsappWeb } from './whatsapp-web.js';

/** What every channel can carry, those that are not built yet included: content must fit them all. */
export const everyChannel: readonly Capabilities[] = [
  web,
  terminal,
  telegram,
  whatsappCloud,
  whatsappWeb,
  twilio,
];
