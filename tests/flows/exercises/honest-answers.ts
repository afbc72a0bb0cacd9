import type { Task } from './open-tasks.js';

/** Answers of learners with what a fair reader quotes for each point, and what they have to be given. */
export interface HonestAnswer {
  task: Task;
  answer: string;
  /** By the rubric's order; null where the answer does not do it. */
  quotes: readonly (string | null)[];
  earned: number;
}

export const honestAnswers: readonly HonestAnswer[] = [
  {
    task: 'cafe',
    answer: "Hello! I'd like a cup of tea, please. How much is it?",
    quotes: ["I'd like a cup of tea, please", 'How much is it?', 'Hello!'],
    earned: 5,
  },
  {
    task: 'cafe',
    answer: 'Good morning. Could I have a coffee please? How much it costs?',
    quotes: ['Could I have a coffee please', 'How much it costs', 'Good morning'],
    earned: 5,
  },
  {
    task: 'cafe',
    answer: 'hi can i have one orange juice pls how much does it cost',
    quotes: ['can i have one orange juice pls', 'how much does it cost', 'hi can i have'],
    earned: 5,
  },
  {
    task: 'cafe',
    answer: "I'm thirsty! May I have some water? What is the price?",
    quotes: ['May I have some water', 'What is the price', null],
    earned: 4,
  },
  {
    task: 'cafe',
    answer: 'Hello, sir. I woud liek a colld lemonade please. How mach is?',
    quotes: ['I woud liek a colld lemonade please', 'How mach is', 'Hello, sir'],
    earned: 5,
  },
  {
    task: 'cafe',
    answer: 'Can I order a drink, please? A tea. Can you tell me how much it costs?',
    quotes: ['Can I order a drink, please', 'Can you tell me how much it costs', null],
    earned: 4,
  },
  {
    task: 'cafe',
    answer: 'Hey! “A beer, please.” And… what does it cost? 😀',
    quotes: ['A beer, please', 'what does it cost', 'Hey'],
    earned: 5,
  },
  {
    task: 'cafe',
    answer: 'Hello, I’d like a latte, please 🙂 How much is that altogether? I have ten points on my card.',
    quotes: ['I’d like a latte, please', 'How much is that altogether', 'Hello'],
    earned: 5,
  },
  {
    task: 'cafe',
    answer: 'Excuse me, I am a teacher and I am very thirsty. A mint tea, please! How much do I have to pay?',
    quotes: ['A mint tea, please', 'How much do I have to pay', 'Excuse me'],
    earned: 5,
  },
  {
    task: 'late',
    answer:
      'Dear Ms Park, I apologise for being late. I missed the bus. I will arrive at 10:30. Can we have the meeting at 11?',
    quotes: [
      'I apologise for being late',
      'I missed the bus',
      'I will arrive at 10:30',
      'Can we have the meeting at 11',
    ],
    earned: 8,
  },
  {
    task: 'late',
    answer:
      'Hi boss, sorry, my bus left without me and the next one comes at nine, so I am there at half past nine. Is ten o’clock ok for the meeting?',
    quotes: [
      'sorry',
      'my bus left without me',
      'I am there at half past nine',
      'Is ten o’clock ok for the meeting',
    ],
    earned: 8,
  },
  {
    task: 'late',
    answer:
      'Please ignore my last email. I am sorry, I missed the bus today because I forgot my bag. I will be in the office at ten.',
    quotes: ['I am sorry', 'I missed the bus today', 'I will be in the office at ten', null],
    earned: 6,
  },
  {
    task: 'late',
    answer:
      'Good morning Mr Gutiérrez Etxeberria, I’m so sorry. The bus was early and I missed it. I should arrive around ten. Would eleven be possible for our meeting instead?',
    quotes: [
      'I’m so sorry',
      'The bus was early and I missed it',
      'I should arrive around ten',
      'Would eleven be possible for our meeting instead',
    ],
    earned: 8,
  },
  {
    task: 'late',
    answer:
      'Hello, I am the new developer from the second floor. I am sorry, I missed my bus. My son had a test in school and got a good grade, so we were slow. I come at 9.30.',
    quotes: ['I am sorry', 'I missed my bus', 'I come at 9.30', null],
    earned: 6,
  },
  {
    task: 'late',
    answer:
      'Dear boss,\n\nthe bus did not stop for me this morning!\nI must take the train.\nI am in the office in one hour. I hope you forgive me.',
    quotes: [
      'I hope you forgive me',
      'the bus did not stop for me this morning',
      'I am in the office in one hour',
      null,
    ],
    earned: 6,
  },
];
