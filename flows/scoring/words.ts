/** The words of a text as they were written, case and accents kept, by rules 2-5 of normalise.ts. */
export function wordsIn(text: string): string[] {
  // Most sentences need none of those rules, which is quicker seen than done.
  if (plainSentence.test(text)) return text.replace(/[,.?!]/g, '').split(' ');
  const pieces = evenOut(text)
    .replace(/&/g, ' and ')
    .replace(nothings, ' ')
    .split(/\s+/)
    .map(trimApostrophes)
    .filter((piece) => piece !== '');
  const words: string[] = [];
  for (const piece of pieces) {
    const before = words.at(-1);
    if (before !== undefined && loneEnding.test(piece) && !before.startsWith("'")) {
      words[words.length - 1] = before + piece;
    } else {
      words.push(piece);
    }
  }
  return words;
}

/** The words of an answer as a lexicon has them: what the fact `words` is looked up with. */
export function lexicalWords(text: string): string[] {
  return wordsIn(text).map(fold);
}

/** A word as it is compared: rule 1 and without accents. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (plainAscii.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC');
}

const plainSentence = /^[a-z]+(?:,? [a-z]+)*[.?!]?$/i;
const plainAscii = /^[\x20-\x7e]*$/;

/** Neither letters, digits nor signs that mean something in an answer. */
const nothings = /[^\p{L}\p{M}\p{N}\p{Sc}'%@+.,:\s]|(?<!\p{N})[.,:]|[.,:](?!\p{N})|''+/gu;

/** Endings of contractions that people write apart. */
const loneEnding = /^('(d|s|m|ll|re|ve)|n't)$/i;
const leadingApostrophe = /^'(d|s|m|t|ll|re|ve|em|til|cause|twas)$/i;

function trimApostrophes(piece: string): string {
  const open = piece.endsWith("'") ? piece.slice(0, -1) : piece;
  return open.startsWith("'") && !leadingApostrophe.test(open) ? open.slice(1) : open;
}

/** Rule 2 without accents, and the apostrophes of rule 3. */
function evenOut(text: string): string {
  if (plainAscii.test(text)) return text.replace(/`/g, "'");
  return plainDigits(text)
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\p{Cf}\ufe00-\ufe0f\u20e3]/gu, '')
    .normalize('NFC')
    .replace(/[\u2018\u2019\u201b\u02bc\u02b9\u00b4\u2032`]/g, "'");
}

/** A text with 0-9 for the digits of other scripts: Arabic-Indic, its Persian forms, Devanagari. */
export function plainDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, plainDigit);
}

function plainDigit(digit: string): string {
  const code = digit.charCodeAt(0);
  const zero = [0x966, 0x6f0, 0x660].find((first) => first <= code) ?? code;
  return String(code - zero);
}
