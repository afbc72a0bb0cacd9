import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ProviderError, type Fault } from '../../bot/providers/provider.js';
import type { Pronouncer } from '../../bot/providers/pronouncer.js';
import { Espeak } from '../../bot/providers/tts/espeak.js';
import { packagedContent } from '../../content/folder.js';
import { readContent } from '../../content/load.js';
import { modelAudioOf } from '../../scripts/speech/model-audio.js';
import { moving } from '../../scripts/speech/bar.js';
import { speech, type Means, type Terminal } from '../../scripts/speech/command.js';

/** A course that says two sentences aloud: as it is usual, for who wants it slow, and both where it is asked for. */
const files = {
  'course.yaml': `title: English
language: en
samples: [Hello., "A table, please.", If I had known.]
units:
  - { id: cafe, title: At the café, lessons: [tea, cake] }
`,
  'cafe/cake.yaml': `title: Cake
level: B1
can_do: ask for cake
minutes: 2
steps:
  - id: kinder
    kind: explain
    text: This one is kinder.
    say: I'd like some cake, please.
`,
  'cafe/tea.yaml': `title: Tea
level: B1
can_do: ask for tea
minutes: 2
steps:
  - id: silent
    kind: explain
    text: Tea is drunk hot.
  - id: hear
    kind: dictation
    say: It's far quieter.
`,
};

