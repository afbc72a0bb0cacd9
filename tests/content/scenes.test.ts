import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packagedContent } from '../support/conversation.js';
import { sceneOf, type Scene } from '../../flows/scene.js';
import { goalsIn, nextLines, textOf } from '../../flows/tutor/script.js';

const { talk } = packagedContent();

/** What a learner may honestly say, by scene. */
const honest = new Map(
  readFileSync(new URL('scene-lines.txt', import.meta.url), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [id = '', ...lines] = part.split('\n').filter((line) => line !== '');
      return [id, lines] as const;
    }),
);

/** Other ways to say it, written without looking at the patterns: scene, number of the goal, line. */
const others = readFileSync(new URL('scene-answers.txt', import.meta.url), 'utf8')
  .split(/^## /m)
  .slice(1)
  .flatMap((part) => {
    const [id = '', ...lines] = part.split('\n').filter((line) => line !== '');
    return lines.map((line): [string, number, string] => {
      const [goal, text = ''] = line.split(' | ');
      return [id, Number(goal), text];
    });
  });

/** Plays a scripted scene as the talk does: a line of the learner's, what it reaches, what is said to it. */
function play(
  scene: Scene,
  lines: readonly string[],
): { reached: Set<number>; said: number[]; heard: string[] } {
  const reached = new Set<number>();
  const said = [0];
  const heard = [textOf(scene.offline[0])];
  for (const [turn, line] of lines.entries()) {
    for (const goal of goalsIn(scene, line)) reached.add(goal);
    const over = reached.size === scene.goals.length || turn + 1 === scene.maxTurns;
    const next = nextLines(scene.offline, said, { heard: line, over });
    said.push(...next);
    heard.push(next.map((index) => textOf(scene.offline[index])).join(' '));
    if (over) break;
  }
  return { reached, said, heard };
}

const scenes = [...talk.scenes.values()].map((stored) => ({ ...stored, play: sceneOf(stored.scene) }));

describe('the scenes', () => {
  it('are twenty-four, half of them for A1 and A2', () => {
    expect(scenes).toHaveLength(24);
    expect(scenes.filter(({ scene }) => ['A1', 'A2'].includes(scene.level))).toHaveLength(12);
  });

  it('each have lines to be played with', () => {
    expect([...honest.keys()].sort()).toEqual(scenes.map(({ id }) => id).sort());
  });

  it.each(scenes)('$id: honest lines get everything done, and each is answered', ({ id, play: scene }) => {
    const { reached, said, heard } = play(scene, honest.get(id) ?? []);
    expect([...reached].sort()).toEqual(scene.goals.map((_, index) => index));
    expect(heard.every((text) => text !== '')).toBe(true);
    expect(said.at(-1)).toBe(scene.offline.length - 1);
  });

  it.each(scenes)('$id: each goal has a sentence of its own to end its hints with', ({ play: scene }) => {
    const examples = scene.goals.map(({ example }) => example);
    expect(examples).not.toContain(undefined);
    expect(new Set(examples).size).toBe(examples.length);
    for (const [index, example = ''] of examples.entries()) expect(goalsIn(scene, example)).toContain(index);
  });

  it.each(others)('%s, goal %i: %s', (id, goal, line) => {
    const scene = scenes.find((one) => one.id === id);
    expect(scene && goalsIn(scene.play, line)).toContain(goal - 1);
  });

  it.each(scenes)('$id: nothing is done before it is said', ({ id, play: scene }) => {
    const lines = honest.get(id) ?? [];
    const { reached } = play(scene, lines.slice(0, -1));
    expect(reached.size).toBeLessThan(scene.goals.length);
  });

  it.each(scenes)('$id: what has nothing to do with it reaches nothing', ({ play: scene }) => {
    for (const line of ['Hello!', 'Yes.', 'No.', 'Hmm', 'I like cheese.', '', '🙂', 'qwertz uiop']) {
      expect([line, goalsIn(scene, line)]).toEqual([line, []]);
    }
  });

  it.each(scenes)('$id: there is an answer for whoever says little, and an end', ({ play: scene }) => {
    const silent = Array.from({ length: scene.maxTurns }, () => 'Hmm');
    const { said, heard } = play(scene, silent);
    expect(heard.slice(1, 4).every((text) => text !== '')).toBe(true);
    expect(said.at(-1)).toBe(scene.offline.length - 1);
    expect(new Set(said).size).toBe(said.length);
  });

  it.each(scenes)('$id: has six to ten lines, and every language', ({ scene, sidecars }) => {
    expect(scene.offline.length).toBeGreaterThanOrEqual(6);
    expect(scene.offline.length).toBeLessThanOrEqual(10);
    expect(Object.keys(sidecars).sort()).toEqual(['ar', 'es', 'fr', 'pt-BR']);
    for (const texts of Object.values(sidecars)) expect(texts).toHaveProperty('title');
  });
});

describe('who there is to talk with', () => {
  it('are eight for a free talk, in their order, the others play parts', () => {
    const offered = [...talk.personas.values()].filter(({ chat }) => chat !== false);
    expect(offered.map(({ order }) => order)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const { id, abouts } of talk.personas.values()) {
      expect([id, Object.keys(abouts).sort()]).toEqual([id, ['ar', 'es', 'fr', 'pt-BR']]);
    }
  });

  it('open a talk with one question', () => {
    for (const { id, openings } of talk.personas.values()) {
      for (const opening of openings) expect([id, opening]).toEqual([id, expect.stringMatching(/\?$/)]);
    }
  });
});

it('there are sixty topics, some for every level from A1 to C1', () => {
  expect(talk.topics).toHaveLength(60);
  for (const level of ['A1', 'A2', 'B1', 'B2', 'C1']) {
    expect(talk.topics.some(({ from, to }) => from <= level && level <= to)).toBe(true);
  }
});
