import { describe, expect, it } from 'vitest';
import { readContent } from '../../content/load.js';
import {
  contentFolder,
  coursePath,
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
    'after nowhere',
    edited(lessonPath, 'level: A1', 'level: A1\nafter: [cafe/orderin]'),
    [
      'courses/english/cafe/ordering.yaml:3:9 error after.0 there is no lesson "cafe/orderin": did you mean "cafe/ordering"?',
    ],
  ],
  [
    'after nowhere2',
    edited(lessonPath, 'level: A1', 'level: A1\nafter: [basics/numbers]'),
    [
      'courses/english/cafe/ordering.yaml:3:9 error after.0 there is no lesson "basics/numbers": write it, or leave this out',
    ],
  ],
  [
    'after self',
    edited(lessonPath, 'level: A1', 'level: A1\nafter: [cafe/ordering]'),
    [
      'courses/english/cafe/ordering.yaml:3:9 error after.0 leads round in a circle (cafe/ordering after cafe/ordering): nobody could begin',
    ],
  ],
  [
    'after circle',
    {
      ...edited(lessonPath, 'level: A1', 'level: A1\nafter: [cafe/paying]'),
      ...edited(coursePath, '[ordering]', '[ordering, paying]'),
      'courses/english/cafe/paying.yaml': lesson.replace('level: A1', 'level: B1\nafter: [cafe/ordering]'),
    },
    [
      'courses/english/cafe/ordering.yaml:3:9 error after.0 leads round in a circle (cafe/ordering after cafe/paying after cafe/ordering): nobody could begin',
      'courses/english/cafe/paying.yaml:3:9 error after.0 leads round in a circle (cafe/paying after cafe/ordering after cafe/paying): nobody could begin',
    ],
  ],
  [
    'after later',
    {
      ...edited(lessonPath, 'level: A1', 'level: A1\nafter: [cafe/paying]'),
      ...edited(coursePath, '[ordering]', '[ordering, paying]'),
      'courses/english/cafe/paying.yaml': lesson.replace('level: A1', 'level: B1'),
    },
    [
      'courses/english/cafe/ordering.yaml:3:9 warning after.0 "cafe/paying" comes later in course.yaml: list it before this lesson',
    ],
  ],
  [
    'after form',
    edited(lessonPath, 'level: A1', 'level: A1\nafter: [numbers]'),
    [
      'courses/english/cafe/ordering.yaml:3:9 error after.0 "numbers": write unit/lesson, for example basics/numbers',
    ],
  ],
  [
    'unlisted',
    { 'courses/english/cafe/paying.yaml': lesson.replace('level: A1', 'level: B1') },
    [
      'courses/english/cafe/paying.yaml:1:1 error - is not listed in course.yaml: add it to the lessons of unit "cafe"',
    ],
  ],
  [
    'unwritten',
    edited(coursePath, '[ordering]', '[ordering, payin]'),
    [
      'courses/english/course.yaml:7:25 error units.0.lessons.1 there is no file cafe/payin.yaml: write it, or remove it here',
    ],
  ],
  [
    'listed twice',
    edited(coursePath, '[ordering]', '[ordering, ordering]'),
    ['courses/english/course.yaml:7:25 error units.0.lessons.1 "ordering" is here twice: remove one'],
  ],
  [
    'misspelt listing',
    { ...edited(coursePath, '[ordering]', '[ordring]') },
    [
      'courses/english/course.yaml:7:15 error units.0.lessons.0 there is no file cafe/ordring.yaml: did you mean cafe/ordering?',
    ],
  ],
  [
    'unit twice',
    edited(coursePath, 'units:\n', 'units:\n  - id: cafe\n    title: x\n    lessons: [ordering]\n'),
    [
      'courses/english/course.yaml:8:9 error units.1.id "cafe" is here twice: remove one',
      'courses/english/course.yaml:10:15 error units.1.lessons.0 "ordering" is here twice: remove one',
    ],
  ],
  [
    'no course',
    { [coursePath]: undefined },
    ['courses/english/course.yaml:1:1 error - does not exist: write it'],
  ],
  [
    'course sidecar unit',
    edited('courses/english/course.es.yaml', 'cafe:', 'caffe:'),
    ['courses/english/course.es.yaml:3:3 error units.caffe no such unit: did you mean "cafe"?'],
  ],
  [
    'yml',
    { 'courses/english/cafe/paying.yml': 'title: x\n' },
    ['courses/english/cafe/paying.yml:1:1 error - is not read: rename it to end in .yaml'],
  ],
  [
    'odd name',
    { 'courses/english/cafe/Paying Up.yaml': 'title: x\n' },
    [
      "courses/english/cafe/Paying Up.yaml:1:1 error - a file's name is an id: use small letters, digits and single hyphens, at most 40, for example say-it, then .yaml",
    ],
  ],
  [
    'odd folder',
    { 'courses/english/Café Two/x.yaml': 'title: x\n' },
    [
      "courses/english/Café Two:1:1 error - a folder's name is an id: use small letters, digits and single hyphens, at most 40, for example say-it",
    ],
  ],
  [
    'dir as file',
    { 'courses/english/cafe/paying.yaml/x': 'title: x\n' },
    [
      "courses/english/cafe/paying.yaml:1:1 error - a folder's name is an id: use small letters, digits and single hyphens, at most 40, for example say-it",
    ],
  ],
  [
    'no courses',
    {
      ...Object.fromEntries(
        Object.keys(soundFiles)
          .filter((k) => k.startsWith('courses'))
          .map((k) => [k, undefined]),
      ),
      'courses/readme': 'x',
    },
    ['courses:1:1 error - holds no course: add a folder with a course.yaml'],
  ],
];

describe('a course with a mistake', () => {
  it.each(broken)('%s', (_name, files, findings) => {
    const folder = contentFolder(files);
    expect(printed(readContent(folder, expectedStrings).findings, folder)).toEqual(findings);
  });
});
