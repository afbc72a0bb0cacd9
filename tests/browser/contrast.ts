import type { Page } from 'playwright-core';

/**
 * How much a text stands out from what is behind it, 1 to 21 (WCAG 2.2, contrast ratio), as it is seen: with every
 * transparency on the way, which axe leaves out.
 *
 * @returns one figure for each element that the selector finds
 */
export function contrasts(page: Page, selector: string): Promise<number[]> {
  return page.evaluate<number[]>(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map(${measure})`,
  );
}

/** Runs in the page, where there is a document: text here, because the tests are compiled without one. */
const measure = `(text) => {
  const style = (one) => getComputedStyle(one);
  const parse = (color) => {
    const [r, g, b, alpha = 1] = color.match(/[\\d.]+/g).map(Number);
    return { rgb: [r, g, b], alpha };
  };
  const mix = (over, under, share) => over.map((value, i) => value * share + under[i] * (1 - share));
  const white = [255, 255, 255];
  // What is painted up to and with the background of one.
  const layer = (one) => {
    if (!one) return white;
    const { rgb, alpha } = parse(style(one).backgroundColor);
    return mix(rgb, layer(one.parentElement), alpha);
  };
  // A colour within one, once the transparency of one and of all around it is done.
  const seen = (one, color) => one
    ? seen(one.parentElement, mix(color, layer(one.parentElement), Number(style(one).opacity)))
    : color;
  const luminance = (color) => color
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
  const { rgb, alpha } = parse(style(text).color);
  const behind = layer(text);
  const [darker, lighter] = [seen(text, mix(rgb, behind, alpha)), seen(text, behind)]
    .map(luminance)
    .sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}`;