let content: string;
beforeAll(() => {
  content = mkdtempSync(join(tmpdir(), 'parley-speech-content-'));
  for (const [name, text] of Object.entries(files)) {
    const path = join(content, 'courses/english', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  for (const language of ['es', 'pt-BR', 'fr', 'ar'])
    writeFileSync(
      join(content, `courses/english/course.${language}.yaml`),
      'title: X\nunits: { cafe: { title: X } }\n',
    );
});
afterAll(() => rmSync(content, { recursive: true, force: true }));

/** Finds every text as clear as the test says. */
class Scorer implements Pronouncer {
  readonly any = true;
  readonly language = 'en';
  constructor(private readonly accuracy: (text: string) => number) {}
  async read(_: Float32Array, text: string) {
    const accuracy = this.accuracy(text);
    return { words: [], accuracy, fluency: 90, prosody: 90, total: accuracy, match: 1 };
  }
  async pick() {
    return { confidence: 0 };
  }
  async stop() {}
}

/** The real espeak-ng, which counts what it is asked, and fails as the test says. */
class Counted extends Espeak {
  asked: string[] = [];
  fails: (nth: number) => Error | undefined = () => undefined;
  override async say(saying: Parameters<Espeak['say']>[0]) {
    this.asked.push(saying.text);
    const error = this.fails(this.asked.length);
    if (error) throw error;
    return super.say(saying);
  }
}

const fault = (what: Fault) =>
  new ProviderError(what, 'as the test says', { usage: { model: '', calls: 1, tokensIn: 0, tokensOut: 0 } });

describe('npm run speech', () => {
  let dataDir: string;
  let espeak: Counted;
  let stop: AbortController;
  let said: { output: string; errors: string };
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'parley-speech-'));
    espeak = new Counted();
    stop = new AbortController();
    said = { output: '', errors: '' };
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  async function run(args: string[], means: Means = {}, more: Partial<Terminal> & { speaks?: boolean } = {}) {
    const { speaks = true, ...terminal } = more;
    const config = { contentDir: content, dataDir, tts: [], speaks };
    const texts = {
      output: (text: string) => void (said.output += text),
      errors: (text: string) => void (said.errors += text),
      signal: stop.signal,
    };
    const pronouncer = new Scorer(() => 95);
    // Only waited for where something fails: longer than a circuit stays open.
    const pauses = [100, 9_000, 9_000, 9_000, 9_000, 9_000];
    return speech(args, config, { ...texts, ...terminal }, { pronouncer, espeak, pauses, ...means });
  }
  const lines = () =>
    said.output
      .trimEnd()
      .split('\n')
      .map((line) => line.replaceAll(`${content}/`, ''));
  const clips = () => readdirSync(join(dataDir, 'speech')).sort();

  it('says everything ahead, in the order of the course; the second time it is there already', async () => {
    expect(await run(['english'])).toBe(0);
    expect(lines()).toEqual([
      '4/6  cafe/tea',
      '6/6  cafe/cake',
      expect.stringMatching(/^6 of 6 said, \d+ s, \d+(\.\d)? kB; 0 below 90$/),
    ]);
    expect(espeak.asked.filter((text) => text === "It's far quieter.")).toHaveLength(4);
    const before = clips();
    expect(before).toHaveLength(6);
    espeak.asked.length = 0;
    expect(await run([join(content, 'courses/english/')])).toBe(0);
    expect(espeak.asked).toEqual([]);
    expect(clips()).toEqual(before);
  });

  it('lists what our own scorer finds unclear, where it is written, with all its paces', async () => {
    const pronouncer = new Scorer((text) => (text.includes('cake') ? 71.6 : 90));
    expect(await run(['english'], { pronouncer })).toBe(0);
    expect(lines().slice(2)).toEqual([
      "courses/english/cafe/cake.yaml:6:1 warning steps.0 scores 72, 72 at speed 0.8: I'd like some cake, please.",
      expect.stringMatching(/; 1 below 90$/),
    ]);
  });

  it('is scored by the model that comes with us', async () => {
    expect(await run(['english'], { pronouncer: undefined as never })).toBe(0);
    expect(lines().at(-1)).toMatch(/^6 of 6 said, .*; [0-2] below 90/);
  });

  it('tries again what fails for a while', async () => {
    espeak.fails = (nth) => (nth <= 2 ? fault('unavailable') : undefined);
    expect(await run(['english'])).toBe(0);
    expect(lines().at(-1)).toMatch(/^6 of 6 said/);
    expect(said.errors).toBe('espeak-ng: unavailable, at least once\n');
  });

  it('lists what cannot be said, and says the rest', async () => {
    const bare = espeak.say.bind(espeak);
    espeak.say = async (saying) => {
      if (saying.text.includes('cake') && saying.speed === 1) throw fault('refused');
      return bare(saying);
    };
    expect(await run(['english'])).toBe(1);
    expect(lines().slice(-2)).toEqual([
      "courses/english/cafe/cake.yaml:6:1 error steps.0 could not be said (refused: as the test says): I'd like some cake, please.",
      expect.stringMatching(/^5 of 6 said, .*; 0 below 90, 1 could not be said$/),
    ]);
  });

  it.each([
    ['nobody speaks', fault('unavailable'), /^nobody could speak \(.*\): try again later$/m],
    [
      'our settings are wrong',
      fault('misconfigured'),
      /^whoever speaks refuses us \(as the test says\): check TTS_/m,
    ],
    [
      'the disk is full',
      Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' }),
      /^the disk of DATA_DIR \(.*\) is full: make room$/m,
    ],
    ['nothing can be kept', new Error('EACCES'), /^it could not be kept in DATA_DIR \(.*\): EACCES$/m],
  ])('gives up where %s, and says why once', async (_, error, why) => {
    espeak.fails = (nth) => (nth > 1 ? error : undefined);
    expect(await run(['english'], { pauses: [1] })).toBe(1);
    expect(said.errors).toMatch(why);
    expect(lines().filter((line) => line.includes('could not be said'))).toEqual([]);
    expect(said.output).toContain(
      '5 are left: what is said is kept, and the same command goes on from there\n',
    );
  });

  it('can be broken off, and goes on from there', async () => {
    const asked: string[] = [];
    const output = (text: string) => {
      said.output += text;
      asked.push(text);
      stop.abort();
    };
    await run(['english'], {}, { output, columns: 80 });
    expect(said.output).toMatch(
      /\d are left: what is said is kept, and the same command goes on from there\n$/,
    );
    const kept = clips().length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(6);
    stop = new AbortController();
    espeak.asked.length = 0;
    expect(await run(['english'])).toBe(0);
    expect(espeak.asked).toHaveLength(6 - kept);
  });

  it.each([
    [[], 0, /courses: english\n$/, ''],
    [['--help'], 0, /^npm run speech -- <course>/, ''],
    [['englsh'], 1, /^$/, 'there is no course "englsh": did you mean "english"?\n'],
    [['dansk'], 1, /^$/, 'there is no course "dansk": there is english\n'],
  ])('%j ends with %i and what may be written', async (args, status, output, errors) => {
    expect(await run(args)).toBe(status);
    expect(said.output).toMatch(output);
    expect(said.errors).toBe(errors);
    expect(espeak.asked).toEqual([]);
  });

  it('takes one course at a time, and no options that there are not', async () => {
    expect(await run(['english', 'dansk'])).toBe(1);
    expect(said.errors).toMatch(/^one course at a time/);
    await expect(run(['--all'])).rejects.toThrow("Unknown option '--all'");
  });

  it('says what is missing where nothing can speak', async () => {
    expect(await run(['english'], { espeak: new Espeak([]) })).toBe(1);
    expect(said.errors).toBe(
      'nothing here can speak: install espeak-ng, or set TTS_API_KEY or OPENAI_API_KEY\n',
    );
    said.errors = '';
    expect(await run(['english'], {}, { speaks: false })).toBe(1);
    expect(said.errors).toBe('TTS_MODEL is off, so that nothing is said aloud: leave it out\n');
    expect(said.output).toBe('');
  });

  it('runs as a command', () => {
    const script = join(packagedContent(), '../scripts/speech.ts');
    const env = { ...process.env, CONTENT_DIR: content, DATA_DIR: dataDir };
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, '--all'], {
      encoding: 'utf8',
      env,
    });
    expect(stderr).toMatch(/^Unknown option '--all'.*\nnpm run speech -- <course>/s);
    expect(status).toBe(1);
  });
});

