import { IntlMessageFormat } from 'intl-messageformat';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** A message ready to be filled in. @throws FormatError where an argument it uses is not given */
export type Format = (args?: Record<string, string | number>) => string;

/** Compiles an ICU message. @throws SyntaxError */
export function compile(message: string, language: string): Format {
  if (isPlain(message)) return () => message;
  const format = parse(message, language);
  return (args) => String(format.format(args));
}

/** `<` is an ordinary character: nothing in a string is code. */
function parse(message: string, language: string): IntlMessageFormat {
  return new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
}

/** Most strings: nothing to fill in and nothing quoted. */
function isPlain(message: string): boolean {
  return !/[{}]|''/.test(message);
}

/** The arguments a message uses and which of them must be numbers, or what is wrong with its syntax. */
export function inspect(
  message: string,
  language: string,
): { arguments: Set<string> } | { syntaxError: string } {
  if (isPlain(message)) return { arguments: new Set() };
  let compiled: IntlMessageFormat;
  try {
    compiled = parse(message, language);
  } catch (error) {
    const code = error instanceof Error ? error.message : '';
    return { syntaxError: remedies[code] ?? code.toLowerCase().replaceAll('_', ' ') };
  }
  const used = new Set<string>();
  collect(compiled.getAst(), used);
  return { arguments: used };
}

/** The parser's kinds of element, of which literals (0) and the `#` of a plural (7) have no argument. */
const literal = 0;
const pound = 7;

function collect(elements: readonly Element[], used: Set<string>): void {
  for (const element of elements) {
    if (Number(element.type) === literal || Number(element.type) === pound) continue;
    if ('value' in element) used.add(element.value);
    if ('options' in element) {
      for (const option of Object.values(element.options)) collect(option.value, used);
    }
  }
}

const remedies: Record<string, string> = {
  EXPECT_ARGUMENT_CLOSING_BRACE: 'a { is not closed: add }',
  EMPTY_ARGUMENT: 'the braces are empty: name an argument between them',
  MALFORMED_ARGUMENT: 'what stands between braces must be an argument, for example {name}',
  EXPECT_ARGUMENT_TYPE: 'after the comma a type must follow, for example {count, plural, …}',
  INVALID_ARGUMENT_TYPE: 'after the comma only plural, select, selectordinal, number, date or time may stand',
  MISSING_OTHER_CLAUSE: 'a plural or select must have other {…}',
  UNCLOSED_QUOTE_IN_ARGUMENT_STYLE: "an apostrophe is not closed: write '' for an apostrophe",
};
