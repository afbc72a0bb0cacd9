import { openStage } from '../stage.js';
import type { Quiz } from './quiz.js';
import type { Room } from './room.js';

/** Onboarding is over long before. */
const patience = 20;

/**
 * The product: an answer is stored before it is acknowledged, graded with all that grading knows, and its turn (state,
 * attempt, points, cards, messages) is one durable transaction. Twice through the disk, shared with others, each turn.
 */
export async function parley({ content }: Quiz, file: string): Promise<Room> {
  const { core, learners } = await openStage(file, {}, undefined, { content, right: 1 });
  const all = new Map<number, ReturnType<typeof learners.adopt>>();
  return {
    async begin(number) {
      const learner = learners.adopt({ address: `learner-${number}`, sent: 0 });
      all.set(number, learner);
      while (learners.questionOf(learner) !== 0) {
        if (learner.sent > patience) throw new Error('the quiz did not begin');
        await learners.turn(learner);
      }
    },
    async answer(number, question) {
      const learner = all.get(number);
      // Nothing else was asked in between: a turn is a question, as with the others.
      if (!learner || learners.questionOf(learner) !== question) throw new Error('another question is open');
      await learners.turn(learner);
    },
    close: () => core.stop(),
  };
}
