import { oneLine } from '../../content/finding.js';

/** What was found about one thing. `off`: not configured or not made yet, and that is no fault. */
export interface Verdict {
  state: 'ok' | 'look' | 'off';
  name: string;
  /** One line. */
  message: string;
  /** What to do where it is not well. */
  remedy?: string;
}

export function well(verdicts: readonly Verdict[]): boolean {
  return verdicts.every(({ state }) => state !== 'look');
}

const colour = { ok: 32, look: 33, off: 90 };

/** A line each: `state  name  message`, columns aligned, the remedy at the end of its line. */
export function printed(verdicts: readonly Verdict[], colours: boolean): string {
  const width = Math.max(...verdicts.map(({ name }) => name.length));
  const lines = verdicts.map(({ state, name, message, remedy }) => {
    const shown = state.padEnd(4);
    const said = oneLine(remedy === undefined ? message : `${message}: ${remedy}`);
    return `${colours ? `\u001B[${colour[state]}m${shown}\u001B[0m` : shown}  ${name.padEnd(width)}  ${said}`;
  });
  return `${lines.join('\n')}\n`;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
