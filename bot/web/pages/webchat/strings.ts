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
  /** Names the pieces of a sentence that can be tapped into the field. */
  pieces: string;
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
  pieces: 'Parts of the sentence',
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
  pieces: 'Partes de la frase',
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

const pt: Strings = {
  language: 'pt-BR',
  dir: 'ltr',
  greeting: 'Inglês, uns cinco minutos por dia. Diga oi e a gente começa.',
  hello: 'Oi!',
  write: 'Escreva uma resposta',
  send: 'Enviar',
  conversation: 'Conversa',
  answers: 'Respostas',
  pieces: 'Partes da frase',
  parley: 'Parley:',
  you: 'Você:',
  typing: 'Parley está escrevendo',
  gap: 'lacuna',
  newer: 'Mensagens novas',
  waiting: 'Esperando para ser enviada',
  offline: 'Sem conexão. O que você escrever fica guardado e é enviado depois.',
  reconnecting: 'Conectando …',
  tooMany: 'Foi muita coisa em uma hora. O que você escrever fica guardado e é enviado um pouco mais tarde.',
  crowded: (time) =>
    `Muita gente está começando daqui agora. O que você escrever fica guardado e é enviado por volta das ${time}: você pode ficar aqui ou voltar nessa hora.`,
  refused: 'Não foi possível enviar assim.',
  edit: 'Mudar',
  deleted: 'Esta conversa não está mais aqui.',
  startAgain: 'Começar de novo',
  finished: 'Lição concluída',
  minutes: (count) => `${count} min`,
  step: (current, total) => `Passo ${current} de ${total}`,
};

const fr: Strings = {
  language: 'fr',
  dir: 'ltr',
  greeting: "De l'anglais, environ cinq minutes par jour. Dis bonjour et on commence.",
  hello: 'Bonjour !',
  write: 'Écris une réponse',
  send: 'Envoyer',
  conversation: 'Conversation',
  answers: 'Réponses',
  pieces: 'Morceaux de la phrase',
  parley: 'Parley :',
  you: 'Toi :',
  typing: 'Parley écrit',
  gap: 'trou',
  newer: 'Nouveaux messages',
  waiting: "En attente d'envoi",
  offline: 'Pas de connexion. Ce que tu écris est gardé et partira plus tard.',
  reconnecting: 'Connexion …',
  tooMany: 'Ça fait beaucoup en une heure. Ce que tu écris est gardé et partira un peu plus tard.',
  crowded: (time) =>
    `Beaucoup de monde commence d'ici en ce moment. Ce que tu écris est gardé et partira vers ${time} : tu peux rester ou revenir à cette heure-là.`,
  refused: "Ça n'a pas pu partir tel quel.",
  edit: 'Modifier',
  deleted: "Cette conversation n'est plus ici.",
  startAgain: 'Recommencer',
  finished: 'Leçon terminée',
  minutes: (count) => `${count} min`,
  step: (current, total) => `Étape ${current} sur ${total}`,
};

const ar: Strings = {
  language: 'ar',
  dir: 'rtl',
  greeting: 'إنجليزية في نحو خمس دقائق كل يوم. قل مرحبًا لنبدأ.',
  hello: 'مرحبًا!',
  write: 'اكتب إجابة',
  send: 'إرسال',
  conversation: 'المحادثة',
  answers: 'الإجابات',
  pieces: 'أجزاء الجملة',
  parley: 'Parley:',
  you: 'أنت:',
  typing: 'Parley يكتب',
  gap: 'فراغ',
  newer: 'رسائل جديدة',
  waiting: 'في انتظار الإرسال',
  offline: 'لا يوجد اتصال. ما تكتبه محفوظ ويُرسل لاحقًا.',
  reconnecting: 'جارٍ الاتصال …',
  tooMany: 'هذا كثير في ساعة واحدة. ما تكتبه محفوظ ويُرسل بعد قليل.',
  crowded: (time) =>
    `كثيرون يبدؤون من هنا الآن. ما تكتبه محفوظ ويُرسل نحو الساعة ${time}: يمكنك البقاء هنا أو العودة حينها.`,
  refused: 'تعذّر إرسال هذا كما هو.',
  edit: 'تعديل',
  deleted: 'لم تعد هذه المحادثة هنا.',
  startAgain: 'البدء من جديد',
  finished: 'انتهى الدرس',
  minutes: (count) => `${count} د`,
  step: (current, total) => `الخطوة ${current} من ${total}`,
};

const tables: readonly Strings[] = [en, es, pt, fr, ar];

/** The page's words in a language; undefined where it does not speak it. */
export function stringsIn(language: string): Strings | undefined {
  return tables.find((one) => base(one.language) === base(language));
}

/** `pt` of `pt-PT`: who reads another kind of it reads ours. */
function base(language: string): string | undefined {
  return language.toLowerCase().split('-')[0];
}

/** The first of the browser's languages that the page speaks; English otherwise. */
export function stringsFor(languages: readonly string[]): Strings {
  for (const language of languages) {
    const table = stringsIn(language);
    if (table) return table;
  }
  return en;
}
