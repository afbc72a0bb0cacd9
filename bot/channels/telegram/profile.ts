import { commands } from '../../../flows/commands.js';
import type { StringKey } from '../../../flows/strings.js';
import { ApiFailure, type BotApi } from './api.js';
import { base, type Words } from './words.js';

/** The order of the menu. What the session does not know is not listed. */
const menu = [
  'start',
  'lesson',
  'quiz',
  'talk',
  'progress',
  'settings',
  'help',
  'stop',
  'privacy',
] as const satisfies readonly (StringKey extends infer K
  ? K extends `command.describe.${infer C}`
    ? C
    : never
  : never)[];

const known: readonly string[] = commands;
export const listed = menu.filter((name) => known.includes(name));

/** Characters. */
const limits = { command: 256, short: 120, long: 512 };

export interface Profile {
  commands: { command: string; description: string }[];
  short: string;
  long: string;
}

export function profileIn(language: string, words: Words): Profile {
  const phrase = (say: StringKey, limit: number): string =>
    words.phrase(language, { say } as Parameters<Words['phrase']>[1]).slice(0, limit);
  return {
    commands: listed.map((command) => ({
      command,
      description: phrase(`command.describe.${command}`, limits.command),
    })),
    short: phrase('about.short', limits.short),
    long: phrase('about.long', limits.long),
  };
}

/**
 * Sets commands and descriptions in each language and once without one (English). Only what differs: these calls are
 * limited much more than others. @throws ApiFailure at the first that fails
 */
export async function introduce(api: BotApi, words: Words, signal: AbortSignal): Promise<void> {
  const codes = new Map(words.languages.toReversed().map((language) => [base(language), language]));
  for (const [code, language] of [['', 'en'] as const, ...codes]) {
    const profile = profileIn(language, words);
    const language_code = code as 'en';
    const there = await api.call('getMyCommands', { language_code }, signal);
    if (!isSame(there, profile.commands))
      await api.call('setMyCommands', { commands: profile.commands, language_code }, signal);
    const { short_description } = await api.call('getMyShortDescription', { language_code }, signal);
    if (short_description !== profile.short)
      await api.call('setMyShortDescription', { short_description: profile.short, language_code }, signal);
    const { description } = await api.call('getMyDescription', { language_code }, signal);
    if (description !== profile.long)
      await api.call('setMyDescription', { description: profile.long, language_code }, signal);
  }
}

function isSame(there: unknown, wanted: Profile['commands']): boolean {
  if (!Array.isArray(there)) throw new ApiFailure('getMyCommands', undefined, 'no list', undefined);
  const pairs = there.map(({ command, description }: Profile['commands'][number]) => ({
    command,
    description,
  }));
  return JSON.stringify(pairs) === JSON.stringify(wanted);
}
