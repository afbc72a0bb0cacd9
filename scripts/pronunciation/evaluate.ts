import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Assessor } from '../../bot/providers/phonemes/assessor.js';
import { packagedFiles } from '../../bot/providers/phonemes/files.js';
import { Audio } from '../../bot/speech/audio.js';
import { programs } from '../../bot/speech/audio-program.js';
import { Scratch } from '../../bot/speech/audio-scratch.js';
import { voiceIn } from '../../bot/speech/voice.js';
import { bestF1, pearson, squaredError } from './figures.js';
import { readLabels, type Utterance } from './labels.js';
import { OtherTexts } from './other-texts.js';
import { canonical, type Prediction, prediction, textScores, wordsOf } from './predictions.js';
import { type Condition, conditions, recording, under } from './recordings.js';
import { auc, type TextScores, told } from './told.js';

/**
 * Scores labelled recordings through the run time and says how well that agrees with the humans who scored them:
 *
 *     npm run pronunciation:evaluate -- --audio <dataset folder> --labels <labels.jsonl>
 *       [--as opus24|quiet|noise15] [--predictions <file.jsonl>] [--model <folder>]
 *
 * A recording is cut to the voice in it, as everywhere in the product. Scores of words and sentences are made from
 * the text alone as well. Scores of phones are about the phones that the labels name, so that these are given there
 * (README.md of this folder). On stderr comes what the product decides of right and other texts, the figures on stdout.
 */
const { values } = parseArgs({
  options: {
    audio: { type: 'string' },
    labels: { type: 'string' },
    as: { type: 'string' },
    predictions: { type: 'string' },
    model: { type: 'string' },
  },
});
const usage = `--audio <dataset folder> --labels <labels.jsonl> [--as ${conditions.join('|')}] [--predictions <file.jsonl>]`;
const condition = conditions.find((name) => name === values.as);
if (!values.audio || !values.labels || (values.as !== undefined && !condition)) {
  process.stderr.write(`npm run pronunciation:evaluate -- ${usage}\n`);
  process.exit(2);
}

const samplesASecond = 16_000;
/** A phone that humans scored below this was said wrong. */
const wrongBelow = 0.5;

await main(values.audio, readLabels(values.labels), condition);

async function main(folder: string, utterances: Utterance[], as: Condition | undefined): Promise<void> {
  const files = packagedFiles();
  const assessor = await Assessor.open({ ...files, model: values.model ?? files.model });
  const scratch = mkdtempSync(join(tmpdir(), 'parley-evaluate-'));
  const audio = new Audio(programs(), new Scratch(scratch));
  const others = new OtherTexts(utterances, assessor.english);
  const predictions: Prediction[] = [];
  const texts: TextScores = { right: [], wrong: [], near: [] };
  let [milliseconds, seconds, unheard] = [0, 0, 0];
  try {
    for (const utterance of utterances) {
      const samples = await under(as, await recording(folder, utterance), audio, Number(utterance.id));
      const found = voiceIn(samples);
      // The product would not score it.
      if ('trouble' in found) unheard += 1;
      const voice = 'trouble' in found ? samples : found.samples;
      const { spoken, of } = wordsOf(utterance, assessor);
      const begin = performance.now();
      const [text] = await assessor.assess(voice, [spoken]);
      milliseconds += performance.now() - begin;
      seconds += voice.length / samplesASecond;
      const [phones, wrong, near] = await assessor.assess(voice, [
        canonical(utterance),
        assessor.english.read(others.wrong(utterance)),
        assessor.english.read(others.near(utterance)),
      ]);
      predictions.push(prediction(utterance, of, text, phones));
      texts.right.push(textScores(text));
      texts.wrong.push(textScores(wrong));
      texts.near.push(textScores(near));
      if (process.stderr.isTTY) process.stderr.write(`\r${predictions.length} of ${utterances.length}`);
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
  if (process.stderr.isTTY) process.stderr.write('\n');
  if (values.predictions !== undefined) await write(values.predictions, predictions);
  const figures = {
    ...agreement(utterances, predictions),
    wrong_text_auc: auc(texts, 'wrong'),
    near_miss_auc: auc(texts, 'near'),
    error_f1: errorF1(utterances, predictions),
    n: predictions.length,
    ms_per_second_of_audio: milliseconds / seconds,
  };
  process.stderr.write(
    `${rounded({ unheard, ...told(texts, assessor.calibration.thresholds.text_read.at_least) })}\n`,
  );
  process.stdout.write(`${rounded(figures)}\n`);
}

function rounded(figures: Readonly<Record<string, number>>): string {
  const entries = Object.entries(figures).map(([name, value]) => [name, Number(value.toFixed(4))]);
  return JSON.stringify(Object.fromEntries(entries));
}

function agreement(utterances: readonly Utterance[], predictions: readonly Prediction[]) {
  const sentence = (name: 'accuracy' | 'fluency' | 'prosodic' | 'total') =>
    pearson(
      predictions.map((one) => one[name]),
      utterances.map((one) => one[name]),
    );
  const word = (name: 'accuracy' | 'total') =>
    pearson(
      predictions.flatMap(({ words }) => words.map((one) => one[name])),
      utterances.flatMap(({ words }) => words.map((one) => one[name])),
    );
  const [said, human] = phoneScores(utterances, predictions);
  return {
    phone: pearson(said, human),
    phone_mse: squaredError(said, human),
    word_accuracy: word('accuracy'),
    word_total: word('total'),
    accuracy: sentence('accuracy'),
    fluency: sentence('fluency'),
    prosodic: sentence('prosodic'),
    total: sentence('total'),
  };
}

function errorF1(utterances: readonly Utterance[], predictions: readonly Prediction[]): number {
  const [said, human] = phoneScores(utterances, predictions);
  return bestF1(
    said,
    human.map((score) => score < wrongBelow),
  );
}

function phoneScores(
  utterances: readonly Utterance[],
  predictions: readonly Prediction[],
): [number[], number[]] {
  const of = (all: readonly { words: readonly { phone_scores: readonly number[] }[] }[]) =>
    all.flatMap(({ words }) => words.flatMap(({ phone_scores }) => phone_scores));
  return [of(predictions), of(utterances)];
}

async function write(file: string, predictions: readonly Prediction[]): Promise<void> {
  const out = createWriteStream(file);
  for (const one of predictions) out.write(`${JSON.stringify(one)}\n`);
  await new Promise<void>((resolve, reject) => {
    out.on('error', reject).end(resolve);
  });
}
