import { describe, expect, it } from 'vitest';
import { Talk, type Options } from '../support/conversation.js';
import { answers, fakeModel } from '../support/fake-model.js';

/** What a plain yes, no, "later" or "why?" does; golden as in conversations.test.ts. */

const english: Options = { guess: { language: 'en', timeZone: 'Europe/Madrid' } };
const spanish: Options = { guess: { language: 'es', timeZone: 'America/Lima' } };
/** The likeliest first, in each language: its button, and the one that skips. */
const languages = [
  ['en', 'English', 'Skip', 'no', 'later', 'why?'],
  ['es', 'Español', 'Saltar', 'no quiero', 'más tarde', '¿cuánto dura?'],
  ['fr', 'Français', 'Passer', 'non merci', 'plus tard', 'pourquoi'],
  ['ar', 'العربية', 'تخطّي', 'لا', 'لاحقًا', 'لماذا؟'],
  ['pt-BR', 'Português (Brasil)', 'Pular', 'não quero', 'depois', 'quanto tempo leva?'],
] as const;

const labels = (talk: Talk) => talk.messages.at(-1)?.buttons.map(({ label }) => label) ?? [];
const values = (talk: Talk) => talk.messages.at(-1)?.buttons.map(({ value }) => value) ?? [];

/** At "Shall we begin?", with nothing told. */
async function ready(options: Options, language = 'English', skip = 'Skip'): Promise<Talk> {
  const talk = await Talk.begin(options);
  await talk.say('hello');
  for (const tap of [language, skip, skip, skip]) await talk.tap(tap);
  return talk;
}

/** At the first exercise of a lesson. */
async function learning(options: Options, language = 'English', skip = 'Skip'): Promise<Talk> {
  const talk = await ready(options, language, skip);
  await talk.say('/lesson cafe/ordering');
  await talk.tap(language === 'English' ? 'Go on' : 'Seguir');
  return talk;
}

describe('to "Shall we begin?"', () => {
  it.each(languages)(
    'in %s a no or "later" stops, and a question is answered',
    async (code, name, skip, ...said) => {
      const [no, later, why] = said;
      for (const text of [no, later]) {
        const talk = await ready({ guess: { language: code } }, name, skip);
        const told = talk.messages.length;
        await talk.say(text);
        expect(talk.messages.length).toBe(told + 1);
        expect(labels(talk)).toEqual([]);
        await talk.say('hm');
        expect(values(talk)).toContain('c.lesson');
      }
      const talk = await ready({ guess: { language: code } }, name, skip);
      const asked = labels(talk);
      const texts = new Set<string>();
      for (let time = 0; time < 3; time += 1) {
        await talk.say(why);
        texts.add(talk.messages.at(-1)?.text ?? '');
        expect(labels(talk)).toEqual(asked);
      }
      expect(texts.size).toBe(3);
    },
  );

  it('reads well', async () => {
    const talk = await ready(english);
    await talk.say('how long is it?');
    await talk.say('why?');
    await talk.say('not now');
    await talk.say('continue');
    await talk.say('lesson');
    await talk.matches('not-yet-en');
  });

  it.each(['yes', 'ok', 'go', 'begin', 'Why not?', "Let's go?", 'yes?', 'shall we?'])(
    '"%s" begins',
    async (text) => {
      const talk = await ready(english);
      await talk.say(text);
      expect(talk.transcript()).toContain('Today: *Ordering a coffee*');
    },
  );
});

