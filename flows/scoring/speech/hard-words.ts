import type { HardWord } from '../reading-verdict.js';
import type { JudgedPiece } from './reading-words.js';
import { weakestIn } from './sounds.js';
import { bare } from './tokens.js';

/**
 * Two corrections at most (VOICE 4): what was taken for another word first, then what was least clear.
 *
 * @param places where each piece stands among the scored words
 */
export function hardestWords(pieces: readonly JudgedPiece[], places: readonly number[]): HardWord[] {
  return pieces
    .map((piece, index) => ({ piece, at: places[index] ?? 0 }))
    .filter(({ piece: { error } }) => error === 'Substitution' || error === 'Mispronunciation')
    .sort((a, b) => rank(a.piece) - rank(b.piece))
    .slice(0, 2)
    .map(({ piece, at }) => ({ text: bare(piece.text), at, ...soundsOf(piece), ...soundedLike(piece) }));
}

function rank({ error, model }: JudgedPiece): number {
  return (error === 'Substitution' ? 0 : 100) + (model?.accuracy ?? 50);
}

function soundedLike({ error, heard }: JudgedPiece): Pick<HardWord, 'soundedLike'> {
  return error === 'Substitution' && heard !== undefined ? { soundedLike: bare(heard) } : {};
}

function soundsOf({ model }: JudgedPiece): Pick<HardWord, 'phones' | 'phone'> {
  if (!model || model.phones.length === 0) return {};
  const worst = weakestIn(model.phones);
  return {
    phones: model.phones.map((one) => ({ phone: one.phone, weak: one === worst })),
    ...(worst ? { phone: worst.phone } : {}),
  };
}
