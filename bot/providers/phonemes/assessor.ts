import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Picked, Reading } from '../../../flows/speech/heard.js';
import { align, type Alignment } from './align.js';
import { type Calibration, calibrationSchema } from './calibration.js';
import { English, type SpokenWord } from './english/english.js';
import type { Files } from './files.js';
import { Model, type RawScores, sampleRate } from './model.js';
import { pickFrom } from './picking.js';
import { readingOf } from './reading.js';

/** Longest recording that is looked at; longer ones are cut off by voice activity before. */
const longest = 70 * sampleRate;
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
    private readonly calibration: Calibration,
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
    const [assessed] = await this.assess(samples, [words]);
    return assessed && readingOf(words, assessed.words, assessed.raw, this.calibration);
  }

  /** As `Pronouncer.pick`. */
  async pick(samples: Float32Array, options: readonly string[]): Promise<Picked> {
    return pickFrom(
      await this.assess(
        samples,
        options.map((option) => this.english.read(option)),
      ),
    );
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
    if (samples.length === 0 || samples.length > longest) return texts.map(() => undefined);
    const sounded = await this.model.hear(samples);
    const assessed: (Assessed | undefined)[] = [];
    for (const words of texts) {
      const found = words.length > mostWords ? undefined : align(sounded.scores, sounded.width, words);
      assessed.push(found && { ...found, raw: await this.model.judge(sounded, found.words) });
    }
    return assessed;
  }
}
