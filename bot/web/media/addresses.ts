import { createHmac, timingSafeEqual } from 'node:crypto';

/** Where files are asked for. */
export const mediaPath = '/gateway/media';
/** Seconds: an address is good until the end of the next hour, so that the same one is given out for an hour. */
const step = 3600;

/** Addresses of files, signed so that only who was given one can ask for it, and not for ever. */
export class MediaAddresses {
  constructor(
    private readonly key: Uint8Array,
    /** Epoch milliseconds. */
    private readonly now: () => number,
  ) {}

  /**
   * @param file under DATA_DIR, `speech/3f….ogg`
   * @returns from the root, good for one to two hours
   */
  of(file: string): string {
    const expires = (Math.floor(this.now() / 1000 / step) + 2) * step;
    return `${mediaPath}/${file}?expires=${expires}&signature=${this.#sign(file, expires)}`;
  }

  /** @returns the seconds that the address is still good for; undefined where it is not one of ours, or is over */
  secondsLeft(file: string, expires: string, signature: string): number | undefined {
    if (!/^\d{1,12}$/.test(expires)) return undefined;
    const until = Number(expires);
    const given = Buffer.from(signature);
    const right = Buffer.from(this.#sign(file, until));
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
    const left = until - Math.floor(this.now() / 1000);
    return left > 0 ? left : undefined;
  }

  #sign(file: string, expires: number): string {
    return createHmac('sha256', this.key).update(`${file}\n${expires}`).digest('base64url');
  }
}
