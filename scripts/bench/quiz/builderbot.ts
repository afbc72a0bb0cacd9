import { isRight, rightAnswer, Transcript, type Quiz } from './quiz.js';
import type { Room } from './room.js';

/** What we use of it. Its own types cannot be resolved as it is packed. */
interface BuilderBot {
  addKeyword: (keyword: string) => Flow;
  createFlow: (flows: Flow[]) => unknown;
  createBot: (parts: { flow: unknown; database: object; provider: Provider }) => Promise<unknown>;
  MemoryDB: new () => { save(row: Row): Promise<void> };
  TestTool: { TestProvider: new () => Provider };
}

interface Flow {
  addAnswer(
    question: string,
    options: { capture: true; buttons?: { body: string }[] },
    answered: (
      message: { body: string },
      methods: { flowDynamic: (text: string) => Promise<void> },
    ) => Promise<void>,
  ): Flow;
}

interface Provider {
  sendMessage(to: string, message: string): Promise<unknown>;
  emit(event: 'message', message: { from: string; body: string; name: string }): void;
}

interface Row {
  from: string;
  options?: { capture?: boolean };
}

/** The first learner's telephone number. */
const phones = 34_600_000_000;

/**
 * BuilderBot as its documentation has it: a chain of answers that capture, its memory database, its own provider for
 * tests in place of a wire. Nothing is stored on a disk, a process that ends forgets, and an answer that comes before it
 * has noted that it asked is lost: our learners wait for that note. Its database looks for a learner's last row among
 * everybody's; each sitting has a new one. Grading is one comparison.
 *
 * @param folder where it writes its logs, as it does wherever it is loaded
 */
export async function builderbot({ questions }: Quiz, folder: string): Promise<Room> {
  const { addKeyword, createFlow, createBot, MemoryDB, TestTool } = await load(folder);
  const waiting = new Map<string, () => void>();
  const transcript = new Transcript(questions);

  class Heard extends TestTool.TestProvider {
    override async sendMessage(to: string, message: string): Promise<unknown> {
      transcript.note(Number(to) - phones, message);
      return super.sendMessage(to, message);
    }
  }

  class Noted extends MemoryDB {
    override async save(row: Row): Promise<void> {
      await super.save(row);
      if (row.options?.capture !== true) return;
      const noted = waiting.get(row.from);
      waiting.delete(row.from);
      // What it was about to do next is done first.
      if (noted) setImmediate(noted);
    }
  }

  const flow = questions.reduce<Flow>((chain, question) => {
    const buttons = question.options.map((body) => ({ body }));
    const options = { capture: true as const, ...(buttons.length > 0 && { buttons }) };
    return chain.addAnswer(question.ask, options, async ({ body }, { flowDynamic }) => {
      await flowDynamic(isRight(question, body) ? question.praise : 'Not quite.');
    });
  }, addKeyword('begin-the-quiz'));
  const provider = new Heard();
  await createBot({ flow: createFlow([flow]), database: new Noted(), provider });

  const say = (learner: number, body: string): Promise<void> => {
    const from = String(phones + learner);
    const noted = new Promise<void>((resolve) => waiting.set(from, resolve));
    provider.emit('message', { from, body, name: 'Ana' });
    return noted;
  };
  return {
    begin: (learner) => say(learner, 'begin-the-quiz'),
    async answer(learner, number) {
      const question = questions[number];
      if (!question) throw new Error('the quiz is over');
      await say(learner, rightAnswer(question));
      transcript.check(learner, number);
    },
    close: async () => {},
  };
}

/** It opens its logs in the working directory at the moment it is loaded. */
async function load(folder: string): Promise<BuilderBot> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    const loaded: unknown = await import('@builderbot/bot');
    return (loaded as { default: BuilderBot }).default;
  } finally {
    process.chdir(before);
  }
}
