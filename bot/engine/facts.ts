import type { Lexicon } from '../../content/lexicon.js';
import type { Content } from '../../content/load.js';
import type { Store } from '../../db/store.js';
import type { Facts, Gathered, Need } from '../../flows/facts.js';
import type { Learner } from '../../flows/learner.js';
import type { FrozenLesson } from '../../flows/lesson.js';
import { lexicalWords } from '../../flows/scoring/words.js';

/** What is configured beside the channels. */
export type Able = Pick<
  Facts,
  'tutor' | 'proofreads' | 'listens' | 'transcribes' | 'pronounces' | 'speaks' | 'draws'
>;

/** Nothing is. */
export const unable: Able = {
  tutor: false,
  proofreads: false,
  listens: false,
  transcribes: false,
  pronounces: false,
  speaks: false,
  draws: false,
};

/** The only place that joins content and store: what a turn may know, gathered before it runs. */
export class FactSource {
  /** Frozen lessons never change, so the few that are in use are kept. */
  readonly #frozen = new Map<string, FrozenLesson>();

  constructor(
    private readonly store: Store,
    private readonly content: Content,
    private readonly able: Able = unable,
  ) {}

  /** What there is without asking the store. */
  basics(): Facts {
    const [course] = this.content.courses.values();
    if (!course) throw new Error('the content has no course');
    return {
      course,
      ...this.able,
      talk: this.content.talk,
      flag: (text) => this.content.flag(text),
      helplines: (language) => this.content.helplines(language),
      languages: this.content.languages.filter(({ complete }) => complete),
      phrase: (language, line) => ('plain' in line ? line.plain : this.content.phrase(language, line)),
    };
  }

  async gather(learner: Learner, needs: readonly Need[], basics: Facts, now: number): Promise<Facts> {
    const gathered: { -readonly [K in keyof Gathered]: Gathered[K] } = {};
    const frozen = new Map<string, FrozenLesson>();
    for (const need of needs) {
      switch (need.fact) {
        case 'frozen':
          await this.#frozenLesson(need.hash).then((lesson) => lesson && frozen.set(need.hash, lesson));
          break;
        case 'words':
          gathered.words = knownWords(need.text, this.content.lexicon(basics.course.language));
          break;
        case 'done':
          gathered.done = await this.store.doneLessons(learner.id, basics.course.id);
          break;
        case 'standings':
          gathered.standings = await this.store.standings(learner.id, basics.course.id);
          break;
        case 'sounds':
          gathered.sounds = await this.store.sounds(learner.id, basics.course.id);
          break;
        case 'progress':
          gathered.progress = await this.store.progress(learner.id, basics.course.id, now);
          break;
      }
    }
    return { ...basics, ...gathered, ...(frozen.size > 0 && { frozen }) };
  }

  /** @returns undefined for one that is gone: what ran on it ends (flows/draft.ts) */
  async #frozenLesson(hash: string): Promise<FrozenLesson | undefined> {
    const kept = this.#frozen.get(hash) ?? (await this.store.frozen(hash));
    if (!kept) return undefined;
    if (this.#frozen.size > 500) this.#frozen.clear();
    this.#frozen.set(hash, kept);
    return kept;
  }
}

function knownWords(text: string, lexicon: Lexicon): ReadonlySet<string> {
  return new Set(lexicalWords(text).filter((word) => lexicon.has(word)));
}
