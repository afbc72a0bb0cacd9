import type { Lexicon } from '../../content/lexicon.js';
import type { Content } from '../../content/load.js';
import type { Store } from '../../db/store.js';
import type { Facts, Need } from '../../flows/facts.js';
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
  /** Lessons as they are now, by hash: most that were frozen are still the same. */
  readonly #current: ReadonlyMap<string, FrozenLesson>;
  /** Others never change, so the few that are in use are kept. */
  readonly #frozen = new Map<string, FrozenLesson>();

  /** What there is without asking the store. */
  readonly basics: Facts;

  constructor(
    private readonly store: Store,
    private readonly content: Content,
    able: Able = unable,
  ) {
    const [course] = content.courses.values();
    if (!course) throw new Error('the content has no course');
    const lessons = [...content.courses.values()].flatMap((one) => [...one.lessons.values()]);
    this.#current = new Map(lessons.map((lesson) => [lesson.hash, lesson]));
    this.basics = {
      course,
      ...able,
      talk: content.talk,
      flag: (text) => content.flag(text),
      helplines: (language) => content.helplines(language),
      languages: content.languages.filter(({ complete }) => complete),
      phrase: (language, line) => ('plain' in line ? line.plain : content.phrase(language, line)),
    };
  }

  async gather(learner: Learner, needs: readonly Need[], now: number): Promise<Facts> {
    const facts = { ...this.basics };
    const frozen = new Map<string, FrozenLesson>();
    for (const need of needs) {
      switch (need.fact) {
        case 'frozen': {
          const { hash } = need;
          const known = this.#current.get(hash) ?? this.#frozen.get(hash);
          const lesson = known ?? (await this.#frozenLesson(hash));
          if (lesson) frozen.set(need.hash, lesson);
          break;
        }
        case 'words':
          facts.words = knownWords(need.text, this.content.lexicon(this.basics.course.language));
          break;
        case 'done':
          facts.done = await this.store.doneLessons(learner.id, this.basics.course.id);
          break;
        case 'standings':
          facts.standings = await this.store.standings(learner.id, this.basics.course.id);
          break;
        case 'sounds':
          facts.sounds = await this.store.sounds(learner.id, this.basics.course.id);
          break;
        case 'progress':
          facts.progress = await this.store.progress(learner.id, this.basics.course.id, now);
          break;
      }
    }
    if (frozen.size > 0) facts.frozen = frozen;
    return facts;
  }

  /** @returns undefined for one that is gone: what ran on it ends (flows/draft.ts) */
  async #frozenLesson(hash: string): Promise<FrozenLesson | undefined> {
    const kept = await this.store.frozen(hash);
    if (!kept) return undefined;
    if (this.#frozen.size > 500) this.#frozen.clear();
    this.#frozen.set(hash, kept);
    return kept;
  }
}

function knownWords(text: string, lexicon: Lexicon): ReadonlySet<string> {
  return new Set(lexicalWords(text).filter((word) => lexicon.has(word)));
}
