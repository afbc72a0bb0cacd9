import type { OutboxEffect } from '../../flows/effects.js';
import { draw } from './draw.js';
import { erase } from './erase.js';
import type { Handler } from './handler.js';
import { listen } from './listen.js';
import { locate } from './locate.js';
import { proofread } from './proofread.js';
import { send } from './send.js';
import { speak } from './speak.js';
import { tutor } from './tutor.js';

/** A handler for every effect that is kept in the outbox. A new one is its file and a line here. */
export const handlers = { send, locate, tutor, proofread, listen, speak, draw, erase } satisfies {
  [K in OutboxEffect['kind']]: Handler;
};

export type Handlers = { [kind: string]: Handler };
