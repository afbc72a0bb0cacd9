import { describe, expect, it } from 'vitest';
import { ears, reading, unheard } from '../support/ears.js';
import { Talk, type Options } from '../support/conversation.js';

/** The drill of sounds, golden as in conversations.test.ts. What was heard is given; what is made of it is ours. */

const spanish = { guess: { language: 'es-PE', timeZone: 'America/Lima' } };
const english = { guess: { language: 'en', timeZone: 'Europe/Madrid' } };
const minutes = 90_000;

async function met(options: Options, ...taps: readonly string[]): Promise<Talk> {
  const talk = await Talk.begin(options);
  await talk.say('hello');
  for (const tap of taps) await talk.say(tap);
  talk.lines.length = 0;
  return talk;
}

/** What stands in the last message that asks something. */
function asked(talk: Talk): string {
  return talk.messages.findLast(({ buttons }) => buttons.length > 0)?.text ?? '';
}

/** Our own model hears every sentence of the drill; some words of it badly. */
function heard(hard: Readonly<Record<string, number>> = {}) {
  const deps = ears({});
  deps.listen = async (effect) => {
    deps.asked.push(effect);
    if (effect.expected !== undefined) return { ...unheard('none'), reading: reading(effect.expected, hard) };
    return unheard('none', 0);
  };
  return deps;
}

const own = { listens: true, transcribes: false, pronounces: true, speaks: true, draws: true };

describe('a drill of sounds', () => {
  it(
    'in Spanish, aloud: met, by ear, a word, a phrase, a sentence, and once more',
    async () => {
      const speech = heard({ vote: 20 });
      const talk = await met({ ...spanish, speech, able: own }, 'Español', 'Saltar', 'Saltar', 'Saltar');
      await talk.say('practicar sonidos');
      for (let guard = 0; guard < 40 && !/Lo siguiente/.test(asked(talk)); guard += 1) {
        const labels = talk.messages.findLast(({ buttons }) => buttons.length > 0)?.buttons ?? [];
        const next = labels.find(({ label }) => label === 'Seguir');
        const cannotTalk = labels.some(({ label }) => label === 'Ahora no puedo hablar');
        if (next) await talk.tap(next.label);
        else if (cannotTalk) await talk.speak({ file: `n${guard}` });
        else await talk.tap(labels[0]?.label ?? '');
      }
      await talk.matches('drill-es');
      expect(speech.asked.every(({ transcribe }) => transcribe === 'no')).toBe(true);
    },
    minutes,
  );

  it(
    'in the terminal, without any sound: told apart in writing',
    async () => {
      const talk = await met({ ...english, channel: 'terminal' }, 'English', 'Skip', 'Skip', 'Skip');
      await talk.say('/drill th');
      await talk.say('think');
      await talk.say('the first one');
      await talk.say('stop');
      await talk.say('/pronunciation');
      await talk.matches('drill-silent-en');
    },
    minutes,
  );
});
