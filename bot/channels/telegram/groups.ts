import { spokenAs, type Words } from './words.js';

/** A group is told so at most this often. */
const quiet = 3_600_000;
const most = 5_000;

/** Groups are no learners: they are asked to write to us alone, now and then, and nothing of it is kept. */
export class Groups {
  readonly #told = new Map<number, number>();

  constructor(
    private readonly words: Words,
    private readonly now: () => number,
  ) {}

  /** What to tell the group now, in English and in the writer's language; undefined where it was told lately. */
  answer(group: number, username: string, language: string | undefined): string | undefined {
    const at = this.now();
    if (at - (this.#told.get(group) ?? -Infinity) < quiet) return undefined;
    if (this.#told.size >= most) this.#told.clear();
    this.#told.set(group, at);
    const link = `https://t.me/${username}`;
    const languages = [...new Set(['en', spokenAs(this.words, language) ?? 'en'])];
    return languages
      .map((one) => this.words.phrase(one, { say: 'group.alone', args: { link } }))
      .join('\n\n');
  }
}
