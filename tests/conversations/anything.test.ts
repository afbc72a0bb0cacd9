import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packagedContent, Talk } from '../support/conversation.js';

/** Whatever a learner says, wherever they are, gets an answer of that place; nothing throws, nothing repeats. */

const words = [
  'hello',
  'would',
  '1',
  '2.',
  'two',
  'the first one',
  'stop',
  'help',
  'menu',
  'continue',
  'settings',
  'progress',
  'privacy',
  'lesson',
  'delete everything',
  '/start',
  '/lesson',
  '/lesson cafe/ordering',
  '/lesson no/such',
  '/nothing',
  '',
  '¿qué?',
  'ayuda',
  'español',
  'english',
  'it is 14:05 here',
  'Lima',
  'Springfield',
  'Atlantis',
  'no',
  'yes',
  '18:30',
  '7pm',
  'x'.repeat(2_100),
  '*',
  '_',
  '\\',
  '___',
  '<b>',
  '{name}',
  '💬',
  'م',
  '1.2.3',
  'show me',
  'a hint, please',
  'skip',
  'done',
  'name',
  'my name is Ana',
  '10',
]; // prettier-ignore

const move = fc.oneof(
  { weight: 4, arbitrary: fc.record({ say: fc.constantFrom(...words) }) },
  { weight: 1, arbitrary: fc.record({ say: fc.string({ unit: 'binary', maxLength: 60 }) }) },
  { weight: 6, arbitrary: fc.record({ tap: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ old: fc.nat(400) }) },
  { weight: 1, arbitrary: fc.record({ forged: fc.string({ maxLength: 80 }) }) },
  { weight: 1, arbitrary: fc.record({ hours: fc.constantFrom(1, 3, 26, 24 * 9) }) },
);

it('answers anything, anywhere', async () => {
  const farewells = ['en', 'es', 'pt-BR', 'fr', 'ar'].map((language) =>
    packagedContent().phrase(language, { say: 'erase.done' }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 60 }), async (moves) => {
      const talk = await Talk.begin({ guess: { language: 'es', timeZone: 'America/Bogota' } });
      const values: string[] = [];
      for (const next of moves) {
        const before = talk.messages.length;
        const buttons = talk.messages.findLast((message) => message.buttons.length > 0)?.buttons ?? [];
        values.push(...buttons.map(({ value }) => value));
        if ('hours' in next) {
          await talk.wait(next);
          continue;
        }
        if ('say' in next) await talk.say(next.say);
        else if ('tap' in next)
          await talk.tapValue(buttons[next.tap % Math.max(1, buttons.length)]?.value ?? '');
        else if ('old' in next) await talk.tapValue(values[next.old % Math.max(1, values.length)] ?? 'x');
        else await talk.tapValue(next.forged);
        // Everything is gone a moment after the farewell; what is said into that moment goes too.
        if (farewells.includes(talk.messages.at(-1)?.text ?? '')) await talk.wait({ minutes: 1 });
        expect(talk.messages.length, `silence\n${talk.transcript()}`).toBeGreaterThan(before);
      }
      expect(await talk.core.store.eventsAside(5), talk.transcript()).toEqual([]);
      for (const message of talk.messages) {
        expect(message.text.trim()).not.toBe('');
        for (const { value } of message.buttons) expect(Buffer.byteLength(value)).toBeLessThanOrEqual(64);
      }
      await talk.core.stop();
    }),
    { numRuns: Number(process.env['FUZZ_RUNS'] ?? 60) },
  );
});

it.each(['flurble', '🙃', '???'])('does not say the same line three times to "%s"', async (text) => {
  const talk = await Talk.begin({ guess: { language: 'en', timeZone: 'Europe/Madrid' } });
  for (const step of ['hello', 'English', 'Ana', 'work', 'all three', 'begin']) {
    const from = talk.messages.length;
    for (let time = 0; time < 6; time += 1) {
      if (step === 'Ana' || step === 'work') break; // Any text is an answer there.
      if (step === 'hello') break;
      await talk.say(text);
    }
    const said = new Map<string, number>();
    for (const message of talk.messages.slice(from)) {
      const first = message.text.split('\n')[0] ?? '';
      said.set(first, (said.get(first) ?? 0) + 1);
    }
    for (const [line, times] of said) expect(times, line).toBeLessThan(3);
    await talk.say(step);
  }
});
