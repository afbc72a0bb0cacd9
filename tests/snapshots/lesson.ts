import type { FrozenLesson } from '../../flows/lesson.js';

/** A lesson in which every resting state is met. */
export const frozen: FrozenLesson = {
  hash: '0123456789abcdef',
  course: 'english',
  id: 'cafe/aged',
  lesson: {
    title: 'Ordering a coffee',
    level: 'A1',
    can_do: 'order a coffee',
    minutes: 2,
    steps: [
      { id: 'polite', kind: 'explain', text: "*I'd like …* sounds kinder than *I want …*." },
      {
        id: 'latte',
        kind: 'vocab',
        word: 'latte',
        meaning: 'a coffee with hot milk',
        example: 'A latte, please.',
      },
      {
        id: 'kinder',
        kind: 'choice',
        ask: 'Which is kinder?',
        options: [
          { text: "I'd like a tea, please.", right: true },
          { text: 'I want a tea.', because: 'It sounds like an order.' },
        ],
      },
      {
        id: 'would',
        kind: 'gap',
        ask: 'I ___ like a glass of water.',
        accept: ['would'],
        hints: ['It makes the request polite.', 'It begins with w.'],
      },
      {
        id: 'yours',
        kind: 'open',
        ask: 'You are thirsty. Order something and ask the price.',
        sample: "Hello! I'd like a cup of tea, please. How much is it?",
        rubric: [
          { points: 2, if: 'orders a drink politely' },
          { points: 2, if: 'asks how much it costs' },
        ],
        words: [5, 40],
      },
      {
        id: 'waiter',
        kind: 'roleplay',
        persona: 'waiter',
        scene: 'A small café.',
        goals: [{ does: 'orders a drink', when: ["I'd like"] }],
        max_turns: 4,
        offline: ['Good morning!', 'Here you are. Goodbye!'],
      },
    ],
  },
  sidecars: {},
};
