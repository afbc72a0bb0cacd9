import type { PhysicalMessage } from '../../bot/channels/channel.js';
import type { Content } from '../../content/load.js';
import type { Inbound } from '../../db/store.js';
import type { Lesson } from '../../flows/lesson.js';
import { expand } from '../../flows/scoring/patterns.js';
import type { Learner } from './learners.js';
import { dice } from './numbers.js';

type Said = Inbound['content'];

/** How often a learner is right at once: what lessons aim at. */
const usual = 0.75;

/**
 * What a learner says to what was asked: three of four answers are right, the others foreseeably wrong. Who says
 * what depends on nobody else, so that the same turns can be taken again in another order.
 */
export class Answers {
  readonly #lesson: Lesson;
  readonly #id: string;
  /** What is right in each gap, by step: found out once, for what learners think is no part of a turn. */
  readonly #gaps: readonly (string | undefined)[];

  /** @param right how often an answer is right, 0..1 */
  constructor(
    content: Content,
    private readonly right = usual,
  ) {
    const [course] = content.courses.values();
    const [frozen] = course?.lessons.values() ?? [];
    if (!frozen) throw new Error('the content has no lesson');
    this.#id = frozen.id;
    this.#lesson = frozen.lesson;
    this.#gaps = frozen.lesson.steps.map((step) =>
      step.kind === 'gap' ? expand(step.accept[0] ?? '')[0] : undefined,
    );
  }

  to({ address, sent, asked }: Learner): Said {
    if (!asked) return { kind: 'message', text: '/start' };
    const { buttons } = asked;
    const question = this.#open(asked);
    if (question === undefined) return { kind: 'message', text: `/lesson ${this.#id}` };
    const tap = (option?: string): Said => {
      const picked = buttons.find(({ value }) => value.split('.')[2] === option) ?? buttons[0];
      return { kind: 'tap', value: picked?.value ?? '', label: picked?.label ?? '' };
    };
    // What onboarding asks has names, what a lesson asks has numbers.
    const step = /^\d+$/.test(question) ? this.#lesson.steps[Number(question)] : undefined;
    const sure = dice(sent * 1009 + hash(address))() < this.right;
    switch (step?.kind) {
      case undefined:
        return tap(question === 'talk' ? 'end' : 'skip');
      case 'choice': {
        const wanted = step.options.findIndex((option) => (option.right ?? false) === sure);
        return tap(String(wanted));
      }
      case 'gap':
        return { kind: 'message', text: (sure && this.#gaps[Number(question)]) || 'banana' };
      default:
        return tap();
    }
  }

  /** Which step of the lesson is asked, from 0; undefined where it is none. */
  questionOf({ asked }: Learner): number | undefined {
    const open = asked && this.#open(asked);
    return open !== undefined && /^\d+$/.test(open) ? Number(open) : undefined;
  }

  isGap(learner: Learner): boolean {
    return this.#lesson.steps[this.questionOf(learner) ?? -1]?.kind === 'gap';
  }

  /** The middle of a button's value says what it answers. */
  #open({ buttons }: Pick<PhysicalMessage, 'buttons'>): string | undefined {
    return buttons.map(({ value }) => value.split('.')).find((at) => at.length === 3)?.[1];
  }
}

function hash(text: string): number {
  return [...text].reduce((sum, character) => (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) | 0, 7);
}
