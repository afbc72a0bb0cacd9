import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';

/**
 * Structured logs on standard output. What a learner writes and every secret stay out of them: nothing logs
 * texts, and what looks like a secret is removed should anybody try.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    serializers: { error: stdSerializers.err, err: stdSerializers.err },
    redact: {
      paths: ['text', '*.text', 'token', '*.token', 'authorization', '*.authorization', 'cookie', '*.cookie'],
      censor: '[removed]',
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
