import type { PhysicalMessage } from '../../bot/channels/channel.js';
import { actions, answers, message } from '../support/scripted-bot.js';

const lesson = (done: number) => ({
  progress: { title: 'Ordering a coffee', total: 11, done, minutesLeft: done < 6 ? 4 : 2 },
});

/** A small bot with everything the page has to show: choices, ways on, a gap, corrections, an end. */
export function cafe(said: string): PhysicalMessage[] {
  switch (said) {
    case 'Hello!':
    case '¡Hola!':
      return [
        message([['explain', 'En un café, *I’d like …* suena más amable que *I want …*.']], lesson(2)),
        message([['say', '¿Cuál suena más amable?']], {
          ...lesson(2),
          asks: true,
          buttons: [
            ...answers('I’d like a tea, please.', 'I want a tea.', 'Give me a tea.'),
            ...actions('Una pista', 'Saltar'),
          ],
        }),
      ];
    case 'I want a tea.':
      return [
        message([['say', 'Es inglés correcto, pero suena a una orden. Prueba con la que pide.']], {
          ...lesson(2),
          asks: true,
          buttons: answers('I’d like a tea, please.', 'Give me a tea.'),
        }),
      ];
    case 'I’d like a tea, please.':
      return [message([['english', 'I ___ like a glass of water.']], { ...lesson(6), asks: true })];
    case 'wuold':
      return [
        message(
          [
            ['say', 'Sí, *would*.'],
            ['note', 'Escribiste w_uo_ld: se escribe w*ou*ld.'],
          ],
          lesson(6),
        ),
        message(
          [
            ['say', 'Ahora escríbelo entero:'],
            ['english', 'I’d like a coffee and a glass of water, please.'],
          ],
          { ...lesson(6), asks: true, buttons: actions('Otra vez', 'Seguir') },
        ),
      ];
    case 'Seguir':
      return [
        message([['say', 'Hecho: sabes pedir algo y preguntar cuánto cuesta.']], lesson(11)),
        message([['say', 'Mañana: *The broken coffee machine*. ¿A qué hora te escribo?']], {
          ...lesson(11),
          asks: true,
          buttons: answers('8:00', '18:30', 'Otra hora', 'Ahora no'),
        }),
      ];
    case 'markup':
      return [message([['say', '<img src=x onerror="document.title=1"><b>bold</b> & *<i>strong</i>*']])];
    case 'long':
      return Array.from({ length: 30 }, (_, i) => message([['say', `Line ${i + 1} of many.`]]));
    case 'arabic':
      return [
        message(
          [
            ['say', 'Sam، أيهما ألطف؟'],
            ['english', 'I ___ like a tea.'],
          ],
          {
            buttons: [
              ...answers('Marta، صاحبة مقهى تقرأ كثيرا', 'I’d like a tea, please.'),
              ...actions('تخطي'),
            ],
          },
        ),
      ];
    case 'settings':
      return [
        message([['say', 'What would you like to change?']], {
          asks: true,
          buttons: answers(
            ...Array.from({ length: 9 }, (_, i) => `Setting ${i + 1}`),
            'A rather long answer',
          ),
        }),
      ];
    case 'Español':
      return [
        message([['say', 'De acuerdo.']], { language: 'es' }),
        message([['english', 'I ___ like a tea.']], { ...lesson(4), language: 'es', asks: true }),
      ];
    case 'Deutsch':
      return [message([['say', 'Gut, auf Deutsch.']], { language: 'de' })];
    default:
      return [message([['say', `You said: ${said}`]])];
  }
}
