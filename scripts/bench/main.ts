import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { crowdTelegram } from './crowd-telegram.js';
import { crowd } from './crowd.js';
import { history } from './history.js';
import { latency } from './latency.js';
import { questions } from './questions.js';
import { scoring } from './scoring.js';
import { start } from './start.js';
import { throughput } from './throughput.js';
import { voice } from './voice.js';

/**
 * Ratios against a floor that is measured in the same run, so that they mean the same on every machine
 * (ARCHITECTURE, "How fast"). Takes within four minutes; the last line is one JSON object.
 */
async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const seconds: Record<string, number> = {};
  const measured = async <T>(name: string, part: (folder: string) => Promise<T>): Promise<T> => {
    const began = performance.now();
    const result = await part(folder);
    seconds[name] = (performance.now() - began) / 1000;
    return result;
  };
  try {
    say(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`, '', '');
    const durable = await measured('throughput', throughput);
    say('durable turns a second, 64 learners', durable.turnsPerSecond.toFixed(0));
    say('  the same statements and steps alone', durable.floorPerSecond.toFixed(0));
    say('  ratio', durable.ratio.toFixed(2), wanted(durable.ratio >= 0.5, 'at least 0.5'));
    const slow = await measured('latency', latency);
    say('99th percentile of a turn at 170 a second', `${slow.turnP99.toFixed(1)} ms`);
    say('  until it is acknowledged', `${slow.acceptP99.toFixed(1)} ms`);
    say('  of its whole answer, delivered', `${slow.answerP99.toFixed(1)} ms`);
    say('  of one of its commits alone', `${slow.commitP99.toFixed(1)} ms`);
    say('  ratio', slow.ratio.toFixed(2), wanted(slow.ratio <= 5, 'at most 5'));
    const asked = await measured('questions', questions);
    say('turns a second at question 20 of a quiz', asked.parley.toFixed(0));
    beside('@grammyjs/conversations', asked.conversations, asked.byConversations);
    beside('BuilderBot', asked.builderbot, asked.byBuilderbot);
    const waited = await measured('telegram', crowdTelegram);
    say('longest wait of 1,000 at once on Telegram', `${waited.longest.toFixed(1)} s`);
    say('  forced by its limits', `${waited.forced.toFixed(1)} s`);
    const held = waited.ratio <= 1.1 && waited.refused === 0;
    say('  ratio', waited.ratio.toFixed(2), wanted(held, 'at most 1.1, nothing refused'));
    const crowded = await measured('crowd', crowd);
    say('a turn with 10 learners in the file', `${crowded.few.toFixed(0)} µs`);
    say('  with 100,000', `${crowded.many.toFixed(0)} µs`);
    say('  ratio', crowded.ratio.toFixed(2), wanted(crowded.ratio <= 1.3, 'at most 1.3'));
    const long = await measured('history', history);
    say("a learner's turn after the tenth", `${long.tenth.toFixed(0)} µs`);
    say('  after the thousandth', `${long.thousandth.toFixed(0)} µs`);
    say('  ratio', long.ratio.toFixed(2), wanted(long.ratio <= 1.2, 'at most 1.2'));
    const started = await measured('start', start);
    say('start to /health', `${started.seconds.toFixed(2)} s`, wanted(started.seconds < 2, 'under 2 s'));
    const small = wanted(started.megabytes < 120, 'under 120 MB');
    say('resident memory', `${started.megabytes.toFixed(0)} MB`, small);
    const scored = await measured('scoring', scoring);
    say(
      '4 s of speech scored',
      `${scored.milliseconds.toFixed(1)} ms`,
      wanted(scored.milliseconds < 40, 'under 40 ms'),
    );
    say(
      '  a second, on all threads',
      scored.perSecond.toFixed(0),
      wanted(scored.perSecond > 60, 'more than 60'),
    );
    const spoken = await measured('voice', voice);
    if (!spoken) say('listening to 10 s of voice', 'no ffmpeg');
    else {
      const own = spoken.beforeVendor + spoken.afterVendor;
      say(
        'listening to 10 s of voice, our own time',
        `${own.toFixed(0)} ms`,
        wanted(own < 300, 'under 300 ms'),
      );
      say('  of it after the vendor answered', `${spoken.afterVendor.toFixed(0)} ms`);
      say('95th percentile of a text turn', `${spoken.quietP95.toFixed(1)} ms`);
      say('  while 50 voices are listened to', `${spoken.crowdedP95.toFixed(1)} ms`);
      say('  ratio', spoken.ratio.toFixed(2), wanted(spoken.ratio <= 3, 'at most 3'));
    }
    const all = {
      throughput: durable,
      latency: slow,
      questions: asked,
      telegram: waited,
      crowd: crowded,
      history: long,
      start: started,
      scoring: scored,
      voice: spoken,
      seconds,
    };
    process.stdout.write(`\n${JSON.stringify(all, rounded)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function say(what: string, value: string, judgement = ''): void {
  process.stdout.write(`${what.padEnd(44)}${value.padStart(10)}  ${judgement}`.trimEnd() + '\n');
}

/** Another engine's figure, and how many times as many turns are Parley's. */
function beside(name: string, perSecond: number | null, ratio: number | null): void {
  if (perSecond === null || ratio === null) say(`  ${name}`, 'not installed');
  else say(`  ${name}, in memory`, perSecond.toFixed(0), `Parley's by it ${ratio.toFixed(2)}`);
}

function wanted(met: boolean, limit: string): string {
  return `${met ? 'ok' : 'MISSED'} (${limit})`;
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value;
}

await bench();
