import { open } from '../../../flows/exercises/open.js';

/** Two tasks that the answers of hostile-answers.ts and honest-answers.ts are to. */
export const tasks = {
  cafe: open.schema.parse({
    id: 'yours',
    kind: 'open',
    ask: 'You are thirsty. Order something and ask the price.',
    sample: "Hello! I'd like a cup of tea, please. How much is it?",
    rubric: [
      { points: 2, if: 'orders a drink politely' },
      { points: 2, if: 'asks how much it costs' },
      { points: 1, if: 'greets the waiter' },
    ],
    words: [5, 40],
  }),
  late: open.schema.parse({
    id: 'late',
    kind: 'open',
    ask: 'You missed the bus and will be late for work. Write to your boss.',
    sample:
      'Dear Ms Park, I am sorry, but I missed my bus this morning. I will be in the office at ten. Could we move the meeting to eleven?',
    rubric: [
      { points: 2, if: 'apologises for being late' },
      { points: 2, if: 'explains what happened' },
      { points: 2, if: 'says when they will arrive' },
      { points: 2, if: 'suggests another time for the meeting' },
    ],
    words: [12, 80],
  }),
};

export type Task = keyof typeof tasks;
