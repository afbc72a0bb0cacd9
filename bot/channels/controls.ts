import type { RenderedMessage } from '../../content/rendered.js';
import type { Button, Capabilities } from './channel.js';
import { clean } from './marks.js';
import type { Unit } from './split.js';

/** What a learner can pick: as buttons, as written lines, or both (numbers to tap under numbered lines). */
export interface Controls {
  buttons: Button[];
  /** The buttons are the rows of a list that opens. */
  list: boolean;
  written: Unit[];
}

type Picks = RenderedMessage['choices'];

/** @throws Error for a button's value that the channel cannot carry */
export function fitControls(message: RenderedMessage, channel: Capabilities): Controls {
  for (const controls of offers(message)) {
    if (!fits(controls, channel)) continue;
    for (const button of controls.buttons) checkValue(button, channel);
    return controls;
  }
  throw new Error('text without buttons always fits');
}

/** From the best to what always works. */
function* offers({ choices, actions }: RenderedMessage): Generator<Controls> {
  const answers = buttonsOf(choices, 'answer');
  const ways = buttonsOf(actions, 'action');
  yield { buttons: [...answers, ...ways], list: false, written: [] };
  yield { buttons: answers, list: false, written: words(actions) };
  if (answers.length > 0) {
    yield { buttons: [...answers, ...ways], list: true, written: [] };
    yield { buttons: answers, list: true, written: words(actions) };
    const digits = answers.map((button, index) => ({ ...button, label: String(index + 1) }));
    yield { buttons: [...digits, ...ways], list: false, written: numbered(choices) };
    yield { buttons: digits, list: false, written: [...numbered(choices), ...words(actions)] };
    yield { buttons: ways, list: false, written: numbered(choices) };
  }
  yield { buttons: [], list: false, written: [...numbered(choices), ...words(actions)] };
}

function fits({ buttons, list }: Controls, channel: Capabilities): boolean {
  if (!list) return fit(buttons, channel.buttons, channel.buttonLabel);
  return channel.list !== undefined && fit(buttons, channel.list.rows, channel.list.label);
}

/** `1  I'd like a tea, please.` */
export function numbered(choices: Picks): Unit[] {
  return choices.map(({ label }, index) => ({
    block: { role: 'say', spans: [{ text: `${index + 1}  ${clean(label)}` }] },
    glue: index === 0 ? '\n\n' : '\n',
    control: true,
  }));
}

/** `( Hint ) ( Skip )` */
export function words(actions: Picks): Unit[] {
  if (actions.length === 0) return [];
  const text = actions.map(({ label }) => `( ${clean(label)} )`).join(' ');
  return [{ block: { role: 'say', spans: [{ text }] }, glue: '\n\n', control: true }];
}

function buttonsOf(picks: Picks, role: Button['role']): Button[] {
  return picks.map(({ label, value }) => ({ label: clean(label), value, role }));
}

/** Labels are shown whole, or not as buttons; two alike could not be told apart and are refused by some platforms. */
function fit(buttons: readonly Button[], count: number, length: number): boolean {
  return (
    buttons.length <= count &&
    buttons.every(({ label }) => label !== '' && label.length <= length) &&
    new Set(buttons.map(({ label }) => label)).size === buttons.length
  );
}

function checkValue({ value, label }: Button, { name, buttonValue }: Capabilities): void {
  const bytes = Buffer.byteLength(value);
  if (bytes > 0 && bytes <= buttonValue) return;
  throw new Error(`the value of button "${label}" has ${bytes} bytes: ${name} carries 1 to ${buttonValue}`);
}
