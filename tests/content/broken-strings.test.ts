import { describe, expect, it } from 'vitest';
import { readContent } from '../../content/load.js';
import { contentFolder, edited, expectedStrings, printed, type Files } from './content-folder.js';

/** What is broken, how, and everything the loader says about it. */
const broken: [string, Files, string[]][] = [
  [
    'str missing',
    edited('strings/es.yaml', 'praise: Bien\n', ''),
    ['strings/es.yaml:1:1 error praise is missing: es is declared complete, so add "praise"'],
  ],
  [
    'str extra',
    edited('strings/es.yaml', 'praise: Bien\n', 'praise: Bien\npraze: x\n'),
    ['strings/es.yaml:5:1 error praze unknown string "praze": remove it'],
  ],
  [
    'str extra group',
    edited('strings/es.yaml', '  hello:', '  helo:'),
    ['strings/es.yaml:2:3 error greet.helo unknown string "greet.helo": did you mean "greet.hello"?'],
  ],
  [
    'str arg extra',
    edited('strings/es.yaml', '{name}', '{nombre}'),
    ['strings/es.yaml:2:10 error greet.hello has no argument {nombre}: allowed here: name'],
  ],
  [
    'str arg missing',
    edited('strings/es.yaml', 'Hola {name}', 'Hola'),
    ['strings/es.yaml:2:10 error greet.hello does not use {name}: put it into the text'],
  ],
  [
    'str icu',
    edited('strings/es.yaml', 'Hola {name}', '"Hola {name"'),
    ['strings/es.yaml:2:10 error greet.hello is not ICU MessageFormat: a { is not closed: add }'],
  ],
  [
    'str icu2',
    edited('strings/es.yaml', 'other {# minutos}', ''),
    [
      'strings/es.yaml:3:12 error greet.minutes is not ICU MessageFormat: a plural or select must have other {…}',
    ],
  ],
  [
    'str empty',
    edited('strings/es.yaml', 'Hola {name}', ''),
    ['strings/es.yaml:2:10 error greet.hello is empty: write a text'],
  ],
  [
    'str number',
    edited('strings/es.yaml', 'praise: Bien', 'praise: 5'),
    ['strings/es.yaml:4:9 error praise must be text: put it in quotes: "5"'],
  ],
  [
    'str list',
    edited('strings/es.yaml', 'praise: Bien', 'praise: []'),
    ['strings/es.yaml:4:1 error praise has no wording: write at least one'],
  ],
  [
    'str list2',
    edited('strings/es.yaml', 'praise: Bien', 'praise: [Bien, 5]'),
    ['strings/es.yaml:4:16 error praise.1 must be text: put it in quotes: "5"'],
  ],
  [
    'str long',
    edited('strings/es.yaml', 'praise: Bien', 'praise: ' + 'x'.repeat(1001)),
    ['strings/es.yaml:4:9 error praise is 1001 characters long, at most 1000: shorten it'],
  ],
  [
    'str star',
    edited('strings/es.yaml', 'praise: Bien', 'praise: "*Bien"'),
    ['strings/es.yaml:4:10 error praise this * has no partner: write *so*, or \\* to show an asterisk'],
  ],
  [
    'lang bad',
    { 'strings/languages.yaml': '- { code: en, name: English, complete: yes, direction: ltr }\n' },
    ['strings/languages.yaml:1:40 error 0.complete write true or false here, not the text "yes"'],
  ],
  [
    'lang dup',
    edited('strings/languages.yaml', 'code: fr', 'code: es'),
    ['strings/languages.yaml:3:11 error 2.code "es" is here twice: remove one'],
  ],
  [
    'lang missing strings',
    edited('strings/languages.yaml', 'code: fr', 'code: de'),
    ['strings/de.yaml:1:1 error - does not exist: write it'],
  ],
  [
    'no English',
    edited('strings/languages.yaml', 'name: English, complete: true', 'name: English, complete: false'),
    ['strings/languages.yaml:1:1 error - has no complete en: what a language lacks falls back to it'],
  ],
];

describe('strings and languages with a mistake', () => {
  it.each(broken)('%s', (_name, files, findings) => {
    const folder = contentFolder(files);
    expect(printed(readContent(folder, expectedStrings).findings, folder)).toEqual(findings);
  });
});
