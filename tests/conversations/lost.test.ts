import { describe, expect, it } from 'vitest';
import { Talk } from '../support/conversation.js';

/** Who says that they do not follow gets a hint in their own language, in a lesson and in a scene along a script. */

/** In the café lesson, at its first gap. */
async function atGap(language: string, name: string, goesOn: string): Promise<Talk> {
  const talk = await Talk.begin({ guess: { language, timeZone: 'America/Lima' } });
  for (const said of ['hola', name, 'Ana', '/lesson cafe/ordering', goesOn, "I'd like a tea, please."])
    await talk.say(said);
  talk.lines.length = 0;
  return talk;
}

describe('who does not follow', () => {
  it('gets hints at a gap and in a scene, in Spanish', async () => {
    const talk = await atGap('es-PE', 'Español', 'vale');
    for (const said of ['no entiendo', '¿qué?', 'would']) await talk.say(said);
    while (!talk.transcript().includes('Please sit down')) await talk.say('ver la respuesta');
    for (const said of ['no entiendo', '¿qué?', 'what', "I'd like a tea, please.", '?', 'To take away.'])
      await talk.say(said);
    await talk.matches('lost-es');
  });

  it.each([
    ['pt-BR', 'Português (Brasil)', 'certo', 'não consigo', 'Uma dica'],
    ['fr', 'Français', "d'accord", 'je ne comprends pas', 'Un indice'],
    ['ar', 'العربية', 'حسنا', 'لا أفهم', 'تلميح'],
    ['en', 'English', 'ok', "I don't understand", 'A hint'],
  ])('gets a hint at a gap instead of a miss (%s)', async (language, name, goesOn, said, hint) => {
    const talk = await atGap(language, name, goesOn);
    const from = talk.messages.length;
    await talk.say(said);
    const [told] = talk.messages.slice(from);
    // With nothing before it: a miss is told first, and has a hint as well.
    expect(told?.text.startsWith(hint)).toBe(true);
    await talk.core.stop();
  });

  it.each(['que?', '¿como?', 'qué?'])('gets a hint without accents too: %s', async (said) => {
    const talk = await atGap('es-PE', 'Español', 'vale');
    const from = talk.messages.length;
    await talk.say(said);
    expect(talk.messages[from]?.text.startsWith('Una pista')).toBe(true);
    await talk.core.stop();
  });

  it('is shown another way where no hint is left', async () => {
    const talk = await atGap('es-PE', 'Español', 'vale');
    const from = talk.messages.length;
    for (let time = 0; time < 6; time += 1) await talk.say('no entiendo');
    const ways = talk.messages.slice(from).flatMap(({ buttons }) => buttons.map(({ value }) => value));
    expect(ways).toContain('c.stop');
    await talk.core.stop();
  });
});
