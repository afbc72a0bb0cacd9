/**
 * Accept patterns: how an author writes many answers as one.
 *
 *     (I would|I'd) like [some|a] tea[,] please
 *
 * `(a|b)` is a choice, `[x]` may be left out, `[a|b]` is a choice that may be left out; they nest. A backslash
 * takes `( ) [ ] |` and itself literally. Spaces at the seams are evened out.
 */
type Pattern = Part[];
type Part = { literal: string } | { alternatives: Pattern[] };

/** What one pattern may expand to; more is an error of the author's, not a longer wait. */
export const maxExpansions = 2000;
const maxDepth = 20;

export class PatternError extends Error {
  override name = 'PatternError';
  /** `at`: 0-based position in the pattern, UTF-16 units. */
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

/**
 * Every answer a pattern stands for, in the order written, each once.
 *
 * @throws PatternError if it is malformed or stands for more than `maxExpansions`
 */
export function expand(source: string): string[] {
  const pattern = parse(source);
  const count = countOf(pattern);
  if (count > maxExpansions) {
    throw new PatternError(
      `stands for ${count} answers, at most ${maxExpansions}: split it into several patterns`,
      0,
    );
  }
  const answers = textsOf(pattern).map((text) => text.replace(/\s+/g, ' ').trim());
  return [...new Set(answers)];
}

function parse(source: string): Pattern {
  let at = 0;

  function sequence(depth: number): Pattern {
    const parts: Part[] = [];
    let literal = '';
    while (at < source.length && !')]|'.includes(source.charAt(at))) {
      const sign = source.charAt(at);
      if (sign === '\\') {
        literal += escaped();
      } else if (sign === '(' || sign === '[') {
        parts.push({ literal }, group(sign, depth + 1));
        literal = '';
      } else {
        literal += sign;
        at += 1;
      }
    }
    parts.push({ literal });
    return parts;
  }

  function escaped(): string {
    const sign = source.charAt(at + 1);
    if (sign === '' || !'()[]|\\'.includes(sign)) {
      throw new PatternError('a backslash stands only before ( ) [ ] | or another backslash', at);
    }
    at += 2;
    return sign;
  }

  function group(open: '(' | '[', depth: number): Part {
    const start = at;
    const close = open === '(' ? ')' : ']';
    if (depth > maxDepth) throw new PatternError(`brackets more than ${maxDepth} deep`, at);
    const alternatives: Pattern[] = [];
    do {
      at += 1;
      const from = at;
      alternatives.push(sequence(depth));
      if (source.slice(from, at).trim() === '') {
        throw new PatternError('an empty alternative; what may be left out goes in [ ]', from);
      }
    } while (source.charAt(at) === '|');
    if (source.charAt(at) !== close) throw new PatternError(`this ${open} has no ${close}`, start);
    at += 1;
    return { alternatives: open === '(' ? alternatives : [...alternatives, []] };
  }

  const pattern = sequence(0);
  if (at < source.length) {
    const sign = source.charAt(at);
    throw new PatternError(
      sign === '|' ? 'put a choice in round brackets: (a|b)' : `this ${sign} closes nothing`,
      at,
    );
  }
  return pattern;
}

function countOf(pattern: Pattern): number {
  return pattern.reduce((product, part) => {
    if ('literal' in part) return product;
    return product * part.alternatives.reduce((sum, alternative) => sum + countOf(alternative), 0);
  }, 1);
}

function textsOf(pattern: Pattern): string[] {
  return pattern.reduce<string[]>(
    (heads, part) => {
      if ('literal' in part) return heads.map((head) => head + part.literal);
      const tails = part.alternatives.flatMap(textsOf);
      return heads.flatMap((head) => tails.map((tail) => head + tail));
    },
    [''],
  );
}
