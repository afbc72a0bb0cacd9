import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { AlignedWord } from './align.js';
import { phoneOf, stressOf } from './phones.js';

/** What the first graph makes of a recording. */
export interface Sounded {
  hidden: Tensor;
  posteriors: Tensor;
  /** The same, frames of 20 ms x `width`, log-posteriors of the phones in the first 40 columns. */
  scores: Float32Array;
  width: number;
}

/** Raw scores in the humans' scales; see scripts/pronunciation/RUNTIME.md, 5. */
export interface RawScores {
  /** 0-2, a phone each. */
  phone: Float32Array;
  words: readonly { accuracy: number; stress: number; total: number; said: number }[];
  accuracy: number;
  fluency: number;
  prosodic: number;
  total: number;
  /** 0-1 */
  read: number;
}

/** Samples a second, and samples a frame. */
export const sampleRate = 16_000;
export const hop = 320;
const tail = 240;

/** The two exported graphs, on one thread. */
export class Model {
  private constructor(
    private readonly aligner: InferenceSession,
    private readonly scorer: InferenceSession,
  ) {}

  /** @param file where aligner.onnx and scorer.onnx are */
  static async open(file: (name: string) => string): Promise<Model> {
    const settings: InferenceSession.SessionOptions = {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      // The weights are stored in 16 or 8 bits; this widens them once, at loading.
      graphOptimizationLevel: 'all',
      logSeverityLevel: 4,
    };
    const [aligner, scorer] = await Promise.all([
      InferenceSession.create(file('aligner.onnx'), settings),
      InferenceSession.create(file('scorer.onnx'), settings),
    ]);
    return new Model(aligner, scorer);
  }

  /** @param samples 16 kHz mono, -1..1 */
  async hear(samples: Float32Array): Promise<Sounded> {
    const wave = new Float32Array(hop * Math.ceil(samples.length / hop) + tail);
    wave.set(samples);
    const out = await this.aligner.run({ wave: new Tensor('float32', wave, [1, wave.length]) });
    const [hidden, posteriors] = [output(out, 'hidden'), output(out, 'posteriors')];
    return { hidden, posteriors, scores: numbers(posteriors), width: posteriors.dims.at(-1) ?? 0 };
  }

  async judge({ hidden, posteriors }: Sounded, words: readonly AlignedWord[]): Promise<RawScores> {
    const sounds = words.flatMap((word) => word.sounds);
    const spans = words.flatMap((word) => word.spans.flat());
    const ranges: number[] = [];
    for (const word of words) {
      const first = ranges.at(-1) ?? 0;
      ranges.push(first, first + word.sounds.length);
    }
    const out = await this.scorer.run({
      hidden,
      posteriors,
      phones: integers(sounds.map(phoneOf), [1, sounds.length]),
      stress: integers(sounds.map(stressOf), [1, sounds.length]),
      spans: integers(spans, [1, sounds.length, 2]),
      words: integers(ranges, [1, words.length, 2]),
    });
    const word = numbers(output(out, 'word'));
    const [accuracy = 0, fluency = 0, prosodic = 0, total = 0, read = 0] = numbers(output(out, 'sentence'));
    return {
      phone: numbers(output(out, 'phone')),
      words: words.map((_, index) => {
        const [one = 0, stress = 0, all = 0, said = 0] = word.subarray(4 * index, 4 * index + 4);
        return { accuracy: one, stress, total: all, said };
      }),
      accuracy,
      fluency,
      prosodic,
      total,
      read,
    };
  }
}

const integers = (values: readonly number[], shape: number[]) =>
  new Tensor('int64', BigInt64Array.from(values, BigInt), shape);

function output(out: InferenceSession.OnnxValueMapType, name: string): Tensor {
  const value = out[name];
  if (!(value instanceof Tensor)) throw new Error(`the model gives no ${name}`);
  return value;
}

function numbers(tensor: Tensor): Float32Array {
  if (!(tensor.data instanceof Float32Array)) throw new Error('the model gives no numbers');
  return tensor.data;
}
