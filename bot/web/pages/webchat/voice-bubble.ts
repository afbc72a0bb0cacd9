import { element } from './element.js';
import type { Message } from './message.js';
import { Player } from './player.js';
import type { Strings } from './strings.js';

/** Where the sounds of messages come from. */
export interface Sounds {
  /** A sound by its address; undefined where it cannot be had there (any more). */
  fetch(address: string): Promise<Blob | undefined>;
  /** The message as it is now: its addresses are good again. */
  again(n: number): Promise<Message | undefined>;
}

/** What has words of ours in it that are said anew in another language. */
export interface Speaking {
  speak(strings: Strings): void;
}

/**
 * What is heard of a message: its voice with its words to be read; where the learner said the same, both voices one above
 * the other, to be heard in turn.
 */
export function voice(
  message: Message,
  strings: Strings,
  sounds: Sounds,
): { nodes: Node[]; speaking: Speaking } {
  const player = (
    of: (message: Message) => string | null | undefined,
    seconds?: number,
    who?: string,
  ): Player =>
    new Player(
      {
        load: async () => {
          const address = of(message);
          const sound = typeof address === 'string' ? await sounds.fetch(address) : undefined;
          if (sound) return sound;
          const now = await sounds.again(message.n);
          const anew = now && of(now);
          return typeof anew === 'string' ? sounds.fetch(anew) : undefined;
        },
        seconds,
        ...(who !== undefined && { who }),
      },
      strings,
    );
  const { own, media, text } = message;
  const model = player(({ mediaUrl }) => mediaUrl, media?.seconds, own ? strings.modelVoice : undefined);
  const words = text === '' ? undefined : said(text, strings);
  const read = words ? [words.node] : [];
  if (!own)
    return {
      nodes: [model.element, ...read],
      speaking: {
        speak(now) {
          model.speak(now);
          words?.speak(now);
        },
      },
    };
  const mine = player((one) => one.own?.mediaUrl, own.seconds, strings.ownVoice);
  const both = element('button', { type: 'button', class: 'action both' }, strings.both);
  both.addEventListener('click', () => void mine.play().then((whole) => (whole ? model.play() : false)));
  const labels = [
    element('span', { class: 'who' }, strings.ownVoice),
    element('span', { class: 'who' }, strings.modelVoice),
  ];
  const [ownLabel, modelLabel] = labels as [HTMLElement, HTMLElement];
  return {
    nodes: [ownLabel, mine.element, modelLabel, model.element, both, ...read],
    speaking: {
      speak(now) {
        mine.speak(now);
        model.speak(now);
        ownLabel.textContent = now.ownVoice;
        both.textContent = now.both;
        words?.speak(now);
      },
    },
  };
}

/** The words of a voice, to be opened by whoever wants to read them. */
function said(text: string, strings: Strings): { node: HTMLElement } & Speaking {
  const summary = element('summary', {}, strings.words);
  const node = element(
    'details',
    { class: 'words-of' },
    summary,
    element('p', { class: 'english', lang: 'en', dir: 'ltr' }, text),
  );
  return { node, speak: (now) => (summary.textContent = now.words) };
}
