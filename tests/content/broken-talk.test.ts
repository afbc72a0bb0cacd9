import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packagedContent } from '../../content/folder.js';
import { readContent } from '../../content/load.js';
import { check } from '../../scripts/checker/check.js';
import {
  contentFolder,
  expectedStrings,
  type Files,
  lessonPath,
  printed,
  soundFiles,
} from './content-folder.js';

const ours = (path: string): string => readFileSync(join(packagedContent(), path), 'utf8');

/** A folder with talk of its own and not a single finding. */
const talk = {
  'personas/waiter.yaml': `name: Leo
about: a waiter
order: 1
voice: Friendly and quick.
openings: [How are you?, What would you like?]
goodbyes: [Bye!, See you!]
`,
  'personas/waiter.es.yaml': 'about: un camarero\n',
  'scenes/tea.yaml': `title: Tea
level: A1
persona: waiter
scene: A café.
goals:
  - does: orders a tea
    when: [tea]
  - does: asks the price
    when: [how much]
max_turns: 4
offline:
  - Hello!
  - { when: [coffee], say: We only have tea. }
  - Goodbye!
`,
  'scenes/tea.es.yaml': 'title: Té\\nscene: Un café.\\ngoals: [pide un té, pregunta el precio]\\n'.replaceAll(
    '\\n',
    '\n',
  ),
  'topics.yaml': `- id: breakfast
  from: A1
  to: A2
  interests: [food]
  title: Breakfast
  ask: What did you eat?
  words: [bread, eggs]
`,
  'prompts/condense.yaml': ours('prompts/condense.yaml'),
  'moderation/en.yaml': 'self-harm:\n  says: [kill myself]\n  unless: [kill myself laughing]\n',
} as const;

type File = keyof typeof talk;

function changed(file: File, passage: string, by: string): Files {
  if (!talk[file].includes(passage)) throw new Error(`${file} has no "${passage}"`);
  return { [file]: talk[file].replace(passage, () => by) };
}

