import { ContentError } from '../content/finding.js';
import { DatabaseUnusable } from '../db/sqlite/driver.js';
import { ConfigError } from './config.js';

/** Bad configuration, or something else the settings must mend (sysexits.h: EX_CONFIG). */
const EX_CONFIG = 78;

/** The status that a process ends with which could not start. */
export function exitStatus(error: unknown): number {
  return isSetting(error) ? EX_CONFIG : 1;
}

function isSetting(error: unknown): boolean {
  return (
    error instanceof ConfigError ||
    error instanceof ContentError ||
    error instanceof DatabaseUnusable ||
    listenCode(error) !== undefined
  );
}

/** One clear line with the remedy; a stack only for what nobody foresaw. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  switch (listenCode(error)) {
    case 'EADDRINUSE':
      return 'PORT is taken by another program: stop that one, or set another, for example PORT=3001';
    case 'EACCES':
      return 'PORT needs rights this user lacks: set one above 1023, for example PORT=3000';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'HOST is no address of this machine: set one that is, for example HOST=127.0.0.1';
    case undefined:
      return isSetting(error) ? error.message : (error.stack ?? error.message);
  }
}

function listenCode(error: unknown): 'EADDRINUSE' | 'EACCES' | 'EADDRNOTAVAIL' | 'ENOTFOUND' | undefined {
  const { code, syscall } = error as { code?: string; syscall?: string };
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') return undefined;
  return (['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND'] as const).find((one) => one === code);
}
