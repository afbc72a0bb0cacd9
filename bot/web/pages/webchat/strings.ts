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
  /** Drops what was refused. */
  discard: string;
  /** Unfold a very long text of the learner's, and fold it. */
  showAll: string;
  showLess: string;
  deleted: string;
  startAgain: string;
  finished: string;
  /** "4 min" */
  minutes(count: number): string;
  /** For screen readers: "Step 3 of 11" */
  step(current: number, total: number): string;
  record: string;
  recording: string;
  /** `time`: "0:05" */
  recorded(time: string): string;
  stop: string;
  cancel: string;
  sendVoice: string;
  play: string;
  pause: string;
  position: string;
  speed: string;
  /** Names a player; `time`: "0:03", "" where it is not known. */
  voice(time: string): string;
  /** Opens what a voice says. */
  words: string;
  both: string;
  /** Whose voice it is, where two stand one above the other. */
  ownVoice: string;
  modelVoice: string;
  unplayable: string;
  enlarge: string;
  close: string;
  /** Why nothing can be recorded, and what to do. */
  micAsks: string;
  micRefused: string;
  micNone: string;
  micInsecure: string;
  micBusy: string;
  micUnable: string;
  quiet: string;
  longEnough: (time: string) => string;
  offlineVoice: string;
  /** Where a browser keeps no recordings. */
  offlineHere: string;
  lost: string;
  recordAgain: string;
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
  discard: 'Discard',
  showAll: 'Show all',
  showLess: 'Show less',
  deleted: 'This conversation is no longer here.',
  startAgain: 'Start again',
  finished: 'Lesson finished',
  minutes: (count) => `${count} min`,
  step: (current, total) => `Step ${current} of ${total}`,
  record: 'Record your voice',
  recording: 'Recording',
  recorded: (time) => `Recorded, ${time}`,
  stop: 'Stop and listen',
  cancel: 'Delete the recording',
  sendVoice: 'Send the recording',
  play: 'Play',
  pause: 'Pause',
  position: 'Position',
  speed: 'Speed',
  voice: (time) => `Voice message ${time}`.trim(),
  words: 'Words',
  both: 'Hear both',
  ownVoice: 'You',
  modelVoice: 'Parley',
  unplayable: 'This cannot be played just now.',
  enlarge: 'Enlarge',
  close: 'Close',
  micAsks: 'Your browser asks for the microphone. Allow it to record.',
  micRefused:
    'The microphone is not allowed here. You can allow it beside the address of the page, or write instead.',
  micNone: 'No microphone was found. Plug one in, or write instead.',
  micInsecure:
    'Browsers give the microphone only to pages with https. Open this page that way, or write instead.',
  micBusy: 'The microphone did not start. Another program may be using it; you can also write.',
  micUnable: 'This browser cannot record. You can write instead.',
  quiet: 'Nothing is heard. Is the microphone on?',
  longEnough: (time) => `A recording can be ${time} long here, and this one is.`,
  offlineVoice: 'No connection. What you record and write is kept and sent later.',
  offlineHere: 'No connection. Your recording is kept while this page stays open, and sent later.',
  lost: 'This recording is not here any more.',
  recordAgain: 'Record again',
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
  discard: 'Descartarlo',
  showAll: 'Ver todo',
  showLess: 'Ver menos',
  deleted: 'Esta conversación ya no está aquí.',
  startAgain: 'Empezar de nuevo',
  finished: 'Lección terminada',
  minutes: (count) => `${count} min`,
  step: (current, total) => `Paso ${current} de ${total}`,
  record: 'Grabar tu voz',
  recording: 'Grabando',
  recorded: (time) => `Grabado, ${time}`,
  stop: 'Parar y escuchar',
  cancel: 'Borrar la grabación',
  sendVoice: 'Enviar la grabación',
  play: 'Escuchar',
  pause: 'Pausa',
  position: 'Posición',
  speed: 'Velocidad',
  voice: (time) => `Mensaje de voz ${time}`.trim(),
  words: 'Texto',
  both: 'Escuchar las dos',
  ownVoice: 'Tú',
  modelVoice: 'Parley',
  unplayable: 'Ahora mismo no se puede escuchar.',
  enlarge: 'Ampliar',
  close: 'Cerrar',
  micAsks: 'El navegador te pregunta por el micrófono. Permítelo para grabar.',
  micRefused:
    'El micrófono no está permitido aquí. Puedes permitirlo junto a la dirección de la página, o escribir.',
  micNone: 'No se encontró ningún micrófono. Conecta uno, o escribe.',
  micInsecure: 'Los navegadores solo dan el micrófono a páginas con https. Abre esta página así, o escribe.',
  micBusy: 'El micrófono no arrancó. Quizá lo usa otro programa; también puedes escribir.',
  micUnable: 'Este navegador no puede grabar. Puedes escribir.',
  quiet: 'No se oye nada. ¿Está encendido el micrófono?',
  longEnough: (time) => `Aquí una grabación puede durar ${time}, y esta ya llega.`,
  offlineVoice: 'Sin conexión. Lo que grabes y escribas se guarda y se envía después.',
  offlineHere: 'Sin conexión. Tu grabación se guarda mientras esta página esté abierta, y se envía después.',
  lost: 'Esta grabación ya no está aquí.',
  recordAgain: 'Grabar otra vez',
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
  discard: 'Descartar',
  showAll: 'Ver tudo',
  showLess: 'Ver menos',
  deleted: 'Esta conversa não está mais aqui.',
  startAgain: 'Começar de novo',
  finished: 'Lição concluída',
  minutes: (count) => `${count} min`,
  step: (current, total) => `Passo ${current} de ${total}`,
  record: 'Gravar sua voz',
  recording: 'Gravando',
  recorded: (time) => `Gravado, ${time}`,
  stop: 'Parar e ouvir',
  cancel: 'Apagar a gravação',
  sendVoice: 'Enviar a gravação',
  play: 'Ouvir',
  pause: 'Pausar',
  position: 'Posição',
  speed: 'Velocidade',
  voice: (time) => `Mensagem de voz ${time}`.trim(),
  words: 'Texto',
  both: 'Ouvir as duas',
  ownVoice: 'Você',
  modelVoice: 'Parley',
  unplayable: 'Não dá para ouvir isso agora.',
  enlarge: 'Ampliar',
  close: 'Fechar',
  micAsks: 'O navegador pergunta pelo microfone. Permita para gravar.',
  micRefused:
    'O microfone não está permitido aqui. Você pode permitir ao lado do endereço da página, ou escrever.',
  micNone: 'Nenhum microfone foi encontrado. Conecte um, ou escreva.',
  micInsecure: 'Os navegadores só dão o microfone a páginas com https. Abra esta página assim, ou escreva.',
  micBusy: 'O microfone não começou. Talvez outro programa esteja usando; você também pode escrever.',
  micUnable: 'Este navegador não grava. Você pode escrever.',
  quiet: 'Não se ouve nada. O microfone está ligado?',
  longEnough: (time) => `Aqui uma gravação pode ter ${time}, e esta já tem.`,
  offlineVoice: 'Sem conexão. O que você gravar e escrever fica guardado e é enviado depois.',
  offlineHere:
    'Sem conexão. Sua gravação fica guardada enquanto esta página estiver aberta, e é enviada depois.',
  lost: 'Esta gravação não está mais aqui.',
  recordAgain: 'Gravar de novo',
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
  discard: 'Supprimer',
  showAll: 'Tout afficher',
  showLess: 'Afficher moins',
  deleted: "Cette conversation n'est plus ici.",
  startAgain: 'Recommencer',
  finished: 'Leçon terminée',
  minutes: (count) => `${count} min`,
  step: (current, total) => `Étape ${current} sur ${total}`,
  record: 'Enregistrer ta voix',
  recording: 'Enregistrement',
  recorded: (time) => `Enregistré, ${time}`,
  stop: 'Arrêter et écouter',
  cancel: "Supprimer l'enregistrement",
  sendVoice: "Envoyer l'enregistrement",
  play: 'Écouter',
  pause: 'Pause',
  position: 'Position',
  speed: 'Vitesse',
  voice: (time) => `Message vocal ${time}`.trim(),
  words: 'Texte',
  both: 'Écouter les deux',
  ownVoice: 'Toi',
  modelVoice: 'Parley',
  unplayable: "On ne peut pas l'écouter pour le moment.",
  enlarge: 'Agrandir',
  close: 'Fermer',
  micAsks: 'Ton navigateur demande le micro. Autorise-le pour enregistrer.',
  micRefused:
    "Le micro n'est pas autorisé ici. Tu peux l'autoriser à côté de l'adresse de la page, ou écrire.",
  micNone: 'Aucun micro trouvé. Branches-en un, ou écris.',
  micInsecure: "Les navigateurs ne donnent le micro qu'aux pages en https. Ouvre cette page ainsi, ou écris.",
  micBusy: "Le micro n'a pas démarré. Un autre programme l'utilise peut-être ; tu peux aussi écrire.",
  micUnable: 'Ce navigateur ne sait pas enregistrer. Tu peux écrire.',
  quiet: "On n'entend rien. Le micro est-il allumé ?",
  longEnough: (time) => `Ici, un enregistrement peut durer ${time}, et celui-ci y est.`,
  offlineVoice: 'Pas de connexion. Ce que tu enregistres et écris est gardé et partira plus tard.',
  offlineHere:
    'Pas de connexion. Ton enregistrement est gardé tant que cette page reste ouverte, et partira plus tard.',
  lost: "Cet enregistrement n'est plus ici.",
  recordAgain: 'Enregistrer à nouveau',
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
  discard: 'حذف',
  showAll: 'عرض الكل',
  showLess: 'عرض أقل',
  deleted: 'لم تعد هذه المحادثة هنا.',
  startAgain: 'البدء من جديد',
  finished: 'انتهى الدرس',
  minutes: (count) => `${count} د`,
  step: (current, total) => `الخطوة ${current} من ${total}`,
  record: 'سجّل صوتك',
  recording: 'جارٍ التسجيل',
  recorded: (time) => `تم التسجيل، ${time}`,
  stop: 'أوقف واستمع',
  cancel: 'احذف التسجيل',
  sendVoice: 'أرسل التسجيل',
  play: 'استمع',
  pause: 'إيقاف مؤقت',
  position: 'الموضع',
  speed: 'السرعة',
  voice: (time) => `رسالة صوتية ${time}`.trim(),
  words: 'النص',
  both: 'استمع إلى الصوتين',
  ownVoice: 'أنت',
  modelVoice: 'Parley',
  unplayable: 'لا يمكن الاستماع إلى هذا الآن.',
  enlarge: 'تكبير',
  close: 'إغلاق',
  micAsks: 'يسألك المتصفح عن الميكروفون. اسمح به للتسجيل.',
  micRefused: 'الميكروفون غير مسموح به هنا. يمكنك السماح به بجانب عنوان الصفحة، أو الكتابة.',
  micNone: 'لم يُعثر على ميكروفون. وصّل واحدًا، أو اكتب.',
  micInsecure:
    'لا تعطي المتصفحات الميكروفون إلا للصفحات التي تعمل بـ https. افتح هذه الصفحة بهذه الطريقة، أو اكتب.',
  micBusy: 'لم يعمل الميكروفون. ربما يستخدمه برنامج آخر؛ يمكنك أيضًا الكتابة.',
  micUnable: 'لا يستطيع هذا المتصفح التسجيل. يمكنك الكتابة.',
  quiet: 'لا يُسمع شيء. هل الميكروفون يعمل؟',
  longEnough: (time) => `أطول تسجيل هنا ${time}، وهذا بلغها.`,
  offlineVoice: 'لا يوجد اتصال. ما تسجّله وتكتبه محفوظ ويُرسل لاحقًا.',
  offlineHere: 'لا يوجد اتصال. تسجيلك محفوظ ما دامت هذه الصفحة مفتوحة، ويُرسل لاحقًا.',
  lost: 'لم يعد هذا التسجيل هنا.',
  recordAgain: 'سجّل مرة أخرى',
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
