import type { Line } from './effects.js';
import type { Facts } from './facts.js';
import { plain, words } from './words.js';

/** What can be said at any time. Those with a slash name are listed to the learner. */
export const commands = [
  'start',
  'menu',
  'lesson',
  'quiz',
  'talk',
  'drill',
  'continue',
  'progress',
  'settings',
  'help',
  'privacy',
  'stop',
  'erase',
] as const;

/** Buttons that act like commands but mean something only where they are offered. */
const offered = ['erase-yes', 'keep', 'later', 'quiet', 'text-only', 'show', 'numbers'] as const;

export type Command = (typeof commands)[number] | (typeof offered)[number];

/** `/lesson`, `/lesson@parley_bot`, `/lesson cafe/ordering` → command and argument; undefined: no such one. */
export function slashCommand(text: string): { command?: Command; argument: string } | undefined {
  const found = /^\/([\p{L}\d_-]*)(?:@\S+)?(?:\s+([\s\S]*))?$/u.exec(text);
  if (!found) return undefined;
  const command = commands.find((one) => one === found[1]?.toLowerCase());
  return { ...(command && { command }), argument: found[2]?.trim() ?? '' };
}

/** A plain word that is a command, in the learner's language or in English. */
export function wordCommand(text: string, facts: Facts, language: string): Command | undefined {
  return text.length > 60 ? undefined : commandWords(facts, language).get(plain(text));
}

/** By what words the lines, and by language: whatever is written is looked up, some of it twice. */
const known = new WeakMap<Facts['phrase'], Map<string, ReadonlyMap<string, Command>>>();

function commandWords(facts: Facts, language: string): ReadonlyMap<string, Command> {
  let languages = known.get(facts.phrase);
  if (!languages) known.set(facts.phrase, (languages = new Map<string, ReadonlyMap<string, Command>>()));
  let found = languages.get(language);
  if (!found) {
    const phrase = (line: Line | { plain: string }): string => facts.phrase(language, line);
    // The first command's where two have a word.
    const all = commands
      .toReversed()
      .flatMap((command) =>
        words({ facts, phrase }, `words.${command}`).map((word) => [plain(word), command] as const),
      );
    languages.set(language, (found = new Map(all.filter(([word]) => word !== ''))));
  }
  return found;
}

/** A button's value: a command, or an answer to one question of one instance. */
export type Value =
  | { kind: 'command'; command: Command; argument: string }
  | { kind: 'answer'; instance: number; question: string; option: string };

/** @returns undefined for what no button of ours ever carried */
export function parseValue(value: string): Value | undefined {
  const [, command, argument = ''] = /^c\.([a-z-]{1,20})(?:\.([a-z\d-]{1,40}))?$/.exec(value) ?? [];
  if (command !== undefined) {
    const known = [...commands, ...offered].find((one) => one === command);
    // Only numbers are told of something, and never of nothing.
    if (!known || (known === 'numbers') !== (argument !== '')) return undefined;
    return { kind: 'command', command: known, argument };
  }
  const found = /^(\d{1,9})\.([a-zA-Z0-9-]{1,40})\.([\x21-\x7e]{1,40})$/.exec(value);
  if (!found) return undefined;
  return {
    kind: 'answer',
    instance: Number(found[1]),
    question: found[2] ?? '',
    option: found[3] ?? '',
  };
}

export function commandValue(command: Command): string {
  return `c.${command}`;
}
