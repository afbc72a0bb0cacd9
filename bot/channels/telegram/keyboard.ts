import type { InlineKeyboardButton } from 'grammy/types';
import type { Button } from '../channel.js';

/** Characters in a row that a small phone shows whole, the edges of a button taken as three. */
const width = 33;
const edges = 3;
const most = 5;

/**
 * Rows of buttons: as many to a row as can be read whole, so that long answers stand alone. Ways on (hint, skip) never
 * share a row with answers.
 */
export function keyboard(buttons: readonly Button[]): InlineKeyboardButton[][] {
  const rows: Button[][] = [];
  for (const button of buttons) {
    const row = rows.at(-1);
    if (row && row[0]?.role === button.role && fits([...row, button])) row.push(button);
    else rows.push([button]);
  }
  return rows.map((row) => row.map(({ label, value }) => ({ text: label, callback_data: value })));
}

/** Buttons of a row are equally wide: the longest label decides. */
function fits(row: readonly Button[]): boolean {
  const longest = Math.max(...row.map(({ label }) => label.length));
  return row.length <= most && (longest + edges) * row.length <= width;
}
