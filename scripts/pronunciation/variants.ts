import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { English } from '../../bot/providers/phonemes/english/english.js';
import { packagedFiles } from '../../bot/providers/phonemes/files.js';
import { nameOf, type Sound, stressOf } from '../../bot/providers/phonemes/phones.js';
import { readLabels } from './labels.js';

const named = (sound: Sound) => nameOf(sound) + (stressOf(sound) < 3 ? stressOf(sound) : '');

/**
 * Writes how the run time would say each word of the labelled texts, so that the scorer is trained on the product's
 * pronunciations as well as on the corpus's own: `{"THREE": [["TH", "R", "IY0"]]}`, the usual one first.
 *
 *     npx tsx scripts/pronunciation/variants.ts --labels <labels.jsonl> --out <variants.json>
 */
const { values } = parseArgs({ options: { labels: { type: 'string' }, out: { type: 'string' } } });
if (!values.labels || !values.out) throw new Error('give --labels and --out');
const english = new English((name) => join(packagedFiles().english, name));
const words = new Set(readLabels(values.labels).flatMap((one) => one.words.map(({ text }) => text)));
const variants = [...words].map((text) => [
  text,
  english.pronunciations(text.toLowerCase()).map((sounds) => sounds.map(named)),
]);
writeFileSync(values.out, `${JSON.stringify(Object.fromEntries(variants))}\n`);