it('the first words of a scene are in the voice of who says them', () => {
  const scene = `title: Tea
level: B1
can_do: ask for tea
minutes: 2
steps:
  - id: play
    kind: roleplay
    persona: waiter
    scene: A café.
    goals: [{ does: orders a tea, when: [tea] }, { does: says goodbye, when: [bye] }]
    max_turns: 4
    offline: [Good morning!, Here you are., Goodbye!]
`;
  const root = mkdtempSync(join(tmpdir(), 'parley-speech-content-'));
  try {
    cpSync(content, root, { recursive: true });
    writeFileSync(join(root, 'courses/english/cafe/tea.yaml'), scene);
    const read = readContent(root);
    expect(read.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const [course] = read.courses;
    const said = course && read.content ? modelAudioOf(course, read.content.talk) : [];
    const voices = read.content?.talk.personas.get('waiter')?.tts;
    expect(voices).toBeDefined();
    expect(said.filter(({ lesson }) => lesson === 'cafe/tea')).toMatchObject([
      { text: 'Good morning!', speed: 1, voices },
      { text: 'Good morning!', speed: 0.8, voices },
    ]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

it.each([
  [80, 30, 'people/introductions'],
  [50, 10, 'people/introductions'],
  [24, 5, 'people/introdu'],
])('in %i columns the bar has %i, and its line stays one', (columns, wide, lesson) => {
  let shown = '';
  const progress = moving(2, columns, (text) => (shown += text));
  const of = {
    lesson: 'people/introductions',
    file: '',
    line: 1,
    field: '',
    text: '',
    language: 'en',
    speed: 1,
  };
  progress(of);
  progress(of);
  const [, first = '', second] = shown.split('\r\u001B[2K');
  const half = Math.round(wide / 2);
  expect(first).toBe(`${'█'.repeat(half)}${'░'.repeat(wide - half)} 1/2  ${lesson}`.slice(0, columns - 1));
  expect(second).toBe(`${'█'.repeat(wide)} 2/2  ${lesson}`.slice(0, columns - 1));
  expect(first.length).toBeLessThan(columns);
});
