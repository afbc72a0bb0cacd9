import { loadConfig } from '../bot/config.js';
import { loadContent } from '../content/load.js';
import { endWithReader } from './closed-pipe.js';
import { readWritten, refusalsOf, refusedLine, shareOf, type Share } from './refusals/refused.js';

/** Prints which right answers of the second writer the lessons refuse: `npx tsx scripts/refusals.ts`. */
endWithReader();
const root = new URL(import.meta.url.endsWith('.ts') ? '../' : '../../', import.meta.url);
const written = readWritten(new URL('tests/content/second-writer.jsonl', root));
const { refused, kinds, all, lost } = refusalsOf(loadContent(loadConfig().contentDir), written);

const percent = (share: Share): string =>
  `${share.refused} of ${share.of} refused, ${(100 * shareOf(share)).toFixed(1)} %`;
for (const item of lost) process.stdout.write(`${item}  is in no lesson\n`);
for (const one of refused) process.stdout.write(`${refusedLine(one)}\n`);
for (const [kind, share] of kinds) process.stdout.write(`${kind}: ${percent(share)}\n`);
process.stdout.write(`in all: ${percent(all)}\n`);
