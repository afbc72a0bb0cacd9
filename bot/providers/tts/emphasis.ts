/** The words of a text, with what is written at each. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}

/** Every word by itself, for who reads a text and is told nothing else: a comma is a short pause, three dots a long one. */
export function setApart(text: string): string {
  return wordsOf(text)
    .map((word) => (/[\p{L}\p{N}'’]$/u.test(word) ? `${word} …` : word))
    .join(' ');
}
