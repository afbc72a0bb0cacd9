import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  exerciseOf,
  exercises,
  type Kind,
  sidecarFor,
  sidecarStep,
  step,
} from '../../../flows/exercises/registry.js';
import { aid } from './support.js';

const steps = [
  { id: 'polite', kind: 'explain', text: 'Hello.' },
  { id: 'latte', kind: 'vocab', word: 'latte', meaning: 'coffee with milk' },
  {
    id: 'kinder',
    kind: 'choice',
    ask: 'Which?',
    options: [
      { text: 'This.', right: true },
      { text: 'That.', because: 'No.' },
    ],
  },
  { id: 'would', kind: 'gap', ask: 'I ___ .', accept: ['would'], hints: ['w'] },
  { id: 'price', kind: 'reorder', parts: ['How much', 'is', 'it?'] },
  {
    id: 'food',
    kind: 'match',
    pairs: [
      { left: 'bread', right: 'a loaf of' },
      { left: 'milk', right: 'a carton of' },
      { left: 'jam', right: 'a jar of' },
    ],
  },
  { id: 'say-it', kind: 'translate', ask: 'Tea, please.', accept: ['[A] tea please'] },
  { id: 'write-it', kind: 'dictation', say: 'A tea, please.' },
  {
    id: 'hear-it',
    kind: 'listen',
    say: 'A tea, please.',
    ask: 'What do they want?',
    options: [
      { text: 'tea', right: true },
      { text: 'coffee', because: 'No.' },
    ],
  },
  { id: 'which', kind: 'minimal_pair', words: ['glass', 'class'], ipa: ['ɡlɑːs', 'klɑːs'] },
  { id: 'after-me', kind: 'repeat', say: 'A tea, please.' },
  { id: 'aloud', kind: 'read_aloud', text: 'A tea, please.', focus: ['T'] },
  {
    id: 'yours',
    kind: 'open',
    ask: 'Order.',
    sample: 'A tea, please, sir.',
    rubric: [{ points: 1, if: 'orders' }],
  },
  {
    id: 'waiter',
    kind: 'roleplay',
    persona: 'waiter',
    scene: 'A café.',
    goals: [{ does: 'orders' }],
    max_turns: 4,
    offline: ['Hello!'],
  },
].map((written) => step.parse(written));

describe('the kinds of exercises', () => {
  it('have a step each here', () => {
    expect(steps.map(({ kind }) => kind)).toEqual(Object.keys(exercises));
  });

  it.each(Object.entries(exercises))('%s is registered under its own name', (name, exercise) => {
    expect(exercise.kind).toBe(name);
  });

  it.each(steps)('$kind: shown, localised and completed without knowing its kind', (written) => {
    const exercise = exerciseOf(written);
    expect(exercise.localise(written, {})).toEqual(written);
    expect(exercise.present(written, aid()).lines.length).toBeGreaterThan(0);
    const fields = Object.keys(sidecarFor(written.kind).shape);
    expect(exercise.required(written).filter((field) => !fields.includes(field))).toEqual([]);
    if (exercise.answering === undefined) return;
    const key = exercise.answering.key(written);
    // What has to be said cannot be written instead.
    const verdicts: Partial<Record<Kind, string>> = {
      open: 'tutor',
      repeat: 'unclear',
      read_aloud: 'unclear',
    };
    expect(exercise.answering.grade(written, { text: key }, aid(key)).verdict).toBe(
      verdicts[written.kind] ?? 'right',
    );
    expect(exercise.answering.solution(written)).toContain(key);
  });

  it('an unknown kind names those there are', () => {
    const { error } = step.safeParse({ id: 'x', kind: 'dance' });
    expect(error?.issues[0]?.message).toMatch(/explain.*vocab.*choice.*gap/);
  });

  it('a sidecar takes the fields of every kind, and of one kind only where that is known', () => {
    expect(sidecarStep.safeParse({ meaning: 'x', hints: ['x'] }).success).toBe(true);
    expect(sidecarStep.safeParse({ colour: 'x' }).success).toBe(false);
    expect(sidecarFor('vocab').safeParse({ meaning: 'x' }).success).toBe(true);
    expect(sidecarFor('vocab').safeParse({ hints: ['x'] }).success).toBe(false);
  });

  it('a field that several kinds translate means the same in each', () => {
    const seen = new Map<string, string>();
    for (const kind of Object.keys(exercises) as Kind[]) {
      for (const [field, schema] of Object.entries(sidecarFor(kind).shape)) {
        const json = JSON.stringify(z.toJSONSchema(schema));
        expect(seen.get(field) ?? json).toBe(json);
        seen.set(field, json);
      }
    }
    expect(seen.size).toBeGreaterThan(4);
  });

  it('every text has a maximum', () => {
    const unbounded: string[] = [];
    const visit = (node: unknown, path: string) => {
      if (typeof node !== 'object' || node === null) return;
      const { type, maxLength, maxItems, const: only, enum: some } = node as Record<string, unknown>;
      if (type === 'string' && maxLength === undefined && (only ?? some) === undefined) unbounded.push(path);
      if (type === 'array' && maxItems === undefined) unbounded.push(path);
      for (const [key, value] of Object.entries(node)) visit(value, `${path}/${key}`);
    };
    visit(z.toJSONSchema(step), '');
    visit(z.toJSONSchema(sidecarStep), '');
    expect(unbounded).toEqual([]);
  });
});
