import { Resvg } from '@resvg/resvg-js';
import type { Picture } from '../../flows/speech/picture.js';
import { arabicFamily, family, type Fonts } from './fonts.js';
import { sentenceSvg } from './sentence.js';
import type { Svg } from './svg.js';
import { voicesSvg } from './waves.js';

/** The sounds of two voices, 16 kHz mono, -1..1. */
export interface Voices {
  own: Float32Array;
  model: Float32Array;
}

export interface Painted {
  png: Uint8Array;
  /** Pixels. */
  width: number;
  height: number;
}

/** Draws a picture as PNG; takes about a tenth of a second of one core, so that only a thread of its own calls it. */
export function paint(picture: Picture, voices: Voices | undefined, fonts: Fonts): Painted {
  const image = new Resvg(svgOf(picture, voices, fonts).markup, {
    font: {
      loadSystemFonts: false,
      fontFiles: [...fonts.files],
      defaultFontFamily: family,
      sansSerifFamily: arabicFamily,
    },
    logLevel: 'off',
  }).render();
  return { png: image.asPng(), width: image.width, height: image.height };
}

function svgOf(picture: Picture, voices: Voices | undefined, fonts: Fonts): Svg {
  if (picture.kind === 'sentence') return sentenceSvg(picture, fonts);
  if (!voices) throw new Error('two voices are drawn from their sounds');
  return voicesSvg(picture, voices, fonts);
}
