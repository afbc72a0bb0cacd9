import { tidy } from '../scoring/normalise.js';
import type { StepBase } from './exercise.js';

/** More are tedious to put in order. */
const most = 7;

/** How many pieces a sentence needs to be put in order, and the letters one may have. */
const least = 3;
const longest = 40;

/**
 * A sentence as a step of a written kind: in pieces, to be put in order, or to be read where it is too short for that.
 *
 * @param text without marks
 */
export function inWriting(id: string, text: string, kind: 'reorder' | 'explain' = 'reorder'): StepBase {
  const parts = kind === 'reorder' ? piecesOf(text) : [];
  const isLong = parts.length >= least && parts.every((part) => part.length <= longest);
  const step = isLong ? { id, kind: 'reorder', parts } : { id, kind: 'explain', text: '', say: text };
  return step;
}

/** Its words, joined where one comes twice and where they are too many, the shortest neighbours first. */
export function piecesOf(text: string): string[] {
  let pieces = text.split(/\s+/).filter((word) => word !== '');
  for (let at = joint(pieces); at !== undefined; at = joint(pieces)) {
    const joined = `${pieces[at] ?? ''} ${pieces[at + 1] ?? ''}`;
    pieces = [...pieces.slice(0, at), joined, ...pieces.slice(at + 2)];
  }
  return pieces;
}

/** Which piece is joined with the one behind it; undefined where all are good as they are. */
function joint(pieces: readonly string[]): number | undefined {
  if (pieces.length < 2) return undefined;
  const said = pieces.map(tidy);
  const odd = said.findIndex((word, at) => word === '' || said.indexOf(word) < at);
  if (odd !== -1) return Math.max(0, odd - 1);
  if (pieces.length <= most) return undefined;
  const lengths = pieces.slice(1).map((piece, at) => piece.length + (pieces[at]?.length ?? 0));
  return lengths.indexOf(Math.min(...lengths));
}