/** What is broken, how, and everything the loader says about it. */
const broken: [string, Files, string[]][] = [
  ['nothing', {}, []],
  [
    'an unknown key of a persona',
    changed('personas/waiter.yaml', 'voice:', 'vioce:'),
    ['personas/waiter.yaml:4:1 error vioce unknown key "vioce": did you mean "voice"?'],
  ],
  [
    'an opening too few',
    changed('personas/waiter.yaml', '[How are you?, What would you like?]', '[How are you?]'),
    ['personas/waiter.yaml:5:1 error openings has 1 entries, at least 2'],
  ],
  [
    'a voice that could be an option',
    changed('personas/waiter.yaml', 'openings:', 'tts: { espeak: -x }\nopenings:'),
    [
      'personas/waiter.yaml:5:16 error tts.espeak "-x": write the voice as whoever speaks calls it, for example nova or en+f2',
    ],
  ],
  [
    'a persona without a sidecar in a complete language',
    { 'personas/waiter.es.yaml': undefined },
    ['personas/waiter.yaml:1:1 error - needs about in every complete language: add waiter.es.yaml'],
  ],
  [
    'a sidecar without its persona',
    { 'personas/waitre.es.yaml': 'about: un camarero\n' },
    [
      'personas/waitre.es.yaml:1:1 error - there is no persona waitre.yaml beside this sidecar: did you mean "waiter"?',
    ],
  ],
  [
    'a sidecar in a language nobody declared',
    { 'personas/waiter.de.yaml': 'about: ein Kellner\n' },
    [
      'personas/waiter.de.yaml:1:1 error - "de" is not a language to translate to (es, fr): rename the file, or add the language to strings/languages.yaml',
    ],
  ],
  [
    'a scene with somebody who does not exist',
    changed('scenes/tea.yaml', 'persona: waiter', 'persona: waitre'),
    ['scenes/tea.yaml:3:10 error persona there is no persona "waitre": did you mean "waiter"?'],
  ],
  [
    'a goal too many in a sidecar',
    changed('scenes/tea.es.yaml', 'pregunta el precio', 'pregunta el precio, paga'),
    ['scenes/tea.es.yaml:3:1 error goals 3 goals, the scene has 2'],
  ],
  [
    'a scene for beginners without a text in a complete language',
    changed('scenes/tea.es.yaml', 'title: Té\n', ''),
    ["scenes/tea.es.yaml:1:1 error title is missing: translate the scene's title"],
  ],
  [
    'a scene for beginners without a sidecar',
    { 'scenes/tea.es.yaml': undefined },
    ['scenes/tea.yaml:1:1 error - needs title, scene, goals in every complete language: add tea.es.yaml'],
  ],
  [
    'the same at B1 (fine)',
    { ...changed('scenes/tea.yaml', 'level: A1', 'level: B1'), 'scenes/tea.es.yaml': undefined },
    [],
  ],
  [
    'fewer turns than goals',
    { ...changed('scenes/tea.yaml', 'max_turns: 4', 'max_turns: 1') },
    ['scenes/tea.yaml:10:12 error max_turns is 1, at least 2'],
  ],
  [
    'a sentence that reaches its goal (fine)',
    changed('scenes/tea.yaml', '    when: [how much]', '    example: How much is it?\n    when: [how much]'),
    [],
  ],
  [
    'a sentence that does not',
    changed(
      'scenes/tea.yaml',
      '    when: [how much]',
      '    example: The bill, please.\n    when: [how much]',
    ),
    [
      'scenes/tea.yaml:9:14 error goals.1.example holds nothing of `when`: whoever says it does not reach the goal',
    ],
  ],
  [
    'a script that begins with an answer',
    changed('scenes/tea.yaml', '  - Hello!\n', ''),
    ['scenes/tea.yaml:11:1 error offline the first line is the greeting: a text without `when`'],
  ],
  [
    'a script that ends with an answer',
    changed('scenes/tea.yaml', '  - Goodbye!\n', ''),
    [
      'scenes/tea.yaml:13:5 warning offline.1 the last line ends the scene: put a line without `when` after it',
    ],
  ],
  [
    'a goal that only a model can see',
    changed('scenes/tea.yaml', '\n    when: [how much]', ''),
    [
      'scenes/tea.yaml:8:5 warning goals.1 has no `when`: without a language model nobody can reach this goal',
    ],
  ],
  [
    'a pattern with an open bracket',
    changed('scenes/tea.yaml', 'when: [tea]', 'when: ["(tea"]'),
    ['scenes/tea.yaml:7:12 error goals.0.when.0 character 1: this ( has no )'],
  ],
  [
    'a topic twice',
    { 'topics.yaml': talk['topics.yaml'] + talk['topics.yaml'] },
    ['topics.yaml:8:7 error 1.id "breakfast" is here twice: every topic has an id of its own'],
  ],
  [
    'levels the wrong way round',
    changed('topics.yaml', 'from: A1', 'from: B1'),
    ['topics.yaml:3:7 error 0.to A2 is below B1: exchange them'],
  ],
  [
    'a field of a prompt that nobody fills',
    changed('prompts/condense.yaml', '{summary}', '{sumary}'),
    ['prompts/condense.yaml:12:7 error user has no field {sumary}: did you mean "summary"?'],
  ],
  [
    'a prompt for nothing',
    { 'prompts/condens.yaml': talk['prompts/condense.yaml'] },
    ['prompts/condens.yaml:1:1 warning - is not a prompt: did you mean "condense"?'],
  ],
  [
    'a concern that nobody knows',
    changed('moderation/en.yaml', 'self-harm', 'selfharm'),
    ['moderation/en.yaml:1:1 error selfharm unknown key "selfharm": did you mean "self-harm"?'],
  ],
  [
    'a file that is not read',
    { 'scenes/cake.yml': 'title: Cake\n' },
    ['scenes/cake.yml:1:1 error - is not read: rename it to end in .yaml'],
  ],
  [
    'a folder that is not read',
    { 'scene/tea.yaml': '' },
    ['scene:1:1 warning - is not read: did you mean scenes/?'],
  ],
  [
    'a country without a line',
    {
      'moderation/helplines.yaml':
        'general: https://example.org\nlines: { US: "988" }\nlanguages: { en: [US, UK] }\n',
    },
    ['moderation/helplines.yaml:3:23 error languages.en.1 UK has no line: did you mean "US"?'],
  ],
];

