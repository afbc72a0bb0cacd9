import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { builderbot } from './quiz/builderbot.js';
import { conversations } from './quiz/conversations.js';
import { parley } from './quiz/parley.js';
import { quizOf } from './quiz/quiz.js';
import { sit, type Room } from './quiz/room.js';
import { median } from './numbers.js';
import { packagedContent } from './stage.js';

const rounds = 5;

/** Turns a second at the twentieth question; null where the other is not installed (`npm ci --omit=dev`). */
export interface Questions {
  parley: number;
  conversations: number | null;
  builderbot: number | null;
  /** Parley's by the other's, in the same round; median of the rounds. */
  byConversations: number | null;
  byBuilderbot: number | null;
}

/**
 * The same quiz of choices and gaps in the product, in \@grammyjs/conversations and in BuilderBot, one after another in
 * each round, everything answered rightly, so that a turn is a question in all three. Each says two messages a turn,
 * praise and the next question. What each does and does not do besides is said where it is (quiz/).
 */
export async function questions(folder: string): Promise<Questions> {
  const quiz = quizOf(packagedContent());
  const logs = join(folder, 'builderbot');
  mkdirSync(logs);
  const own: number[] = [];
  const theirs = { conversations: [] as number[], builderbot: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    own.push(await sit(await parley(quiz, join(folder, `questions-${round}.sqlite`))));
    await another(theirs.conversations, () => conversations(quiz));
    await another(theirs.builderbot, () => builderbot(quiz, logs));
  }
  const ratio = (other: number[]): number | null =>
    other.length === 0 ? null : median(other.map((speed, round) => (own[round] ?? 0) / speed));
  const speed = (other: number[]): number | null => (other.length === 0 ? null : median(other));
  return {
    parley: median(own),
    conversations: speed(theirs.conversations),
    builderbot: speed(theirs.builderbot),
    byConversations: ratio(theirs.conversations),
    byBuilderbot: ratio(theirs.builderbot),
  };
}

/** Leaves the list as it is where the room's package is not installed. */
async function another(speeds: number[], open: () => Promise<Room>): Promise<void> {
  let room: Room;
  try {
    room = await open();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return;
    throw error;
  }
  speeds.push(await sit(room));
}
