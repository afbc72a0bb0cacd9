import { expect, test } from 'vitest';
import { EngineProcess, type Plan } from '../support/engine-process.js';
import { fakeModel, type Asked } from '../support/fake-model.js';
import { FakeTelegram, type FakeLearner } from '../support/fake-telegram/index.js';
import { seeded } from '../support/faults.mjs';
import { replying, saidIn } from '../support/held-model.js';
import { answered, onboarded } from '../telegram/day.js';
import { end, place } from './load.js';

/**
 * Eight learners talk with a model while the process dies again and again, most of the time inside a call to it or a
 * commit. Telegram and the model are servers of this process, which judges by what the two were asked and showed.
 */

const kills = 22;
const least = 6;
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);

type Moment = 'call' | Exclude<Plan['point'], 'send'>;
const moments: Moment[] = ['call', 'before', 'call', 'within', 'call', 'after'];

/** What the model was asked: by which process, and with which lines of the learner, the newest last. */
interface Call {
  round: number;
  said: string[];
}

test(`${kills} kills while a model is asked (KILL_SEED=${seed})`, async () => {
  const random = seeded(seed);
  const telegram = await FakeTelegram.open({ patience: 200_000 });
  const calls: Call[] = [];
  let round = 0;
  let running = 0;
  let asked: (() => void) | undefined;
  const model = await fakeModel((response, call: Asked) => {
    const said = saidIn(call);
    calls.push({ round, said });
    running += 1;
    const done = replying(`Heard ${said.at(-1)} (call ${calls.length}).`);
    const timer = setTimeout(() => done(response, call), 10 + random() * 30);
    response.on('close', () => {
      running -= 1;
      clearTimeout(timer);
    });
    asked?.();
  });
  const everybody = Array.from({ length: 8 }, () => telegram.learner({ language: 'en' }));

  try {
    await place(async ({ env }) => {
      const settings = {
        ...env,
        TELEGRAM_BOT_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: telegram.root,
        LLM_API_KEY: 'k',
        LLM_BASE_URL: model.baseUrl,
        LLM_MODEL: 'fake-1',
        LIMIT_VENDOR_CALLS_PER_DAY: '0',
        LIMIT_VENDOR_CALLS_TOTAL_PER_DAY: '0',
      };
      let next = EngineProcess.spawn();
      let engine = next;
      const begin = async (plan?: Plan) => {
        engine = next;
        round += 1;
        await engine.start({ env: settings, unpaced: true, ...(plan && { plan }) });
      };
      let over = false;
      let landed = 0;

      const killing = async (): Promise<void> => {
        for (let kill = 0; kill < kills; kill += 1) {
          const moment = moments[kill % moments.length] ?? 'call';
          const nth = 1 + Math.floor(random() * 8);
          let struck = false;
          if (moment === 'call') {
            let count = 0;
            asked = () => {
              count += 1;
              if (count !== nth) return;
              setTimeout(() => {
                struck = running > 0;
                engine.child.kill('SIGKILL');
              }, random() * 8);
            };
          }
          if (kill > 0)
            await begin(
              moment === 'call'
                ? undefined
                : { point: moment, nth: 2 + nth, microseconds: Math.floor(random() * 900) },
            );
          next = EngineProcess.spawn();
          const { child } = engine;
          const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
          await engine.exited;
          clearTimeout(timer);
          asked = undefined;
          if (struck || engine.landed() === 'commit') landed += 1;
        }
        await begin();
        over = true;
      };

      try {
        await begin();
        await Promise.all(everybody.map(intoTalk));
        const lines = await Promise.all([killing(), ...everybody.map((ana, n) => talks(ana, n, () => over))]);
        await end(engine);
        expect(landed, `${landed} of ${kills}`).toBeGreaterThanOrEqual(kills / 2);
        for (const [number, ana] of everybody.entries())
          judge(ana, lines[number + 1] ?? [], calls, `learner ${number}, seed ${seed}`);
      } finally {
        engine.child.kill('SIGKILL');
        next.child.kill('SIGKILL');
      }
    });
  } finally {
    await telegram.close();
    await model.close();
  }
});

async function intoTalk(ana: FakeLearner): Promise<void> {
  await onboarded(ana);
  await answered(ana, () => ana.say('/talk'), /How old are you/);
  await answered(ana, () => ana.tap('18 or over'), /models that other companies run/);
  await answered(ana, () => ana.tap("Yes, that's fine"), /Whom would you like/);
  await answered(ana, () => ana.say('Marta'), /^Marta:/);
}

/** Every third line comes right behind the one before it, unanswered as that still is. */
const isSecond = (index: number) => index % 3 === 2;

/** Writes line after line, each when the one before is answered, or two at once. @returns them */
async function talks(ana: FakeLearner, number: number, over: () => boolean): Promise<string[]> {
  const lines: string[] = [];
  while (!over() || lines.length < least) {
    do {
      lines.push(`line ${lines.length} of learner ${number}`);
      ana.say(lines.at(-1) ?? '');
    } while (isSecond(lines.length));
    await ana.sees(new RegExp(`Heard ${lines.at(-1)} `));
  }
  return lines;
}

function judge(ana: FakeLearner, lines: string[], calls: Call[], who: string): void {
  const replies = ana.texts.flatMap((text) => {
    const found = /Heard (line \d+ of learner \d+) \(call (\d+)\)/.exec(text);
    return found ? [{ line: found[1] ?? '', call: Number(found[2]) }] : [];
  });
  // A send that was under way may come twice, one after the other; a reply is never made twice.
  const once = replies.filter(({ call }, index) => call !== replies[index - 1]?.call);
  const answeredTo = once.map(({ line }) => line);
  expect(new Set(answeredTo).size, `${who}: ${answeredTo.join()}`).toBe(answeredTo.length);
  expect(replies.length - once.length, who).toBeLessThanOrEqual(kills);
  // In order, and the last of what was written together always.
  expect(answeredTo, who).toEqual(lines.filter((line) => answeredTo.includes(line)));
  expect(answeredTo.at(-1), who).toBe(lines.at(-1));
  // Nobody was told of any trouble, and nothing else was said.
  expect(
    ana.texts.filter((text) => /did not get through|No answer from|cannot be reached|went wrong/.test(text)),
    who,
  ).toEqual([]);
  for (const { line, call } of once) {
    // What a reply answers has everything that was written up to it, in order, once.
    const upTo = lines.slice(0, lines.indexOf(line) + 1);
    expect(calls[call - 1]?.said, who).toEqual(upTo);
  }
  // One process asks once about a line; another one again only where that one was killed. The question about the
  // first of two may have left when the second was there already; nobody sees what comes of it.
  for (const [index, line] of lines.entries()) {
    const rounds = calls.filter(({ said }) => said.at(-1) === line).map(({ round }) => round);
    const most = isSecond(index) ? 2 : 1;
    for (const one of rounds)
      expect(rounds.filter((other) => other === one).length, `${who}: ${line}`).toBeLessThanOrEqual(most);
  }
}