describe('personas, scenes, topics, prompts and word lists with a mistake', () => {
  it.each(broken)('%s', (_name, files, findings) => {
    const folder = contentFolder({ ...talk, ...files });
    expect(printed(readContent(folder, expectedStrings).findings, folder)).toEqual(findings);
  });

  it('a lesson whose role-play has a persona that nobody wrote', () => {
    const roleplay = `  - id: play
    kind: roleplay
    persona: plumber
    scene: A flood.
    goals:
      - does: says hello
        when: [hello]
    max_turns: 3
    offline: [Hello!, Goodbye!]
`;
    const sidecar = '  play: { scene: Una inundación., goals: [saluda] }\n';
    const folder = contentFolder({
      [lessonPath]: soundFiles[lessonPath] + roleplay,
      'courses/english/cafe/ordering.es.yaml': soundFiles['courses/english/cafe/ordering.es.yaml'] + sidecar,
    });
    const finding =
      'courses/english/cafe/ordering.yaml:24:14 error steps.3.persona there is no persona "plumber": write personas/plumber.yaml';
    expect(printed(readContent(folder, expectedStrings).findings, folder)).toEqual([finding]);
  });
});

describe('an own content folder', () => {
  it('says who is offered; ours still play in our scenes', () => {
    const folder = contentFolder({
      'personas/waiter.yaml': talk['personas/waiter.yaml'],
      'personas/waiter.es.yaml': 'about: x\n',
    });
    const { content } = readContent(folder, expectedStrings);
    const personas = [...(content?.talk.personas.values() ?? [])];
    expect(personas.filter(({ chat }) => chat !== false).map(({ id }) => id)).toEqual(['waiter']);
    expect(personas.map(({ id }) => id)).toContain('cafe-owner');
    expect(content?.talk.scenes.size).toBe(24);
  });

  it('has its own word lists, and ours for what they lack', () => {
    const { content } = readContent(
      contentFolder({ 'moderation/en.yaml': 'hate:\n  says: [bad cats]\n' }),
      expectedStrings,
    );
    expect(content?.flag('Bad CATS!')).toBe('hate');
    expect(content?.flag('Gas the Jews')).toBeUndefined();
    expect(content?.flag('I want to kill myself')).toBe('self-harm');
    expect(content?.flag('quiero matarme')).toBe('self-harm');
    expect(content?.helplines('en').lines.length).toBeGreaterThan(0);
  });

  it('has a hash for each prompt that follows its text', () => {
    const hashes = (files: Files): (string | undefined)[] => {
      const { content } = readContent(contentFolder(files), expectedStrings);
      return ['talk', 'condense'].map((name) => content?.prompts.get(name as 'talk')?.hash);
    };
    const [talkHash, condenseHash] = hashes({});
    expect(talkHash).toMatch(/^[0-9a-f]{16}$/);
    expect(hashes({ 'prompts/condense.yaml': talk['prompts/condense.yaml'] })).toEqual([
      talkHash,
      condenseHash,
    ]);
    const other = hashes(changed('prompts/condense.yaml', 'version: 1', 'version: 2'));
    expect(other[0]).toBe(talkHash);
    expect(other[1]).not.toBe(condenseHash);
  });
});

describe('npm run check', () => {
  function run(path: string): { status: number; lines: string[] } {
    const lines: string[] = [];
    const status = check([path], path, (text) => lines.push(text.trimEnd()));
    return { status, lines };
  }

  it.each([
    ['a scene with its sidecars', 'scenes/tea.yaml'],
    ['the scenes', 'scenes'],
    ['the topics', 'topics.yaml'],
    ['the personas', 'personas'],
  ])('looks at %s alone', (_name, path) => {
    const root = contentFolder({ ...talk, ...changed('scenes/tea.yaml', 'level: A1', 'level: A9') });
    const { status, lines } = run(join(root, path));
    expect(status).toBe(path.startsWith('scenes') ? 1 : 0);
    expect(lines.filter((line) => line.includes('error '))).toHaveLength(status);
  });
});
