/** Everything the page says itself, before and around the conversation. */
export interface Strings {
  language: string;
  dir: 'ltr' | 'rtl';
  greeting: string;
  hello: string;
  write: string;
  send: string;
  conversation: string;
  answers: string;
  parley: string;
  you: string;
  typing: string;
  gap: string;
  newer: string;
  waiting: string;
  offline: string;
  reconnecting: string;
  tooMany: string;
  /** Too many new chats from one place; `time`: when it is tried again, "14:35". */
  crowded(time: string): string;
  refused: string;
  edit: string;
  deleted: string;
  startAgain: string;
  finished: string;
  /** "4 min" */
  minutes(count: number): string;
  /** For screen readers: "Step 3 of 11" */
  step(current: number, total: number): string;
}

const en: Strings = {
  language: 'en',
  dir: 'ltr',
  greeting: 'English, about five minutes a day. Say hello and we begin.',
  hello: 'Hello!',
  write: 'Write an answer',
  send: 'Send',
  conversation: 'Conversation',
  answers: 'Answers',
  parley: 'Parley:',
  you: 'You:',
  typing: 'Parley is writing',
  gap: 'gap',
  newer: 'New messages',
  waiting: 'Waiting to be sent',
  offline: 'No connection. What you write is kept and sent later.',
  reconnecting: 'Connecting …',
  tooMany: 'That was a lot in one hour. What you write is kept and sent a little later.',
  crowded: (time) =>
    `Many people are starting from here just now. What you write is kept and sent at about ${time}: you can stay here or come back then.`,
  refused: 'This could not be sent as it is.',
  edit: 'Change it',
  deleted: 'This conversation is no longer here.',
  startAgain: 'Start again',
  finished: 'Lesson finished',
  minutes: (count) => `${count} min`,
  step: (current, total) => `Step ${current} of ${total}`,
};

const es: Strings = {
  language: 'es',
  dir: 'ltr',
  greeting: 'Inglés, unos cinco minutos al día. Saluda y empezamos.',
  hello: '¡Hola!',
  write: 'Escribe una respuesta',
  send: 'Enviar',
  conversation: 'Conversación',
  answers: 'Respuestas',
  parley: 'Parley:',
  you: 'Tú:',
  typing: 'Parley está escribiendo',
  gap: 'hueco',
  newer: 'Mensajes nuevos',
  waiting: 'Pendiente de enviar',
  offline: 'Sin conexión. Lo que escribas se guarda y se envía después.',
  reconnecting: 'Conectando …',
  tooMany: 'Escribiste mucho en una hora. Lo que escribas se guarda y se envía un poco más tarde.',
  crowded: (time) =>
    `Muchas personas están empezando desde aquí ahora mismo. Lo que escribas se guarda y se envía hacia las ${time}: puedes quedarte o volver entonces.`,
  refused: 'Así no se pudo enviar.',
  edit: 'Cambiarlo',
  deleted: 'Esta conversación ya no está aquí.',
  startAgain: 'Empezar de nuevo',
  finished: 'Lección terminada',
  minutes: (count) => `${count} min`,
  step: (current, total) => `Paso ${current} de ${total}`,
};

const tables: readonly Strings[] = [en, es];

/** The page's words in a language; undefined where it does not speak it. */
export function stringsIn(language: string): Strings | undefined {
  return tables.find((one) => one.language === language.toLowerCase().split('-')[0]);
}

/** The first of the browser's languages that the page speaks; English otherwise. */
export function stringsFor(languages: readonly string[]): Strings {
  for (const language of languages) {
    const table = stringsIn(language);
    if (table) return table;
  }
  return en;
}
