import { describe, expect, it } from 'vitest';
import { Talk } from '../support/conversation.js';

/**
 * Golden conversations, stored as they read in a chat. `npx vitest run tests/conversations -u` regenerates them; the
 * difference is read aloud against VOICE before it is accepted.
 */

const spanish = { guess: { language: 'es-PE', timeZone: 'America/Lima' } };
const english = { guess: { language: 'en', timeZone: 'Europe/Madrid' } };

/** From hello to the first exercise of a lesson. */
async function met(talk: Talk, lesson = '/lesson cafe/ordering'): Promise<void> {
  await talk.say('hello');
  await talk.tap('English');
  await talk.say('Ana');
  await talk.tap('Travel');
  await talk.tap('1');
  await talk.say(lesson);
}

describe('conversations', () => {
  it('the first five minutes, in Spanish', async () => {
    const talk = await Talk.begin(spanish);
    await talk.say('hola');
    await talk.tap('Español');
    await talk.say('Mª José');
    await talk.tap('Viajar');
    await talk.tap('1 y 2');
    await talk.tap('Empezar');
    await talk.tap('Seguir');
    await talk.say('I want a tea.');
    await talk.tap("I'd like a tea, please.");
    await talk.say('wuold');
    await talk.say("I'd like a glass of water and a coffee, please.");
    await talk.say("I'd like a coffee and a glass of water, please.");
    await talk.say('Can');
    await talk.tap('Yes, please.');
    await talk.tap('For here, please.');
    await talk.tap('glass');
    await talk.say('a');
    await talk.say('an');
    await talk.tap('How much is it?');
    await talk.say('is');
    await talk.tap('Una pista');
    await talk.say('are');
    await talk.tap('£13.50');
    await talk.tap('£3.50');
    await talk.say('no sé');
    await talk.say('quiero');
    await talk.say('I want');
    await talk.say('Give me');
    await talk.say("Good morning! I'd like a coffee, please.");
    await talk.say('Una pista');
    await talk.say('Then tea, please. To take away.');
    await talk.say('How much is it?');
    await talk.tap('18:30');
    await talk.tap('Sí');
    await talk.tap('10 minutos');
    await talk.say('la cocina, el mar');
    await talk.tap('Más tarde');
    await talk.say('progreso');
    await talk.matches('first-five-minutes-es');
  });

  it('from B1 in simple English, with the own language one tap away; times as French says them', async () => {
    const talk = await Talk.begin({ guess: { language: 'fr', timeZone: 'UTC' } });
    await talk.say('bonjour');
    await talk.tap('Français');
    await talk.say('Ana');
    await talk.say('voyage');
    await talk.tap('1');
    await talk.say('/lesson travel/delays');
    await talk.tap('Explique dans ma langue');
    await talk.say('banana');
    await talk.say('/settings');
    await talk.say('Fuseau horaire');
    await talk.tap('Oui');
    await talk.say('Rappel');
    await talk.say('à 8 heures du soir');
    await talk.matches('own-language-fr');
  });

  it('a question is no answer to the first questions; who begins from nothing is told so in words', async () => {
    const talk = await Talk.begin({ guess: { language: 'es', timeZone: 'UTC' } });
    await talk.say('hola');
    await talk.tap('Español');
    await talk.say('¿por qué?');
    await talk.say('why do you ask');
    await talk.say('Ana');
    await talk.say('¿qué es esto?');
    await talk.say('what is this');
    await talk.tap('Viajar');
    await talk.tap('Ninguna todavía');
    await talk.say('/settings');
    await talk.say('/privacy');
    await talk.say('Intereses');
    await talk.say('¿qué es esto?');
    await talk.say('la cocina');
    await talk.matches('asked-back-es');
  });

  it('a lesson in the terminal, everything typed', async () => {
    const talk = await Talk.begin({ ...english, channel: 'terminal' });
    await talk.say('hello');
    await talk.say('1');
    await talk.say('my name is Ana');
    await talk.say('to read novels');
    await talk.say('1');
    await talk.say('/lesson cafe/ordering');
    await talk.say('go on');
    await talk.say('the last one');
    await talk.say("I'd like a tea");
    await talk.say('hint');
    await talk.say('a hint, please');
    await talk.say('would');
    await talk.say("I'd like a coffee and a glass of water please");
    await talk.say('show me');
    await talk.matches('terminal-en');
  });

  it('stopping, coming back, and going on', async () => {
    const talk = await Talk.begin(english);
    await met(talk);
    await talk.tap('Go on');
    await talk.say('stop');
    await talk.say('stop');
    await talk.wait({ days: 1 });
    await talk.say('hi');
    await talk.tap('Continue: Ordering a coffee');
    await talk.wait({ hours: 5 });
    await talk.say('good evening');
    await talk.tap('Continue');
    await talk.wait({ hours: 5 });
    await talk.tap("I'd like a tea, please.");
    await talk.wait({ hours: 5 });
    await talk.say('would');
    await talk.say('lesson');
    await talk.matches('coming-back-en');
  });

  it('progress before the first answer: what the first lesson takes, and that it is under way once it is', async () => {
    const talk = await Talk.begin(english);
    await talk.say('hello');
    await talk.tap('English');
    await talk.say('progress');
    for (const tap of ['Skip', 'Skip', 'Skip', 'Begin']) await talk.tap(tap);
    await talk.say('progress');
    await talk.say('stop');
    await talk.say('/progress');
    await talk.matches('progress-at-first-en');
    // Each lesson says its own minutes, in every place.
    const [minutes] = /\d+ minutes(?=\.)/.exec(talk.transcript().split('Today:')[1] ?? '') ?? [];
    expect(
      talk
        .transcript()
        .match(/\d+ minutes/g)
        ?.every((one) => one === minutes),
    ).toBe(true);
  });

  it('misunderstandings, old buttons, and messages that cross', async () => {
    const talk = await Talk.begin(english);
    await talk.burst('hello', 'hello?', 'anybody there?');
    await talk.say('Klingon');
    await talk.say('Elvish');
    await talk.say('Dothraki');
    await talk.tap('Leave this one');
    await talk.say('Good morning!');
    await talk.say('x'.repeat(80));
    await talk.say('Ana');
    await talk.tapValue('1.language.es');
    await talk.tapValue('rm -rf');
    await talk.tapValue('c.erase-yes');
    await talk.tap('Keep it');
    await talk.say('');
    await talk.say('long '.repeat(500));
    await talk.say('/quiz');
    await talk.say('help');
    await talk.say('menu');
    await talk.say('banana');
    await talk.say('apple');
    await talk.say('pear');
    await talk.matches('misunderstandings-en');
  });

  it('settings: everything that was asked, changed', async () => {
    const talk = await Talk.begin(english);
    await met(talk);
    await talk.say('settings');
    await talk.tap('Language: English');
    await talk.tap('Español');
    await talk.tap('Nombre: Ana');
    await talk.say('Ana *Luz* <b>');
    await talk.tap('Zona horaria: sin definir');
    await talk.say('no');
    await talk.say('Springfield');
    await talk.say('ninguna');
    await talk.say('Atlantis');
    await talk.say('aquí son las 10:05');
    await talk.tap('Madrid');
    await talk.say('recordatorio');
    await talk.say('a las 8 pm');
    await talk.say('intereses');
    await talk.tap('Música');
    await talk.say('patata');
    await talk.tap('Listo');
    await talk.matches('settings');
  });

  it('a command while a place is looked up', async () => {
    const talk = await Talk.begin({ guess: { language: 'en' } });
    await met(talk);
    await talk.say('settings');
    await talk.tap('Time zone: not set');
    await talk.burst('Lima', 'help');
    await talk.say('London');
    await talk.matches('looking-up-en');
  });

  it('reminders: daily, quieter when nobody answers, ended in one word', async () => {
    const talk = await Talk.begin(english);
    await met(talk);
    await talk.say('settings');
    await talk.tap('Reminder: not set');
    await talk.tap('08:00');
    await talk.tap('Done');
    await talk.say('menu');
    await talk.wait({ days: 12 });
    await talk.tap('Later');
    await talk.wait({ days: 1 });
    await talk.say('stop');
    await talk.tap('No more reminders');
    await talk.wait({ days: 3 });
    await talk.matches('reminders-en');
  });

  it('courtesies, ways on and plain replies', async () => {
    const talk = await Talk.begin(english);
    await talk.say('hello');
    await talk.say('english please');
    await talk.say('What do you mean?');
    await talk.say('skip');
    await talk.say('thanks');
    await talk.say('work');
    await talk.say('1 and 2');
    await talk.say('/lesson cafe/ordering');
    await talk.say('continue');
    await talk.say('hint');
    await talk.say('foo');
    await talk.say('bar');
    await talk.say('baz');
    await talk.say('yes');
    await talk.say('Id');
    await talk.say('hint');
    await talk.say('hint');
    await talk.say('hint');
    await talk.say('what does polite mean?');
    await talk.say('/start');
    await talk.say('delete everything');
    await talk.say('no');
    await talk.say('bye');
    await talk.matches('courtesies-en');
  });

  it('times of day, as people say them', async () => {
    const talk = await Talk.begin({ guess: { language: 'es' }, at: '2026-03-02T09:00:45Z' });
    await talk.say('hola');
    await talk.tap('Español');
    await talk.say('/settings');
    await talk.say('recordatorio');
    await talk.say('a las 7 y media de la tarde');
    await talk.say('tengo 2 perros');
    await talk.say('las 8 de la noche');
    await talk.say('zona horaria');
    await talk.say('aquí son las 10:02');
    await talk.tap('Madrid');
    await talk.say('zona horaria');
    await talk.say('Atlantis');
    await talk.say('vivo en Bogotá');
    await talk.matches('times-es');
  });

  it('privacy, and everything deleted', async () => {
    const talk = await Talk.begin(english);
    await met(talk);
    await talk.say('/privacy');
    await talk.tap('Delete everything');
    await talk.tap('Keep it');
    await talk.say('delete my data');
    await talk.tap('Yes, delete everything');
    await talk.wait({ minutes: 1 });
    await talk.say('hello');
    await talk.matches('privacy-en');
  });
});
