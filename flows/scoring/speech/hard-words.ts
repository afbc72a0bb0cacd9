import type { ReadPhone } from '../../speech/heard.js';
import type { HardWord } from '../reading-verdict.js';
import { fold } from '../words.js';
import { closeness, differsAt } from './closeness.js';
import type { JudgedPiece } from './reading-words.js';
import { weakestIn } from './sounds.js';
import { bare } from './tokens.js';
import { close } from './word-errors.js';

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

function soundsOf({ text, error, heard, model }: JudgedPiece): Pick<HardWord, 'phones' | 'phone'> {
  if (!model || model.phones.length === 0) return {};
  const weakest = weakestIn(model.phones);
  const differs =
    error === 'Substitution' && !weakest?.wrong ? differing(text, heard, model.phones) : undefined;
  const worst = differs ?? weakest;
  return {
    phones: model.phones.map((one) => ({ phone: one.phone, weak: one === worst })),
    ...(worst ? { phone: worst.phone } : {}),
  };
}

/** The sound in which a word differs from the one that was heard in its place, where that is one sound. */
function differing(
  text: string,
  heard: string | undefined,
  phones: readonly ReadPhone[],
): ReadPhone | undefined {
  const [said, meant] = [fold(bare(heard ?? '')), fold(bare(text))];
  if (closeness(meant, said) < close) return undefined;
  switch (differsAt(meant, said)) {
    case 'start':
      return phones[0];
    case 'end':
      return phones.at(-1);
    case 'vowel': {
      const vowels = phones.filter(({ phone }) => /^[AEIOU]/.test(phone));
      return vowels.length === 1 ? vowels[0] : undefined;
    }
    case undefined:
      return undefined;
  }
}
