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
    'root list',
    { [lessonPath]: '- a\n- b\n' },
    ['courses/english/cafe/ordering.yaml:1:1 error - write a mapping (key: value) here, not a list'],
  ],
  [
    'root text',
    { [lessonPath]: 'hello\n' },
    [
      'courses/english/cafe/ordering.yaml:1:1 error - write a mapping (key: value) here, not the text "hello"',
    ],
  ],
  [
    'empty file',
    { [lessonPath]: '' },
    ['courses/english/cafe/ordering.yaml:1:1 error - is empty: write the content or remove the file'],
  ],
  [
    'comment only',
    { [lessonPath]: '# later\n' },
    ['courses/english/cafe/ordering.yaml:1:1 error - is empty: write the content or remove the file'],
  ],
  [
    'not UTF-8',
    {
      [lessonPath]: Buffer.concat([
        Buffer.from(lesson.slice(0, 20)),
        Buffer.from([0xe9]),
        Buffer.from(lesson.slice(20)),
      ]),
    },
    ['courses/english/cafe/ordering.yaml:1:21 error - is not UTF-8 at byte 20: save it as UTF-8'],
  ],
  [
    'UTF-16',
    { [lessonPath]: Buffer.from('\ufeff' + lesson, 'utf16le') },
    ['courses/english/cafe/ordering.yaml:1:1 error - is UTF-16: save it as UTF-8'],
  ],
  ['a byte order mark (fine)', { [lessonPath]: '\ufeff' + lesson }, []],
  [
    'Windows line ends',
    { [lessonPath]: lesson.replaceAll('\n', '\r\n').replace('level: A1', 'level: A9') },
    ['courses/english/cafe/ordering.yaml:2:8 error level "A9" is not known: did you mean "A0"?'],
  ],
  [
    'a key twice',
    edited(lessonPath, 'level: A1', 'level: A1\nlevel: A2'),
    [
      'courses/english/cafe/ordering.yaml:3:1 error level the key is here twice (first in line 2): remove one',
    ],
  ],
  [
    'a tab as indentation',
    edited(lessonPath, '    kind: gap', '\tkind: gap'),
    ['courses/english/cafe/ordering.yaml:18:1 error - a tab is used to indent: use spaces'],
  ],
  [
    'two documents',
    { [lessonPath]: lesson + '---\n' + lesson },
    [
      'courses/english/cafe/ordering.yaml:22:1 error - a second document begins here (---): put it in a file of its own',
    ],
  ],
  [
    'an alias bomb',
    {
      [lessonPath]:
        'a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d]\n',
    },
    [
      'courses/english/cafe/ordering.yaml:1:12 error e.0.5.2.5.2 holds more than 20,000 values: split it, and write texts out instead of aliases',
    ],
  ],
  [
    'an alias of itself',
    { [lessonPath]: 'title: &a [*a]\n' },
    ['courses/english/cafe/ordering.yaml:1:11 error title.0 an alias contains itself: write the text out'],
  ],
  [
    'an asterisk at the start',
    edited(lessonPath, 'ask: Which is kinder?', 'ask: *Which* is kinder?'),
    [
      'courses/english/cafe/ordering.yaml:11:18 error - the text goes on after its closing quote or alias: put all of it in one pair of quotes',
    ],
  ],
  [
    'an alias of nothing',
    edited(lessonPath, 'ask: Which is kinder?', 'ask: *Which'),
    [
      'courses/english/cafe/ordering.yaml:11:10 error steps.1.ask *Which is an alias of nothing: put the text in quotes',
    ],
  ],
  [
    'a tag',
    edited(lessonPath, 'title: Ordering a coffee', 'title: !js/function x'),
    [
      'courses/english/cafe/ordering.yaml:1:8 error - tags such as !this are not used here: remove it, or put the text in quotes',
    ],
  ],
  [
    'a huge file',
    { [lessonPath]: '#'.repeat(600000) },
    ['courses/english/cafe/ordering.yaml:1:1 error - is 586 kB, at most 512 kB: split it'],
  ],
  [
    'deep nesting',
    { [lessonPath]: '['.repeat(5000) },
    ['courses/english/cafe/ordering.yaml:1:1 error - is nested too deep: flatten it'],
  ],
  [
    'nesting',
    { [lessonPath]: 'title: ' + '['.repeat(30) + ']'.repeat(30) },
    [
      'courses/english/cafe/ordering.yaml:1:32 error title.0.0.0.0.0 is nested more than 24 levels deep: flatten it',
    ],
  ],
  [
    'a colon in a text',
    edited(lessonPath, 'ask: Which is kinder?', 'ask: Which: this is kinder?'),
    [
      'courses/english/cafe/ordering.yaml:11:10 error - a text with a colon and a space in it must be in quotes',
    ],
  ],
  [
    'an open quote',
    edited(lessonPath, 'ask: Which is kinder?', 'ask: "Which is kinder?'),
    [
      "courses/english/cafe/ordering.yaml:11:10 error - this quote is never closed: add the closing one (inside '…' write '' for an apostrophe)",
    ],
  ],
  [
    'an open bracket',
    edited(lessonPath, '["would", "\'d"]', '["would"'),
    ['courses/english/cafe/ordering.yaml:21:5 error - a list opened with [ is not closed: add ]'],
  ],
  [
    'text after a quote',
    edited(lessonPath, 'ask: Which is kinder?', 'ask: "Which" is kinder?'),
    [
      'courses/english/cafe/ordering.yaml:11:18 error - the text goes on after its closing quote or alias: put all of it in one pair of quotes',
    ],
  ],
  [
    'crooked indentation',
    edited(lessonPath, '    hints:', '   hints:'),
    [
      'courses/english/cafe/ordering.yaml:21:1 error - the indentation does not match the lines above, or a hyphen is missing',
    ],
  ],
  [
    'a percent sign',
    edited(lessonPath, 'ask: Which is kinder?', 'ask: %x'),
    [
      'courses/english/cafe/ordering.yaml:11:10 error - a text cannot begin with this character: put the text in quotes',
    ],
  ],
  [
    'an unknown escape',
    edited(lessonPath, 'ask: Which is kinder?', 'ask: "a\\qb"'),
    [
      'courses/english/cafe/ordering.yaml:11:12 error - this \\ sequence is not known in double quotes: use single quotes or write \\\\',
    ],
  ],
  [
    'no colon',
    edited(lessonPath, 'minutes: 6', 'minutes 6'),
    [
      'courses/english/cafe/ordering.yaml:4:1 error - a key must be on one line; if this is a text, put it in quotes or write | before it',
    ],
  ],
  [
    'no space after the hyphen',
    edited(lessonPath, '      - text: I want a tea.', '      -text: I want a tea.'),
    [
      'courses/english/cafe/ordering.yaml:15:1 error - the indentation does not match the lines above: align it with its neighbours',
    ],
  ],
  [
    'a number as a key',
    edited(lessonPath, '    hints:', '    near: { 1: one }\n    hints:'),
    ['courses/english/cafe/ordering.yaml:21:13 error steps.2.near a key must be text: put 1 in quotes'],
  ],
  [
    '__proto__ as a key',
    edited(lessonPath, 'minutes: 6', 'minutes: 6\n__proto__: { x: 1 }'),
    ['courses/english/cafe/ordering.yaml:5:1 error - a key cannot be called __proto__: rename it'],
  ],
  [
    'a NUL',
    edited(lessonPath, 'ask: Which is kinder?', 'ask: "Which\\0 is kinder?"'),
    ['courses/english/cafe/ordering.yaml:11:10 error steps.1.ask holds a NUL character: remove it'],
  ],
  [
    'a zero-width space',
    edited(lessonPath, 'Which is kinder?', 'Which\u200b is kinder?'),
    [
      'courses/english/cafe/ordering.yaml:11:15 error steps.1.ask holds an invisible character (U+200B): remove it',
    ],
  ],
  [
    'a direction override',
    edited(lessonPath, 'Which is kinder?', 'Which\u202e is kinder?'),
    ['courses/english/cafe/ordering.yaml:11:15 error steps.1.ask holds a direction mark (U+202E): remove it'],
  ],
  [
    'soft hyphen block',
    edited(
      lessonPath,
      "text: In a café, *I'd like …* sounds kinder.",
      'text: |\n      In a café\n      kin\u00adder',
    ),
    [
      'courses/english/cafe/ordering.yaml:10:10 error steps.0.text holds an invisible character (U+00AD): remove it',
    ],
  ],
  [
    'half a surrogate pair',
    edited(lessonPath, 'Which is kinder?', '"\\ud83d kinder"'),
    [
      'courses/english/cafe/ordering.yaml:11:10 error steps.1.ask holds half of a character (U+D83D): remove it',
    ],
  ],
  [
    'control character',
    edited(lessonPath, 'Which is kinder?', '"Which\\x07 is kinder?"'),
    [
      'courses/english/cafe/ordering.yaml:11:10 error steps.1.ask holds a control character (U+0007): remove it',
    ],
  ],
  [
    'tab in a text',
    edited(lessonPath, 'Which is kinder?', '"Which\\tis kinder?"'),
    ['courses/english/cafe/ordering.yaml:11:10 error steps.1.ask holds a tab: remove it'],
  ],
  [
    'zero-width joiner',
    edited(lessonPath, 'Which is kinder?', 'Which\u200d is kinder?'),
    [
      'courses/english/cafe/ordering.yaml:11:15 error steps.1.ask holds an invisible character (U+200D): remove it',
    ],
  ],
  [
    'merge key',
    edited(lessonPath, 'minutes: 6', 'minutes: 6\n<<: { level: A2 }'),
    [
      'courses/english/cafe/ordering.yaml:5:1 error << unknown key "<<": allowed here: tags, categories, after, licence',
    ],
  ],
  [
    'complex key',
    edited(lessonPath, 'minutes: 6', 'minutes: 6\n? [a, b]\n: 1'),
    ['courses/english/cafe/ordering.yaml:5:3 error - a key must be text: put it in quotes'],
  ],
];

describe('a file that is no sound YAML text', () => {
  it.each(broken)('%s', (_name, files, findings) => {
    const folder = contentFolder(files);
    expect(printed(readContent(folder, expectedStrings).findings, folder)).toEqual(findings);
  });
});
