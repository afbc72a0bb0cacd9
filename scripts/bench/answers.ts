import type { Content } from '../../content/load.js';
import type { Inbound } from '../../db/store.js';
import type { Lesson } from '../../flows/lesson.js';
import { expand } from '../../flows/scoring/patterns.js';
import type { Learner } from './learners.js';
import { dice } from './numbers.js';

type Said = Inbound['content'];

/** How often a learner is right at once: what lessons aim at. */
const right = 0.75;

/**
 * What a learner says to what was asked: three of four answers are right, the others foreseeably wrong. Who says
 * what depends on nobody else, so that the same turns can be taken again in another order.
 */
export class Answers {
  readonly #lesson: Lesson;
  readonly #id: string;

  constructor(content: Content) {
    const [course] = content.courses.values();
    const [frozen] = course?.lessons.values() ?? [];
    if (!frozen) throw new Error('the content has no lesson');
    this.#id = frozen.id;
    this.#lesson = frozen.lesson;
  }

  to({ address, sent, asked }: Learner): Said {
    if (!asked) return { kind: 'message', text: '/start' };
    const buttons = asked.buttons.map(({ label, value }) => ({ label, value, at: value.split('.') }));
    const question = buttons.find(({ at }) => at.length === 3)?.at[1];
    if (question === undefined) return { kind: 'message', text: `/lesson ${this.#id}` };
    const tap = (option?: string): Said => {
      const picked = buttons.find(({ at }) => at[2] === option) ?? buttons[0];
      return { kind: 'tap', value: picked?.value ?? '', label: picked?.label ?? '' };
    };
    // What onboarding asks has names, what a lesson asks has numbers.
    const step = /^\d+$/.test(question) ? this.#lesson.steps[Number(question)] : undefined;
    const sure = dice(sent * 1009 + hash(address))() < right;
    switch (step?.kind) {
      case undefined:
        return tap('skip');
      case 'choice': {
        const wanted = step.options.findIndex((option) => (option.right ?? false) === sure);
        return tap(String(wanted));
      }
      case 'gap':
        return { kind: 'message', text: (sure && expand(step.accept[0] ?? '')[0]) || 'banana' };
      default:
        return tap();
    }
  }
}

function hash(text: string): number {
  return [...text].reduce((sum, character) => (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) | 0, 7);
}
