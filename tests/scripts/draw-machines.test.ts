import { readFileSync } from 'node:fs';
import { assign, setup } from 'xstate';
import { describe, expect, test } from 'vitest';
import { flows } from '../../flows/registry.js';
import { drawFlow, drawFlows, withFlows } from '../../scripts/machines/draw.js';

const machine = setup({ guards: { sure: () => true }, actions: { note: assign({}) } }).createMachine({
  id: 'door',
  initial: 'shut',
  states: {
    shut: {
      on: {
        PUSH: [{ guard: 'sure', target: 'looking', actions: 'note' }, { actions: 'note' }],
        PULL: 'looking',
      },
    },
    looking: { always: [{ guard: 'sure', target: 'open' }, { target: 'shut' }] },
    open: { type: 'final' },
  },
});

test('a machine is drawn with its events and guards, parallel arrows as one', () => {
  expect(drawFlow({ machine })).toBe(`\`\`\`mermaid
stateDiagram-v2
  [*] --> shut
  shut --> looking: PUSH [sure] / PULL
  shut --> shut: PUSH
  looking --> open: [sure]
  looking --> shut: else
  open --> [*]
\`\`\``);
});

test('every state of every flow is in its drawing', () => {
  for (const { machine } of Object.values(flows)) {
    const drawn = drawFlow({ machine });
    for (const state of Object.keys(machine.root.states))
      expect(drawn).toMatch(new RegExp(`--> ${state}\\b`));
  }
});

describe('the document', () => {
  test('keeps all that stands around the marks', () => {
    const before = '# A\n\n<!-- flows:begin -->\nold\n<!-- flows:end -->\n\nafter\n';
    const once = withFlows(before, 'new');
    expect(once).toBe('# A\n\n<!-- flows:begin -->\n\nnew\n\n<!-- flows:end -->\n\nafter\n');
    expect(withFlows(once, 'new')).toBe(once);
  });

  test('gets a section where it has no marks', () => {
    expect(withFlows('# A\n', 'new')).toBe(
      '# A\n\n## Flows\n\n<!-- flows:begin -->\n\nnew\n\n<!-- flows:end -->\n',
    );
  });

  test('ARCHITECTURE.md shows the flows as they are: npm run generate', () => {
    const document = readFileSync(new URL('../../ARCHITECTURE.md', import.meta.url), 'utf8');
    expect(withFlows(document, drawFlows(flows))).toBe(document);
  });
});
