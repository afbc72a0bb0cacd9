import { wav } from './wav.js';

/** A WAV file of a tone that swells and fades, as speech does: 16 bits, mono, 16 kHz. */
export function tone(seconds: number, loud = 0.3): Buffer {
  const rate = 16_000;
  const samples = Float32Array.from({ length: Math.round(seconds * rate) }, (_, n) => {
    const t = n / rate;
    const swell = 0.5 + 0.5 * Math.sin(2 * Math.PI * 3 * t);
    return loud * swell * Math.sin(2 * Math.PI * 220 * t);
  });
  return wav([samples], rate);
}
