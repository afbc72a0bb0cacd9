import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Picked, Reading } from '../../../flows/speech/heard.js';
import { align, type Alignment } from './align.js';
import { beginningsOf, isBeginning, isWhole, withUnread } from './beginning.js';
import { type Calibration, calibrationSchema } from './calibration.js';
import { English, type SpokenWord } from './english/english.js';
import type { Files } from './files.js';
import { Model, type RawScores, sampleRate, type Sounded } from './model.js';
import { likeliest, pickedOf } from './picking.js';
import { readingOf } from './reading.js';

/** Longest recording that is looked at: it was measured up to a minute (scripts/pronunciation/RUNTIME.md, 1), which exercises take. */
const longest = 61 * sampleRate;
/** Words of a text that are looked at: more are not said in that time. */
const mostWords = 400;

/** What a text came to in a recording, before calibration. */
export interface Assessed extends Alignment {
  raw: RawScores;
}

/** The model with all it needs, loaded into this thread. */
export class Assessor {
  private constructor(
    private readonly model: Model,
    readonly english: English,
    readonly calibration: Calibration,
  ) {}

  static async open({ model, english }: Files): Promise<Assessor> {
    const text = readFileSync(join(model, 'calibration.json'), 'utf8');
    return new Assessor(
      await Model.open((name) => join(model, name)),
      new English((name) => join(english, name)),
      calibrationSchema.parse(JSON.parse(text)),
    );
  }

  /** As `Pronouncer.read`. */
  async read(samples: Float32Array, text: string): Promise<Reading | undefined> {
    const words = this.english.read(text);
    const sounded = await this.#hear(samples);
    const reading = await this.#reading(sounded, words, find(sounded, words));
    if (!reading || isWhole(reading)) return reading;
    return (await this.#beginning(sounded, words)) ?? reading;
  }

  /** Who stopped half-way read the beginning of this text, and no other one. */
  async #beginning(sounded: Sounded | undefined, words: readonly SpokenWord[]): Promise<Reading | undefined> {
    const beginnings = beginningsOf(words);
    const found = beginnings.map((beginning) => find(sounded, beginning));
    const best = likeliest(found) ?? -1;
    const [beginning = [], aligned] = [beginnings[best], found[best]];
    if (!aligned || beginning.length === words.length || !isBeginning(aligned, beginning)) return undefined;
    const reading = await this.#reading(sounded, beginning, aligned);
    return reading && reading.match >= 0.5 ? withUnread(reading, words.slice(beginning.length)) : undefined;
  }

  async #reading(
    sounded: Sounded | undefined,
    words: readonly SpokenWord[],
    found: Alignment | undefined,
  ): Promise<Reading | undefined> {
    const judged = await this.#judged(sounded, found);
    return judged && readingOf(words, judged.words, judged.raw, this.calibration);
  }

  /** As `Pronouncer.pick`: all are found in the recording, and the one that fits best is judged, which is most of the work. */
  async pick(samples: Float32Array, options: readonly string[]): Promise<Picked> {
    const sounded = await this.#hear(samples);
    const found = options.map((option) => find(sounded, this.english.read(option)));
    const option = likeliest(found);
    const winner = option === undefined ? undefined : await this.#judged(sounded, found[option]);
    return option === undefined || !winner ? { confidence: 1 } : pickedOf(option, winner, found);
  }

  /**
   * Scores several texts against one recording.
   *
   * @returns in their order; undefined where a text has no words or does not fit into the recording
   */
  async assess(
    samples: Float32Array,
    texts: readonly (readonly SpokenWord[])[],
  ): Promise<(Assessed | undefined)[]> {
    const sounded = await this.#hear(samples);
    const assessed: (Assessed | undefined)[] = [];
    for (const words of texts) assessed.push(await this.#judged(sounded, find(sounded, words)));
    return assessed;
  }

  async #hear(samples: Float32Array): Promise<Sounded | undefined> {
    return samples.length === 0 || samples.length > longest ? undefined : this.model.hear(samples);
  }

  async #judged(sounded: Sounded | undefined, found: Alignment | undefined): Promise<Assessed | undefined> {
    return sounded && found && { ...found, raw: await this.model.judge(sounded, found.words) };
  }
}

function find(sounded: Sounded | undefined, words: readonly SpokenWord[]): Alignment | undefined {
  return sounded && words.length <= mostWords ? align(sounded.scores, sounded.width, words) : undefined;
}
