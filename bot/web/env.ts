import type { HttpBindings } from '@hono/node-server';
import type { Logger } from 'pino';

/** What every handler of the server finds in its context. */
export interface WebEnv {
  Bindings: HttpBindings;
  Variables: {
    requestId: string;
    logger: Logger;
    /** Whose chat the request opened, once it has written. */
    learner?: string;
  };
}
