import { element } from './element.js';

/** How many bars a sound is drawn as. */
export const bars = 26;

/** A sound as bars; what was played is told from the rest. For eyes only. */
export class Wave {
  readonly element = element('span', { class: 'wave', 'aria-hidden': 'true' });
  readonly #bars = Array.from({ length: bars }, () => element('i'));

  constructor() {
    this.element.append(...this.#bars);
  }

  /** @param heights 0 to 1, one for each bar */
  draw(heights: readonly number[]): void {
    this.#bars.forEach((bar, i) => {
      bar.style.blockSize = `${Math.round(12 + 88 * (heights[i] ?? 0))}%`;
    });
  }

  /** @param share 0 to 1 */
  played(share: number): void {
    const until = Math.round(share * bars);
    this.#bars.forEach((bar, i) => bar.classList.toggle('played', i < until));
  }
}

/** The bars of a sound, and how long it is. Undefined where this browser cannot decode it. */
export async function waveOf(sound: Blob): Promise<{ heights: number[]; seconds: number } | undefined> {
  try {
    const context = new OfflineAudioContext(1, 1, 16_000);
    const decoded = await context.decodeAudioData(await sound.arrayBuffer());
    const samples = decoded.getChannelData(0);
    const each = Math.max(1, Math.floor(samples.length / bars));
    const loud = Array.from({ length: bars }, (_, i) => {
      const part = samples.subarray(i * each, (i + 1) * each);
      return Math.sqrt(part.reduce((sum, one) => sum + one * one, 0) / Math.max(1, part.length));
    });
    const most = Math.max(...loud, 1e-4);
    return { heights: loud.map((one) => one / most), seconds: decoded.duration };
  } catch {
    return undefined;
  }
}
