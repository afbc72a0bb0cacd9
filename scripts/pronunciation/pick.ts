import { parseArgs } from 'node:util';
import type { Assessed } from '../../bot/providers/phonemes/assessor.js';
import { Assessor } from '../../bot/providers/phonemes/assessor.js';
import { packagedFiles } from '../../bot/providers/phonemes/files.js';
import {
  certaintyOfAnswer,
  leastCertain,
  leastMargin,
  likeliest,
  rivalsOf,
} from '../../bot/providers/phonemes/picking.js';
import { voiceIn } from '../../bot/speech/voice.js';
import { readLabels, type Utterance } from './labels.js';
import { dice } from '../bench/numbers.js';
import { recording } from './recordings.js';

/**
 * How well spoken answers are told apart without a transcriber, on recombined utterances:
 *
 *     npx tsx scripts/pronunciation/pick.ts --audio <dataset folder> --labels <labels.jsonl>
 *
 * Answers are short: the first words of an utterance, at most four, up to a pause, cut out of its recording. Each
 * competes with three answers of other utterances: among them once (was it picked?), and once it is left out and another
 * stands in its place (was one picked all the same?). `close`: one of the others is the answer with a word changed. At
 * several thresholds without a margin, and at the one in use with several margins; the last line is what is in use.
 */
const { values } = parseArgs({
  options: { audio: { type: 'string' }, labels: { type: 'string' }, model: { type: 'string' } },
});
if (!values.audio || !values.labels) {
  process.stderr.write('--audio <dataset folder> --labels <labels.jsonl>\n');
  process.exit(2);
}

interface Answer {
  samples: Float32Array;
  text: string;
}

const [fewest, most] = [1, 4];
const samplesAFrame = 320;
const files = packagedFiles();
const assessor = await Assessor.open({ ...files, model: values.model ?? files.model });
const answers: Answer[] = [];
for (const utterance of readLabels(values.labels)) {
  const answer = await cutOut(values.audio, utterance);
  if (answer) answers.push(answer);
}
for (const close of [false, true]) report(close, await compete(answers, close));

/** The first words of an utterance where a pause follows them, else all of a short one. */
async function cutOut(folder: string, utterance: Utterance): Promise<Answer | undefined> {
  const samples = await recording(folder, utterance);
  const names = utterance.words.map(({ text }) => text);
  const [found] = await assessor.assess(samples, [assessor.english.read(utterance.text)]);
  if (!found || found.words.length !== names.length) return undefined;
  const edges = found.words.map(({ spans }) => [spans[0]?.[0] ?? 0, spans.at(-1)?.[1] ?? 0] as const);
  for (let count = Math.min(most, names.length); count >= fewest; count--) {
    const end = edges[count - 1]?.[1] ?? 0;
    const next = edges[count]?.[0];
    if (next !== undefined && next - end < 4) continue;
    const until = next === undefined ? samples.length : Math.round(((end + next) / 2) * samplesAFrame);
    const answer = samples.subarray(0, until);
    const voice = voiceIn(answer);
    return { samples: 'trouble' in voice ? answer : voice.samples, text: names.slice(0, count).join(' ') };
  }
  return undefined;
}

interface Outcome {
  /** The competitors with the right one, and without it. */
  there: readonly (Assessed | undefined)[];
  gone: readonly (Assessed | undefined)[];
}

async function compete(all: readonly Answer[], close: boolean): Promise<Outcome[]> {
  const random = dice(7);
  const outcomes: Outcome[] = [];
  for (const { samples, text } of all) {
    const others = new Set<string>();
    if (close) others.add(changed(text, all, random));
    while (others.size < 4) {
      const other = all[Math.floor(random() * all.length)]?.text ?? '';
      if (other !== text) others.add(other);
    }
    const texts = [text, ...others].map((one) => assessor.english.read(one));
    const [right, ...rest] = await assessor.assess(samples, texts);
    outcomes.push({ there: [right, ...rest.slice(0, 3)], gone: rest });
  }
  return outcomes;
}

function changed(text: string, all: readonly Answer[], random: () => number): string {
  const words = text.split(' ');
  const place = Math.floor(random() * words.length);
  const choice = all.flatMap((one) => one.text.split(' ')).filter((word) => word !== words[place]);
  return words.with(place, choice[Math.floor(random() * choice.length)] ?? '').join(' ');
}

/** The shares at the threshold and the margin that are in use, and at those around them. */
function report(close: boolean, outcomes: readonly Outcome[]): void {
  const won = outcomes.map(({ there, gone }) => ({
    right: likeliest(there) === 0,
    there,
    gone,
  }));
  const share = (of: number) => (of / outcomes.length).toFixed(4);
  for (const [threshold, margin] of [
    ...[0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((at) => [at, 0] as const),
    ...[0.5, 1, 2, 3, 4, 5, 6, 8].map((by) => [leastCertain, by] as const),
    [leastCertain, leastMargin] as const,
  ]) {
    const taken = won.filter(({ there }) => isTaken(there, threshold, margin));
    const right = taken.filter((one) => one.right).length;
    const false_ = won.filter(({ gone }) => isTaken(gone, threshold, margin)).length;
    process.stdout.write(
      `${JSON.stringify({ close, n: outcomes.length, threshold, margin, right: share(right), wrong: share(taken.length - right), falsely_accepted: share(false_) })}\n`,
    );
  }
}

function isTaken(answers: readonly (Assessed | undefined)[], threshold: number, margin: number): boolean {
  const best = likeliest(answers) ?? -1;
  const winner = answers[best];
  const certain = winner ? certaintyOfAnswer(winner) : 0;
  return certain >= threshold && rivalsOf(best, answers, margin).length === 0;
}
