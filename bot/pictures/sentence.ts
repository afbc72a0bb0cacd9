import type { SentencePicture } from '../../flows/speech/picture.js';
import type { ScoredWord } from '../../flows/speech/scores.js';
import type { Fonts, Weight } from './fonts.js';
import { inner, margin, palette } from './palette.js';
import { element, page, type Svg, textAt } from './svg.js';
import { caption, cut } from './title.js';

/**
 * A sentence that was read, word by word. Whoever sees no colours has the marks: a wavy line under a hard word with what
 * was heard below it, a dashed box round a word that is missing, what was said besides small and struck out. It is English
 * and runs left to right; only the title has the learner's direction.
 */
export function sentenceSvg({ title, words, language }: SentencePicture, fonts: Fonts): Svg {
  const size = words.length <= 18 ? 64 : words.length <= 32 ? 54 : 46;
  const head = caption(title, { y: margin, language, fonts });
  const pieces = words.slice(0, mostWords).map((word) => pieceOf(word, size, fonts));
  if (words.length > mostWords) pieces.push(pieceOf({ text: '…', error: 'None' }, size, fonts));
  const marks = [...head.marks];
  let y = margin + head.height + (head.height > 0 ? 24 : 0);
  for (const line of linesOf(
    pieces.filter(({ width }) => width > 0),
    size * 0.28,
  )) {
    let x = margin;
    const baseline = y + size * 1.15;
    for (const piece of line) {
      marks.push(...piece.draw(x, baseline));
      x += piece.width + size * 0.28;
    }
    y = baseline + (line.some(({ noted }) => noted) ? size * 0.36 + small * 1.25 : size * 0.55);
  }
  return page(marks, y + margin - size * 0.3);
}

/** More would not be read on a phone; exercises have fewer. */
const mostWords = 60;

/** Of what stands beside the words. */
const small = 38;

interface Piece {
  width: number;
  /** There is something below it. */
  noted: boolean;
  draw(x: number, baseline: number): string[];
}

function pieceOf(word: ScoredWord, size: number, fonts: Fonts): Piece {
  const fitted = (text: string, at: number, weight: Weight) =>
    cut(fonts.drawable(text), inner - widest, (line) => fonts.width(line, at, weight));
  const plain = (at: number, weight: Weight, fill: string): { text: string; width: number; mark: Mark } => {
    const text = fitted(word.text, at, weight);
    return {
      text,
      width: fonts.width(text, at, weight),
      mark: (x, y) => textAt(x, y, text, { size: at, fill, weight }),
    };
  };
  switch (word.error) {
    case 'None': {
      const { width, mark } = plain(size, 400, palette.ink);
      return { width, noted: false, draw: (x, y) => [mark(x, y)] };
    }
    case 'Omission': {
      const { width, mark } = plain(size, 400, palette.softInk);
      return {
        width: width + 2 * padding,
        noted: false,
        draw: (x, y) => [
          dashedBox(x, y - size * 0.92, width + 2 * padding, size * 1.22),
          mark(x + padding, y),
        ],
      };
    }
    case 'Insertion': {
      const { width, mark } = plain(small, 400, palette.softInk);
      const through = (x: number, y: number) =>
        element('path', {
          d: `M${x - 3} ${y - small * 0.33}h${width + 6}`,
          stroke: palette.softInk,
          'stroke-width': 2.5,
        });
      return { width, noted: false, draw: (x, y) => [mark(x, y), through(x, y)] };
    }
    case 'Substitution':
    case 'Mispronunciation': {
      const { width, mark } = plain(size, 600, palette.amber);
      const heard = word.heard === undefined ? '' : fitted(`“${word.heard}”`, small, 400);
      const below = fonts.width(heard, small);
      return {
        width: Math.max(width, below),
        noted: heard !== '' && heard !== '“”',
        draw: (x, y) => [
          mark(x, y),
          wavyLine(x, y + size * 0.28, width),
          ...(heard === '' || heard === '“”'
            ? []
            : [textAt(x, y + size * 0.36 + small, heard, { size: small, fill: palette.amber })]),
        ],
      };
    }
    case 'UnexpectedBreak':
    case 'MissingBreak': {
      const { width, mark } = plain(size, 400, palette.ink);
      const room = size * 0.6;
      const sign = word.error === 'MissingBreak' ? missingBreak : unexpectedBreak;
      return { width: width + room, noted: false, draw: (x, y) => [...sign(x, y, size), mark(x + room, y)] };
    }
    case 'Monotone': {
      const { width, mark } = plain(size, 400, palette.ink);
      return { width, noted: false, draw: (x, y) => [mark(x, y), flatLine(x, y + size * 0.28, width)] };
    }
  }
}

type Mark = (x: number, y: number) => string;

/** Around a word in a box; and the most that any mark takes beside its word. */
const padding = 12;
const widest = 48;

function linesOf(pieces: readonly Piece[], space: number): Piece[][] {
  const lines: Piece[][] = [];
  let room = 0;
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last && piece.width + space <= room) {
      last.push(piece);
      room -= piece.width + space;
    } else {
      lines.push([piece]);
      room = inner - piece.width;
    }
  }
  return lines;
}

function dashedBox(x: number, y: number, width: number, height: number): string {
  return element('rect', {
    x,
    y,
    width,
    height,
    rx: 14,
    fill: 'none',
    stroke: palette.softInk,
    'stroke-width': 3,
    'stroke-dasharray': '10 8',
  });
}

function wavyLine(x: number, y: number, width: number): string {
  const wave = 10;
  const waves = Math.max(2, Math.round(width / (2 * wave)));
  const half = width / waves / 2;
  const path = Array.from({ length: waves }, () => `q${half / 2} -7 ${half} 0q${half / 2} 7 ${half} 0`);
  return element('path', {
    d: `M${x} ${y}${path.join('')}`,
    fill: 'none',
    stroke: palette.amber,
    'stroke-width': 4,
    'stroke-linecap': 'round',
  });
}

/** Said on one tone. */
function flatLine(x: number, y: number, width: number): string {
  return element('path', { d: `M${x} ${y}h${width}`, stroke: palette.amber, 'stroke-width': 4 });
}

/** A silence that stands where none belongs: three points. */
function unexpectedBreak(x: number, baseline: number, size: number): string[] {
  return [0, 1, 2].map((n) =>
    element('circle', {
      cx: x + size * (0.02 + n * 0.15),
      cy: baseline - size * 0.25,
      r: 4.5,
      fill: palette.amber,
    }),
  );
}

/** A silence that is missing: an empty box. */
function missingBreak(x: number, baseline: number, size: number): string[] {
  return [
    element('rect', {
      x: x + 2,
      y: baseline - size * 0.75,
      width: size * 0.32,
      height: size * 0.9,
      rx: 8,
      fill: 'none',
      stroke: palette.amber,
      'stroke-width': 3,
      'stroke-dasharray': '8 6',
    }),
  ];
}
