import type { VoicesPicture } from '../../flows/speech/picture.js';
import type { Fonts } from './fonts.js';
import { inner, margin, palette, sizes } from './palette.js';
import { element, page, type Svg, textAt } from './svg.js';
import { caption } from './title.js';

/** Samples a second of what is drawn. */
export const rate = 16_000;

/**
 * Two voices one above the other on one axis of time, each from where its speech begins, so that where one hurries or
 * stops is seen. Waves and axis run left to right in every language.
 *
 * @param own 16 kHz mono, -1..1
 */
export function voicesSvg(
  { title, own: ownVoice, model: modelVoice, language }: VoicesPicture,
  { own, model }: { own: Float32Array; model: Float32Array },
  fonts: Fonts,
): Svg {
  const waves = [
    { label: ownVoice.label, samples: spoken(own), fill: palette.own },
    { label: modelVoice.label, samples: spoken(model), fill: palette.softInk },
  ];
  const seconds = Math.max(0.5, ...waves.map(({ samples }) => samples.length / rate));
  const head = caption(title, { y: margin, language, fonts, fill: palette.ink });
  const marks = [...head.marks];
  let y = margin + head.height + (head.height > 0 ? 32 : 0);
  for (const { label, samples, fill } of waves) {
    const beside = caption(label, { y, language, fonts, fill, most: 1 });
    marks.push(...beside.marks, ...wave(samples, seconds, y + beside.height + height / 2 + 8, fill));
    y += beside.height + height + 48;
  }
  marks.push(...axis(seconds, y, language));
  return page(marks, y + 16 + sizes.small + margin);
}

/** Of a wave at its loudest, and of one bar. */
const height = 150;
const bar = 8;
const step = 13;

function wave(samples: Float32Array, seconds: number, middle: number, fill: string): string[] {
  const count = Math.max(1, Math.floor(((inner / step) * samples.length) / rate / seconds));
  return loudness(samples, count).map((loud, n) => {
    const tall = Math.max(bar, loud * height);
    return element('rect', {
      x: margin + n * step,
      y: middle - tall / 2,
      width: bar,
      height: tall,
      rx: bar / 2,
      fill,
    });
  });
}

function axis(seconds: number, y: number, language: string): string[] {
  const every = [0.5, 1, 2, 5, 10, 30, 60].find((each) => seconds / each <= 7) ?? 60;
  const format = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'narrow',
    numberingSystem: 'latn',
    maximumFractionDigits: 1,
  });
  const line = element('path', { d: `M${margin} ${y}h${inner}`, stroke: palette.line, 'stroke-width': 3 });
  const ticks = Array.from({ length: Math.floor(seconds / every) + 1 }, (_, n) => n * every);
  return [
    line,
    ...ticks.flatMap((at) => {
      const x = margin + (inner * at) / seconds;
      const tick = element('path', { d: `M${x} ${y}v12`, stroke: palette.softInk, 'stroke-width': 3 });
      // A label at the very end would leave the picture.
      if (x > margin + inner - 60) return [tick];
      const label = at === 0 ? '0' : format.format(at);
      return [
        tick,
        textAt(x, y + 16 + sizes.small, label, { size: sizes.small * 0.8, fill: palette.softInk }),
      ];
    }),
  ];
}

/** From the first sound to the last: what is above a twentieth of the loudest. */
function spoken(samples: Float32Array): Float32Array {
  const window = rate / 100;
  const frames = loudness(samples, Math.floor(samples.length / window), 1);
  const first = frames.findIndex((loud) => loud > 0.05);
  const last = frames.findLastIndex((loud) => loud > 0.05);
  return first === -1 ? samples : samples.subarray(first * window, (last + 1) * window);
}

/**
 * The root mean square of equal parts, against the loudest, 0..1.
 *
 * @param power bends it so that soft sounds are seen: 1 is linear
 */
function loudness(samples: Float32Array, count: number, power = 0.6): number[] {
  const long = samples.length / Math.max(1, count);
  const parts = Array.from({ length: count }, (_, n) => {
    let sum = 0;
    const [from, to] = [Math.floor(n * long), Math.max(Math.floor((n + 1) * long), Math.floor(n * long) + 1)];
    for (let at = from; at < to; at += 1) sum += (samples[at] ?? 0) ** 2;
    const mean = Math.sqrt(sum / (to - from));
    return Number.isFinite(mean) ? mean : 0;
  });
  const most = parts.reduce((loud, part) => Math.max(loud, part), 0);
  return parts.map((part) => (most > 0 ? (part / most) ** power : 0));
}
