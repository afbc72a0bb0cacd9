import { describe, expect, it } from 'vitest';
import { readContent } from '../../content/load.js';
import {
  contentFolder,
  edited,
  expectedStrings,
  lessonPath,
  printed,
  sidecarPath,
  type Files,
} from './content-folder.js';

/** What is broken, how, and everything the loader says about it. */
const broken: [string, Files, string[]][] = [
  [
    'sidecar without',
    { 'courses/english/cafe/orderin.es.yaml': 'title: x\n' },
    [
      'courses/english/cafe/orderin.es.yaml:1:1 error - there is no lesson orderin.yaml beside this sidecar: did you mean "ordering"?',
    ],
  ],
  [
    'no sidecar',
    { [sidecarPath]: undefined },
    [
      'courses/english/cafe/ordering.yaml:1:1 error - A1 lessons are complete with every language: add ordering.es.yaml (3 steps to translate)',
    ],
  ],
  ['no sidecar b1', { ...edited(lessonPath, 'level: A1', 'level: B1'), [sidecarPath]: undefined }, []],
  [
    'sidecar language',
    { 'courses/english/cafe/ordering.pt.yaml': 'title: x\n' },
    [
      'courses/english/cafe/ordering.pt.yaml:1:1 error - "pt" is not a language to translate to (es, fr): rename the file, or add the language to strings/languages.yaml',
    ],
  ],
  [
    'sidecar own language',
    { 'courses/english/cafe/ordering.en.yaml': 'title: x\n' },
    [
      'courses/english/cafe/ordering.en.yaml:1:1 error - "en" is not a language to translate to (es, fr): rename the file, or add the language to strings/languages.yaml',
    ],
  ],
  [
    'sidecar step',
    edited(sidecarPath, '  would:', '  wuold:'),
    [
      'courses/english/cafe/ordering.es.yaml:8:3 error steps.wuold ordering.yaml has no step "wuold": did you mean "would"?',
    ],
  ],
  [
    'sidecar field',
    edited(sidecarPath, 'hints: [Lo', 'hint: [Lo'),
    [
      'courses/english/cafe/ordering.es.yaml:9:5 error steps.would.hint unknown key "hint": did you mean "hints"?',
    ],
  ],
  [
    'sidecar because',
    edited(sidecarPath, '[null, Suena a una orden.]', '[Suena a una orden.]'),
    [
      'courses/english/cafe/ordering.es.yaml:7:5 error steps.kinder.because 1 entries for 2 options: one each, null for the right one',
    ],
  ],
  [
    'sidecar hints',
    edited(sidecarPath, '[Lo hace más amable., Empieza con w.]', '[Lo hace más amable.]'),
    ['courses/english/cafe/ordering.es.yaml:9:5 error steps.would.hints 1 hints, the step has 2'],
  ],
  [
    'sidecar null step',
    edited(sidecarPath, '  polite: { text: Suena más amable. }', '  polite:'),
    [
      'courses/english/cafe/ordering.es.yaml:4:10 error steps.polite is empty: write a mapping (key: value), or remove it',
    ],
  ],
  [
    'sidecar ask of gap',
    edited(sidecarPath, '    hints: [Lo', '    ask: x\n    hints: [Lo'),
    [
      'courses/english/cafe/ordering.es.yaml:9:5 error steps.would.ask unknown key "ask": allowed here: near, explanation',
    ],
  ],
  [
    'sidecar missing step',
    edited(sidecarPath, '  polite: { text: Suena más amable. }\n', ''),
    ['courses/english/cafe/ordering.es.yaml:3:1 error steps.polite is missing: translate text'],
  ],
  [
    'sidecar missing title',
    edited(sidecarPath, 'title: Pedir un café\n', ''),
    ["courses/english/cafe/ordering.es.yaml:1:1 error title is missing: translate the lesson's title"],
  ],
  ['sidecar incomplete lang', { 'courses/english/cafe/ordering.fr.yaml': 'steps: {}\n' }, []],
];

describe('a sidecar with a mistake', () => {
  it.each(broken)('%s', (_name, files, findings) => {
    const folder = contentFolder(files);
    expect(printed(readContent(folder, expectedStrings).findings, folder)).toEqual(findings);
  });
});
