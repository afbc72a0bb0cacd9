/**
 * What a text looks like to an eye, for finding what somebody wrote so that a program would not see it. Only patterns
 * are held against it; what a learner is quoted with stays as it was.
 */
export function skeleton(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{Cf}\p{M}\ufe00-\ufe0f]/gu, '')
    .toLowerCase()
    .replace(/(?<=[a-z])[013457@$]|[013457@$](?=[a-z])/g, (sign) => digits[sign] ?? sign)
    .replace(/[^\p{L}\p{N}'%+:/]+/gu, ' ')
    .replace(/(?<![\p{L}\p{N}])(\p{L})(?: \p{L}(?![\p{L}\p{N}'])){3,}/gu, (spaced) =>
      spaced.replaceAll(' ', ''),
    )
    .trim();
}

/**
 * Why a text is not what it seems; undefined for ordinary ones. Marks of direction, joiners and soft hyphens come with
 * keyboards and pasted text and are simply not read.
 */
export function disguise(text: string): 'hidden' | 'reversed' | 'mixed' | undefined {
  if (/[\u{e0000}-\u{e007f}]/u.test(text)) return 'hidden';
  if ((text.match(/(?<=\p{L})[\u200b\u2060-\u2064\ufeff](?=\p{L})/gu)?.length ?? 0) > 2) return 'hidden';
  if (/[\u202d\u202e]/.test(text)) return 'reversed';
  // Letters for formulas and rings: written with a tool, to look like others.
  if (/[\u{1d400}-\u{1d7ff}\u2460-\u24ff\u{1f130}-\u{1f189}]/u.test(text)) return 'mixed';
  const isMixed = (word: string): boolean =>
    /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Cherokee}]/u.test(word);
  return text.split(/[^\p{L}\p{M}]+/u).some(isMixed) ? 'mixed' : undefined;
}

const digits: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' };
