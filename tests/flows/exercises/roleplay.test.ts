import { describe, expect, it } from 'vitest';
import { roleplay } from '../../../flows/exercises/roleplay.js';
import { faults } from './support.js';

const waiter = roleplay.schema.parse({
  id: 'waiter',
  kind: 'roleplay',
  persona: 'waiter',
  scene: 'A small café. The coffee machine is broken.',
  goals: [{ does: 'orders a drink', when: ['(can|could) I have'] }, { does: 'asks the price' }],
  max_turns: 8,
  offline: ['Good morning!', "That's three fifty, please."],
});
const texts = { scene: 'Un café pequeño.', goals: ['pide una bebida', 'pregunta el precio'] };

describe('a role-play', () => {
  it('shows the scene and what is to be done in it', () => {
    expect(roleplay.present(waiter).lines).toEqual([
      { text: waiter.scene, role: 'explain' },
      { say: 'roleplay.goals' },
      { text: '• orders a drink\n• asks the price', role: 'explain' },
    ]);
  });

  it('is a scene for the talk to play', () => {
    expect(roleplay.plays(waiter)).toEqual({
      persona: 'waiter',
      scene: waiter.scene,
      goals: waiter.goals,
      maxTurns: 8,
      offline: waiter.offline,
    });
    expect('answering' in roleplay).toBe(false);
  });

  it('has scene and goals in another language; what is said stays English', () => {
    expect(roleplay.required()).toEqual(['scene', 'goals']);
    expect(roleplay.misfits(waiter, texts)).toEqual([]);
    expect(roleplay.plays(roleplay.localise(waiter, texts))).toMatchObject({
      scene: 'Un café pequeño.',
      goals: [{ does: 'pide una bebida', when: ['(can|could) I have'] }, { does: 'pregunta el precio' }],
      offline: waiter.offline,
    });
    expect(roleplay.misfits(waiter, { goals: ['x'] })).toMatchObject([{ path: ['goals'] }]);
  });

  it.each([
    [{ goals: [] }, /^goals: at least one/],
    [{ max_turns: 1 }, /^max_turns: /],
    [
      { max_turns: 2, goals: Array.from({ length: 3 }, () => ({ does: 'x' })) },
      /^max_turns: fewer turns than goals/,
    ],
    [{ offline: [] }, /^offline: at least one/],
    [{ goals: [{ does: 'x', when: ['(a'] }] }, /^goals\.0\.when\.0: character 1/],
    [{ persona: 'The Waiter' }, /^persona: use small letters/],
  ])('tells its author: %j', (change, message) => {
    expect(faults(roleplay.schema, { ...waiter, ...change }).join('\n')).toMatch(message);
  });
});
