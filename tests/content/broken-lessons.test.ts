import { describe, expect, it } from 'vitest';
import { readContent } from '../../content/load.js';
import {
  contentFolder,
  edited,
  expectedStrings,
  lessonPath,
  printed,
  soundFiles,
  type Files,
} from './content-folder.js';

const lesson = soundFiles[lessonPath];

/** What is broken, how, and everything the loader says about it. */
const broken: [string, Files, string[]][] = [
  [
    'misspelt key',
    edited(lessonPath, 'title:', 'titel:'),
    ['courses/english/cafe/ordering.yaml:1:1 error titel unknown key "titel": did you mean "title"?'],
  ],
  [
    'unknown key',
    edited(lessonPath, 'level: A1', 'level: A1\ncolour: red'),
    [
      'courses/english/cafe/ordering.yaml:3:1 error colour unknown key "colour": allowed here: tags, categories, after, licence',
    ],
  ],
  [
    'misspelt step key',
    edited(lessonPath, 'accept:', 'acept:'),
    [
      'courses/english/cafe/ordering.yaml:20:5 error steps.2.acept unknown key "acept": did you mean "accept"?',
    ],
  ],
  [
    'unknown kind',
    edited(lessonPath, 'kind: gap', 'kind: gpa'),
    ['courses/english/cafe/ordering.yaml:18:11 error steps.2.kind "gpa" is not known: did you mean "gap"?'],
  ],
  [
    'missing kind',
    edited(lessonPath, '    kind: gap\n', ''),
    [
      'courses/english/cafe/ordering.yaml:17:5 error steps.2.kind is missing: add "kind" (one of explain, vocab, choice, gap, reorder, match, translate, dictation, listen, minimal_pair, repeat, read_aloud, open, roleplay)',
    ],
  ],
  [
    'missing key',
    edited(lessonPath, 'level: A1\n', ''),
    ['courses/english/cafe/ordering.yaml:1:1 error level is missing: add "level" (CEFR level)'],
  ],
  [
    'missing step key',
    edited(lessonPath, '    ask: Which is kinder?\n', ''),
    ['courses/english/cafe/ordering.yaml:9:5 error steps.1.ask is missing: add "ask" (The question)'],
  ],
  [
    'wrong level',
    edited(lessonPath, 'level: A1', 'level: A7'),
    ['courses/english/cafe/ordering.yaml:2:8 error level "A7" is not known: did you mean "A0"?'],
  ],
  [
    'number as text',
    edited(lessonPath, 'title: Ordering a coffee', 'title: 42'),
    ['courses/english/cafe/ordering.yaml:1:8 error title the number 42 is not text: put it in quotes: "42"'],
  ],
  [
    'true as an answer',
    edited(lessonPath, '["would", "\'d"]', '[true]'),
    [
      'courses/english/cafe/ordering.yaml:20:14 error steps.2.accept.0 true is not text: put it in quotes: "true"',
    ],
  ],
  [
    'empty value',
    edited(lessonPath, 'title: Ordering a coffee', 'title:'),
    ['courses/english/cafe/ordering.yaml:1:7 error title is empty: write text, or remove it'],
  ],
  [
    'empty text',
    edited(lessonPath, 'title: Ordering a coffee', 'title: ""'),
    ['courses/english/cafe/ordering.yaml:1:8 error title is empty: write a text, or remove it'],
  ],
  [
    'text for number',
    edited(lessonPath, 'minutes: 6', 'minutes: six'),
    ['courses/english/cafe/ordering.yaml:4:10 error minutes write a number here, not the text "six"'],
  ],
  [
    'fraction',
    edited(lessonPath, 'minutes: 6', 'minutes: 6.5'),
    ['courses/english/cafe/ordering.yaml:4:10 error minutes write a whole number here, not the number 6.5'],
  ],
  [
    'too many minutes',
    edited(lessonPath, 'minutes: 6', 'minutes: 60'),
    ['courses/english/cafe/ordering.yaml:4:10 error minutes is 60, at most 30'],
  ],
  [
    'title too long',
    edited(lessonPath, 'Ordering a coffee', 'x'.repeat(61)),
    ['courses/english/cafe/ordering.yaml:1:8 error title is 61 characters long, at most 60: shorten it'],
  ],
  [
    'a text of 100 kB',
    edited(lessonPath, 'Which is kinder?', 'x'.repeat(100000)),
    [
      'courses/english/cafe/ordering.yaml:11:10 error steps.1.ask is 100000 characters long, at most 160 characters: shorten it, or make two steps of it',
    ],
  ],
  [
    'list for text',
    edited(lessonPath, 'title: Ordering a coffee', 'title: [a]'),
    ['courses/english/cafe/ordering.yaml:1:1 error title write text here, not a list'],
  ],
  [
    'text for list',
    edited(lessonPath, '["would", "\'d"]', 'would'),
    [
      'courses/english/cafe/ordering.yaml:20:13 error steps.2.accept write a list (- one line each) here, not the text "would"',
    ],
  ],
  [
    'steps mapping',
    edited(lessonPath, 'steps:\n', 'steps: {}\nstep:\n'),
    [
      'courses/english/cafe/ordering.yaml:5:1 error steps write a list (- one line each) here, not a mapping',
      'courses/english/cafe/ordering.yaml:6:1 error step unknown key "step": allowed here: tags, categories, after, licence',
    ],
  ],
  [
    'an id with a space',
    edited(lessonPath, 'id: would', 'id: Would It'),
    [
      'courses/english/cafe/ordering.yaml:17:9 error steps.2.id "Would It": use small letters, digits and single hyphens, for example say-it',
    ],
  ],
  [
    'a step id twice',
    edited(lessonPath, 'id: would', 'id: polite'),
    [
      'courses/english/cafe/ordering.yaml:17:9 error steps.2.id "polite" is the id of the step in line 6 already: every step has its own',
    ],
  ],
  [
    'a broken pattern',
    edited(lessonPath, '"would", "\'d"', '"(would|had"'),
    ['courses/english/cafe/ordering.yaml:20:14 error steps.2.accept.0 character 1: this ( has no )'],
  ],
  [
    'a pattern that is too long',
    edited(lessonPath, '"would", "\'d"', `"${'x'.repeat(201)}"`),
    [
      'courses/english/cafe/ordering.yaml:20:14 error steps.2.accept.0 is 201 characters long, at most 200 characters: shorten it, or split it into several patterns',
    ],
  ],
  [
    'a pattern that stands for 10,000',
    edited(
      lessonPath,
      '"would", "\'d"',
      '"(a|b|c|d|e|f|g|h|i|j)(a|b|c|d|e|f|g|h|i|j)(a|b|c|d|e|f|g|h|i|j)(a|b|c|d|e|f|g|h|i|j)"',
    ),
    [
      'courses/english/cafe/ordering.yaml:20:14 error steps.2.accept.0 character 1: stands for 10000 answers, at most 2000: split it into several patterns',
    ],
  ],
  [
    'same options',
    edited(lessonPath, 'text: I want a tea.', "text: I'd like a tea please"),
    [
      'courses/english/cafe/ordering.yaml:15:15 error steps.1.options.1.text says the same as option 1: a typed answer could mean either',
    ],
  ],
  [
    'no right',
    edited(lessonPath, '        right: true\n', '        because: x\n'),
    [
      'courses/english/cafe/ordering.yaml:12:5 error steps.1.options exactly one option has `right: true`, here none of them',
    ],
  ],
  [
    'wrong options that say so',
    edited(
      lessonPath,
      '      - text: I want a tea.\n',
      '      - text: I want a tea.\n        right: false\n',
    ),
    [
      'courses/english/cafe/ordering.yaml:16:16 error steps.1.options.1.right is `true` for the one right option: leave `right` out of the others',
    ],
  ],
  [
    'a right option in other words',
    edited(lessonPath, 'right: true', 'right: yes'),
    [
      'courses/english/cafe/ordering.yaml:14:16 error steps.1.options.0.right is `true` for the one right option: leave `right` out of the others',
    ],
  ],
  [
    'what is written only where it is so',
    edited(
      lessonPath,
      '  - id: would',
      '  - { id: ears, kind: minimal_pair, words: [glass, class], ipa: [ɡlɑːs, klɑːs], say: false }\n  - id: would',
    ),
    [
      'courses/english/cafe/ordering.yaml:17:86 error steps.2.say false is not known: write true, or leave it out',
    ],
  ],
  [
    'an asterisk without a partner',
    edited(lessonPath, "*I'd like …*", "*I'd like …"),
    [
      'courses/english/cafe/ordering.yaml:8:22 error steps.0.text this * has no partner: write *so*, or \\* to show an asterisk',
    ],
  ],
  [
    'HTML',
    edited(lessonPath, 'Which is kinder?', 'Which is <b>kinder</b>?'),
    [
      'courses/english/cafe/ordering.yaml:11:19 warning steps.1.ask <b> is shown as it stands, not as HTML: emphasis is *so* or _so_',
    ],
  ],
  ['a hint that gives all away', edited(lessonPath, 'It makes the request polite.', 'Write would here.'), []],
  [
    'mapping for a text',
    edited(lessonPath, 'It makes the request polite.', 'Say this: would'),
    [
      'courses/english/cafe/ordering.yaml:21:13 error steps.2.hints.0 write text here, not a mapping: a text with a colon and a space in it must be in quotes',
    ],
  ],
  [
    'a list of lists',
    edited(lessonPath, '["would", "\'d"]', '[[would]]'),
    ['courses/english/cafe/ordering.yaml:20:14 error steps.2.accept.0 write text here, not a list'],
  ],
  [
    'null in a list, tilde',
    edited(lessonPath, '["would", "\'d"]', '[would, ~]'),
    ['courses/english/cafe/ordering.yaml:20:21 error steps.2.accept.1 is empty: write text, or remove it'],
  ],
  [
    'too many options',
    edited(
      lessonPath,
      '      - text: I want a tea.',
      '      - { text: b, because: x }\n      - { text: c, because: x }\n      - { text: d, because: x }\n      - { text: e, because: x }\n      - { text: f, because: x }\n      - text: I want a tea.',
    ),
    [
      'courses/english/cafe/ordering.yaml:12:5 error steps.1.options has 7 entries, a choice has at most six options',
    ],
  ],
  [
    'no gap',
    edited(lessonPath, 'I ___ like', 'I like'),
    ['courses/english/cafe/ordering.yaml:19:10 error steps.2.ask exactly one gap, written ___'],
  ],
  [
    'empty steps',
    { [lessonPath]: lesson.slice(0, lesson.indexOf('steps:')) + 'steps: []\n' },
    ['courses/english/cafe/ordering.yaml:5:1 error steps has 0 entries, at least 1'],
  ],
  [
    'not a number',
    edited(lessonPath, 'minutes: 6', 'minutes: .nan'),
    ['courses/english/cafe/ordering.yaml:4:10 error minutes write a number here, not the number NaN'],
  ],
  [
    'infinite',
    edited(lessonPath, 'minutes: 6', 'minutes: .inf'),
    ['courses/english/cafe/ordering.yaml:4:10 error minutes write a number here, not the number Infinity'],
  ],
  [
    'big int',
    edited(lessonPath, 'minutes: 6', 'minutes: 99999999999999999999'),
    [
      'courses/english/cafe/ordering.yaml:4:10 error minutes is 100000000000000000000, at most 9007199254740991',
    ],
  ],
  [
    'near accepted',
    edited(lessonPath, '    hints:', '    near: { would: no }\n    hints:'),
    [
      'courses/english/cafe/ordering.yaml:21:20 error steps.2.near.would "would" is accepted as well: it cannot be both',
    ],
  ],
  [
    'because on the right',
    edited(lessonPath, '        right: true', '        right: true\n        because: x'),
    [
      'courses/english/cafe/ordering.yaml:15:18 error steps.1.options.0.because is for wrong options: say why this one is right in the step’s `explanation`',
    ],
  ],
];

describe('a lesson with a mistake', () => {
  it.each(broken)('%s', (_name, files, findings) => {
    const folder = contentFolder(files);
    expect(printed(readContent(folder, expectedStrings).findings, folder)).toEqual(findings);
  });
});
