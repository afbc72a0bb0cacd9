import { Slots } from '../../system/slots.js';
import { ProviderError } from '../provider.js';
import type { Saying, Synthesizer } from '../synthesizer.js';
import { wordsOf } from './emphasis.js';
import { espeakPrograms, runEspeak, type EspeakProgram } from './espeak-program.js';

/** Words a minute at speed 1: espeak-ng's own 175 is a newsreader's. */
const usualPace = 150;
/** Milliseconds between words that are set apart. */
const gap = 320;
/** Processes at once: a class that is answered aloud takes no more of the machine than these. */
const atOnce = 2;

/**
 * espeak-ng (GPL-3.0), offline and without any key: a program of its own, which is given a text and writes sound. The
 * system's, else the one of the optional package, compiled to JavaScript and run as a process of its own.
 */
export class Espeak implements Synthesizer {
  readonly local = true;
  readonly name = 'espeak-ng';
  readonly #slots = new Slots(atOnce);

  /** @param programs in the order in which they are tried */
  constructor(private readonly programs: readonly EspeakProgram[] = espeakPrograms()) {}

  /** There is one. */
  get any(): boolean {
    return this.programs.length > 0;
  }

  /** Where it is from, for people. */
  get from(): EspeakProgram['from'] | undefined {
    return this.programs[0]?.from;
  }

  /** A voice with its variant, `en+f2`, where it is of the language; voices of vendors are unknown here. */
  voiceOf({ language, voices = {} }: Pick<Saying, 'language' | 'voices'>): string {
    const [code = 'en', place] = language.toLowerCase().split(/[-_]/);
    const { espeak } = voices;
    if (espeak !== undefined && espeak.split(/[-+]/)[0] === code) return espeak;
    if (code === 'en') return place === 'gb' ? 'en-gb' : 'en-us';
    return /^[a-z]{2,3}$/.test(code) ? code : 'en-us';
  }

  async say(asked: Saying): Promise<Awaited<ReturnType<Synthesizer['say']>>> {
    const voice = this.voiceOf(asked);
    const pace = Math.round(Math.min(2, Math.max(0.5, asked.speed)) * usualPace);
    const ssml = asked.emphasised ? setApart(asked.text) : escaped(asked.text);
    let last: unknown = new ProviderError('unavailable', 'espeak-ng is not there');
    for (const program of this.programs) {
      try {
        const say = async (): Promise<Uint8Array> => runEspeak(program, { voice, pace, ssml }, asked.signal);
        const sound = await this.#slots.hold(asked.signal, say);
        return { sound, usage: { model: this.name, calls: 0, tokensIn: 0, tokensOut: 0, microdollars: 0 } };
      } catch (error) {
        last = error;
        if (asked.signal.aborted) throw new ProviderError('unavailable', 'no answer in time');
      }
    }
    throw last;
  }
}

/** Everything that is said is text: nothing in it is a mark of SSML. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function setApart(text: string): string {
  return `<speak>${wordsOf(text).map(escaped).join(`<break time="${gap}ms"/> `)}</speak>`;
}
