import { Phonemes } from '../../bot/providers/phonemes/phonemes.js';
import { median } from './numbers.js';

/** Four seconds of it, read at a usual rate; what is in the samples costs nothing, how many there are does. */
const text = "I'd like a coffee and a glass of water, please.";
const seconds = 4;
const rate = 16_000;

const [single, together] = [60, 400];

/** What scoring four seconds of speech takes one after the other, and how many are scored a second by all threads. */
export async function scoring(): Promise<{ milliseconds: number; perSecond: number }> {
  const samples = Float32Array.from(
    { length: seconds * rate },
    (_, at) => 0.1 * Math.sin((2 * Math.PI * 180 * at) / rate) * Math.sin((2 * Math.PI * 3 * at) / rate),
  );
  const phonemes = new Phonemes({ patience: 60_000, waiting: together });
  try {
    // Both threads load the model before anything is measured.
    await Promise.all(Array.from({ length: 20 }, () => phonemes.read(samples, text)));
    const times: number[] = [];
    for (let count = 0; count < single; count++) {
      const began = performance.now();
      await phonemes.read(samples, text);
      times.push(performance.now() - began);
    }
    const began = performance.now();
    await Promise.all(Array.from({ length: together }, () => phonemes.read(samples, text)));
    const perSecond = together / ((performance.now() - began) / 1000);
    return { milliseconds: median(times), perSecond };
  } finally {
    await phonemes.stop();
  }
}
