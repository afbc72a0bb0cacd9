/** Bytes of a file, both ends included. */
export interface Span {
  from: number;
  to: number;
}

/**
 * What a Range header asks of a file (RFC 9110 §14). Several ranges at once are nothing a player needs: the whole file is
 * a right answer to them.
 *
 * @param size of the file, in bytes
 * @returns `whole` where nothing, or nothing that is understood, was asked; `none` for what the file does not have
 */
export function spanOf(header: string | undefined, size: number): Span | 'whole' | 'none' {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header?.trim() ?? '');
  if (!asked) return 'whole';
  const [, first = '', last = ''] = asked;
  if (first === '') {
    if (last === '') return 'whole';
    const wanted = Math.min(Number(last), size);
    return wanted === 0 ? 'none' : { from: size - wanted, to: size - 1 };
  }
  const from = Number(first);
  if (last !== '' && Number(last) < from) return 'whole';
  if (from >= size) return 'none';
  return { from, to: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}