describe('with nothing open', () => {
  it('what is not understood leads to one thing, and a yes to that does it', async () => {
    const talk = await ready(spanish, 'Español', 'Saltar');
    await talk.say('no');
    for (let time = 0; time < 4; time += 1) await talk.say('patata');
    expect(labels(talk)).toHaveLength(2);
    await talk.say('sí');
    await talk.matches('nothing-open-es');
  });

  it('six in a row are told six different things', async () => {
    const talk = await ready(english);
    await talk.say('no');
    const told = talk.messages.length;
    for (let time = 0; time < 6; time += 1) await talk.say('potato');
    const texts = talk.messages.slice(told).map(({ text }) => text.split('\n')[0]);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('the way back is to what is open', async () => {
    const talk = await learning(english);
    await talk.say('stop');
    for (let time = 0; time < 4; time += 1) await talk.say('potato');
    expect(values(talk)).toEqual(['c.continue', 'c.menu']);
    await talk.say('yes');
    expect(talk.messages.at(-1)?.text).toContain('Which one is kinder?');
  });

  it('a no to going back is no answer to anything', async () => {
    const talk = await learning(english);
    await talk.wait({ hours: 3 });
    await talk.say('hm');
    expect(values(talk)).toEqual(['c.continue', 'c.menu']);
    await talk.say('no');
    expect(labels(talk)).toContain('Continue: Ordering a coffee');
  });
});

/** Through a lesson to its scene. */
async function playing(options: Options): Promise<Talk> {
  const talk = await learning(options);
  for (let guard = 0; guard < 60 && !talk.transcript().includes('follows a script'); guard += 1)
    await talk.tap(labels(talk).includes('Go on') ? 'Go on' : 'Show me');
  return talk;
}

describe('a lesson that was left in its scene', () => {
  it('is there once, and another one beside a quiz or a talk by its own title', async () => {
    const talk = await playing(english);
    await talk.say('stop');
    await talk.say('hm');
    expect(labels(talk)).toEqual(['Continue: Ordering a coffee', 'My progress', 'Settings']);
    await talk.say('talk');
    await talk.say('menu');
    expect(labels(talk).slice(0, 2)).toEqual(['Continue: a conversation', 'Lesson: Ordering a coffee']);
  });
});

describe('the question for the time zone', () => {
  const anywhere: Options = { guess: { language: 'en' } };
  const detailed = async (reminder: string) => {
    const talk = await playing(anywhere);
    await talk.tap('Leave the scene');
    await talk.tap(reminder);
    return talk.messages.at(-1)?.text ?? '';
  };

  it('does not speak of writing to who wants no reminder', async () => {
    const asked = await detailed('Not now');
    expect(asked).toContain("Then I'll wait for you.");
    expect(asked).toContain('which city are you in');
    expect(asked).not.toContain('So that I write');
  });

  it('does to who wants one', async () => {
    expect(await detailed('18:30')).toContain('So that I write at the right hour');
  });
});

it('who is 13 to 17 is asked for a parent too', async () => {
  const model = await fakeModel(answers({}));
  const talk = await ready({ ...english, model });
  await talk.say('/talk');
  await talk.tap('13 to 17');
  await model.close();
  expect(talk.messages.at(-1)?.text).toContain('with a parent?');
});

it.each(['yes', 'no', 'later'])('"%s" answers whether there shall be a quiz now', async (text) => {
  const talk = await playing(english);
  await talk.tap('Leave the scene');
  await talk.say('stop');
  await talk.wait({ hours: 1 });
  expect(values(talk)).toContain('c.quiz');
  await talk.say(text);
  expect(talk.transcript().includes('One try each.')).toBe(text === 'yes');
  expect(labels(talk).includes('Settings')).toBe(false);
});

describe('after the settings', () => {
  it('the open question is there at once, and what is written answers it', async () => {
    const talk = await learning(spanish, 'Español', 'Saltar');
    const question = labels(talk);
    await talk.say('ajustes');
    await talk.say('ajustes');
    await talk.tap('Nombre: sin definir');
    await talk.say('Ana');
    await talk.say('listo');
    expect(labels(talk)).toEqual(question);
    await talk.say("I'd like a tea, please.");
    await talk.matches('after-settings-es');
  });

  it('"no" to "Anything else?" is done with them', async () => {
    const talk = await learning(english);
    const question = labels(talk);
    await talk.say('settings');
    await talk.say('no');
    expect(labels(talk)).toEqual(question);
  });

  it('whoever was in nothing is not taken anywhere', async () => {
    const talk = await learning(english);
    await talk.say('stop');
    await talk.say('settings');
    await talk.say('done');
    expect(values(talk)).toEqual(['c.continue', 'c.menu']);
  });

  it('left for something else, they lead nowhere', async () => {
    const talk = await learning(english);
    await talk.say('settings');
    await talk.say('stop');
    await talk.say('settings');
    await talk.say('done');
    expect(values(talk)).toEqual(['c.continue', 'c.menu']);
  });
});

describe('whether everything is to be deleted', () => {
  it('left by anything but a yes: nothing was, and what was said is not graded', async () => {
    const talk = await learning(spanish, 'Español', 'Saltar');
    const question = labels(talk);
    await talk.say('borrar todo');
    await talk.say('quizás');
    expect(labels(talk)).toEqual(question);
    await talk.say('borrar todo');
    await talk.say('ayuda');
    await talk.say('borrar todo');
    await talk.say("I'd like a tea, please.");
    await talk.tap('Sí, borrar todo');
    await talk.matches('not-deleted-es');
    expect(talk.transcript()).not.toContain('Se está borrando');
  });

  it('is said with nothing open too, once', async () => {
    const talk = await ready(english);
    await talk.say('no');
    await talk.say('delete everything');
    for (let time = 0; time < 3; time += 1) await talk.say('perhaps');
    expect(talk.messages.filter(({ text }) => text === 'Nothing was deleted.')).toHaveLength(1);
  });

  it('comes before no word of care', async () => {
    const talk = await ready(english);
    await talk.say('delete everything');
    await talk.say('I want to kill myself');
    expect(talk.transcript()).not.toContain('Nothing was deleted.');
  });
});

describe('the first questions', () => {
  it('a greeting is greeted, and a question gets a reason, in any of our languages', async () => {
    const talk = await Talk.begin(english);
    await talk.say('hello');
    await talk.say('bonjour');
    await talk.say('¿por qué?');
    await talk.tap('English');
    await talk.say('nope');
    await talk.matches('which-language-en');
  });

  it.each(['hola', 'مرحبا', 'olá', 'salut'])('"%s" is no language', async (text) => {
    const talk = await Talk.begin(english);
    await talk.say('hello');
    await talk.say(text);
    expect(talk.messages.at(-1)?.text).toContain('Hello! First just the language.');
  });

  it.each(['no', 'nope', 'nah', 'no thanks'])('"%s" is no name', async (text) => {
    const talk = await Talk.begin(english);
    await talk.say('hello');
    await talk.tap('English');
    await talk.say(text);
    expect(talk.transcript()).not.toContain('Nice to meet you');
    expect(labels(talk)).toContain('Travel');
  });

  it('nor is it what English is for, or what one likes to talk about', async () => {
    const talk = await Talk.begin(english);
    await talk.say('hello');
    for (const tap of ['English', 'Skip']) await talk.tap(tap);
    await talk.say('nope');
    await talk.say('settings');
    expect(labels(talk)).toContain('English for: not set');
    await talk.tap('Interests: not set');
    await talk.say('no thanks');
    expect(labels(talk)).toContain('Interests: not set');
  });

  it('a letter may be one', async () => {
    const talk = await Talk.begin(english);
    await talk.say('hello');
    await talk.tap('English');
    await talk.say('N');
    expect(talk.transcript()).toContain('Nice to meet you, N.');
  });
});

it('a language that is not known here is said not to be, also where it is asked for', async () => {
  const talk = await Talk.begin(english);
  await talk.say('hello');
  for (const asked of ['Deutsch?', '¿Alemán?', 'Italiano?']) {
    await talk.say(asked);
    const text = talk.messages.at(-1)?.text ?? '';
    expect(text).not.toMatch(/I teach English; what I explain|easy to read/);
  }
  expect(talk.transcript()).toContain("I don't speak that one yet.");
});

it('"see you" that is the last thing to do in a scene does it; before that it ends the scene', async () => {
  const scene = 'english/time/appointments';
  for (const [lines, done] of [
    [["I'd like an appointment, please.", "I can't come on Friday.", 'How about Monday?', 'See you!'], 4],
    [["I'd like an appointment, please.", 'See you!'], 1],
  ] as const) {
    const talk = await ready(english);
    await talk.say(`/lesson ${scene.slice('english/'.length)}`);
    for (let guard = 0; guard < 60 && !talk.transcript().includes('this is the dentist'); guard += 1)
      await talk.tap(labels(talk).includes('Go on') ? 'Go on' : 'Show me');
    for (const line of lines) await talk.say(line);
    expect(talk.transcript()).toContain(`${done} of 4 things done.`);
  }
});
