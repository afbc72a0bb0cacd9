import { type Document, type Scalar, visit, type YAMLError } from 'yaml';

/** What is wrong in an author's words, what to write instead, and the offset to look at. */
export function explainSyntax(
  error: YAMLError,
  document: Document,
  text: string,
): { offset: number; message: string } {
  const message = byMessage.find(([pattern]) => pattern.test(error.message))?.[1] ?? byCode[error.code];
  return {
    offset: placeOf(error, document, text),
    message: message ?? `${error.message}: look for a missing quote, bracket, comma or space`,
  };
}

function placeOf(error: YAMLError, document: Document, text: string): number {
  const [offset] = error.pos;
  // How deep the parser gets before it gives up depends on the machine: the line has to do.
  if (error.code === 'RESOURCE_EXHAUSTION') return text.lastIndexOf('\n', offset - 1) + 1;
  // It notices a missing quote only where the file ends.
  return /Missing closing ['"]quote/.test(error.message) ? openingQuote(document, offset) : offset;
}

function openingQuote(document: Document, offset: number): number {
  let opening = offset;
  visit(document, {
    Scalar: (_key, node: Scalar) => {
      const [from, to] = node.range ?? [0, -1];
      if (from <= offset && offset <= to && node.type?.startsWith('QUOTE')) opening = from;
    },
  });
  return opening;
}

const byMessage: [RegExp, string][] = [
  [
    /^Missing closing ['"]quote/,
    "this quote is never closed: add the closing one (inside '…' write '' for an apostrophe)",
  ],
  [/^Flow sequence in block/, 'a list opened with [ is not closed: add ]'],
  [/^Flow map in block/, 'a mapping opened with { is not closed: add }'],
  [/^Sequence item without/, 'the indentation does not match the lines above, or a hyphen is missing'],
  [
    /^Missing , |^Unexpected (empty item|,) in flow/,
    'inside [ ] and { } entries are parted by one comma: quote a text that has one',
  ],
  [/^Implicit map keys need to be followed/, 'a colon is missing after the key, or a space after the hyphen'],
  [/at node end$/, 'the text goes on after its closing quote or alias: put all of it in one pair of quotes'],
  [/on same line with key$/, 'a list must begin on the line below its key'],
  [
    /^Block scalar header/,
    'after | or > the text begins on the next line; to begin with that sign, put it in quotes',
  ],
];

/** For the parser's codes that authors meet. */
const byCode: Partial<Record<YAMLError['code'], string>> = {
  BAD_ALIAS: 'a value that begins with * or & must be in quotes',
  BAD_COLLECTION_TYPE: 'tags such as !this are not used here: remove it',
  BAD_DIRECTIVE: 'a line that begins with % is a directive: put the text in quotes',
  BAD_DQ_ESCAPE: 'this \\ sequence is not known in double quotes: use single quotes or write \\\\',
  BAD_INDENT: 'the indentation does not match the lines above: align it with its neighbours',
  BAD_SCALAR_START: 'a text cannot begin with this character: put the text in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a text with a colon and a space in it must be in quotes',
  BLOCK_IN_FLOW: 'inside [ ] and { } everything must be in that style: put the text in quotes',
  KEY_OVER_1024_CHARS: 'a key is longer than 1,024 characters: shorten it',
  MULTILINE_IMPLICIT_KEY:
    'a key must be on one line; if this is a text, put it in quotes or write | before it',
  MULTIPLE_ANCHORS: 'a value can have one & anchor: remove one',
  MULTIPLE_DOCS: 'a second document begins here (---): put it in a file of its own',
  RESOURCE_EXHAUSTION: 'is nested too deep: flatten it',
  TAB_AS_INDENT: 'a tab is used to indent: use spaces',
  TAG_RESOLVE_FAILED: 'tags such as !this are not used here: remove it, or put the text in quotes',
};
