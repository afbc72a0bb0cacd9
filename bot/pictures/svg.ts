import { arabicFamily, family, type Weight } from './fonts.js';
import { palette, pictureWidth } from './palette.js';

/** A picture before it is drawn. */
export interface Svg {
  markup: string;
  width: number;
  height: number;
}

/** Safe as text and in attributes; XML has no place for control characters, surrogate halves and U+FFFE. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[<>&"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

export function element(name: string, attributes: Record<string, string | number>, content = ''): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escapeXml(value)}"`,
  );
  return `<${name}${written.join('')}>${content}</${name}>`;
}

/** A line of text; `y` is its baseline. */
export function textAt(
  x: number,
  y: number,
  text: string,
  { size, fill, weight = 400, end = false }: { size: number; fill: string; weight?: Weight; end?: boolean },
): string {
  return element(
    'text',
    {
      x,
      y,
      'font-family': `${family}, ${arabicFamily}`,
      'font-size': size,
      'font-weight': weight,
      fill,
      ...(end ? { 'text-anchor': 'end' } : {}),
    },
    escapeXml(text),
  );
}

export function page(content: readonly string[], height: number): Svg {
  const whole = Math.ceil(height);
  const size = { width: pictureWidth, height: whole };
  const ground = element('rect', { ...size, fill: palette.paper });
  return {
    markup: element(
      'svg',
      { xmlns: 'http://www.w3.org/2000/svg', ...size, viewBox: `0 0 ${pictureWidth} ${whole}` },
      ground + content.join(''),
    ),
    ...size,
  };
}

export function round(n: number): number {
  return Math.round(n * 100) / 100;
}
