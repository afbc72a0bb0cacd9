import type { English } from '../../bot/providers/phonemes/english/english.js';
import { phoneOf } from '../../bot/providers/phonemes/phones.js';
import type { Utterance } from './labels.js';
import { dice } from '../bench/numbers.js';

/** Texts that were not read: another utterance's, and the right one with one word changed. The same in every run. */
export class OtherTexts {
  /** Each word once, with how many sounds it has. */
  readonly #words: readonly { text: string; size: number; said: readonly string[] }[];
  readonly #sizes: ReadonlyMap<string, number>;

  constructor(
    private readonly utterances: readonly Utterance[],
    english: English,
  ) {
    const texts = new Set(utterances.flatMap(({ words }) => words.map(({ text }) => text)));
    this.#words = [...texts].sort().flatMap((text) => {
      const said = english.pronunciations(text.toLowerCase());
      return said.length > 0
        ? [{ text, size: said[0]?.length ?? 0, said: said.map((one) => String(one.map(phoneOf))) }]
        : [];
    });
    this.#sizes = new Map(
      utterances.map(({ id, words }) => [id, words.flatMap(({ phones }) => phones).length]),
    );
  }

  /** The text of another utterance: one of the twenty nearest in number of sounds, with fewer than half of its words shared. */
  wrong({ id, text, words }: Utterance): string {
    const size = this.#sizes.get(id) ?? 0;
    const mine = new Set(words.map((word) => word.text));
    const others = this.utterances
      .filter((other) => other.text !== text)
      .filter((other) => other.words.filter((word) => mine.has(word.text)).length * 2 < other.words.length)
      .map((other) => ({ other, far: Math.abs((this.#sizes.get(other.id) ?? 0) - size) }))
      .sort((a, b) => a.far - b.far || (a.other.id < b.other.id ? -1 : 1))
      .slice(0, 20);
    return others[Math.floor(dice(Number(id))() * others.length)]?.other.text ?? '';
  }

  /** One word, any, replaced by another of about as many sounds (at most one more or less) that is said differently. */
  near({ id, words }: Utterance): string {
    const random = dice(Number(id) + 1);
    const place = Math.floor(random() * words.length);
    const old = words[place]?.text ?? '';
    const known = this.#words.find(({ text }) => text === old);
    const size = known?.size ?? words[place]?.phones.length ?? 0;
    const choice = this.#words.filter(
      (word) =>
        Math.abs(word.size - size) <= 1 &&
        !word.said.some((one) => known?.said.includes(one)) &&
        word.text !== old,
    );
    const instead = choice[Math.floor(random() * choice.length)]?.text ?? '';
    return words.map(({ text }, index) => (index === place ? instead : text)).join(' ');
  }
}
