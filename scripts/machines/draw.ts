import type { Flow } from '../../flows/machine.js';
import type { Flows } from '../../flows/registry.js';

const begin = '<!-- flows:begin -->';
const end = '<!-- flows:end -->';

/** One section a flow, in the registry's order. */
export function drawFlows(flows: Flows): string {
  return Object.values(flows)
    .map((flow) => `### ${flow.name} (version ${flow.version})\n\n${drawFlow(flow)}`)
    .join('\n\n');
}

/** The document with what stands between its marks replaced, or with a section "Flows" where it has none. */
export function withFlows(document: string, drawing: string): string {
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  const section = `${begin}\n\n${drawing}\n\n${end}`;
  if (from === -1 || to < from) return `${document.trimEnd()}\n\n## Flows\n\n${section}\n`;
  return document.slice(0, from) + section + document.slice(to + end.length);
}

/**
 * A machine as a Mermaid state diagram. Arrows between the same two states are one, with every event that
 * takes it; a guard stands in brackets; what a transition does is left out.
 */
export function drawFlow({ machine }: Pick<Flow, 'machine'>): string {
  const { initial, states } = machine.root;
  const lines = ['```mermaid', 'stateDiagram-v2', `  [*] --> ${initial.target?.[0]?.key ?? ''}`];
  for (const [name, state] of Object.entries(states)) {
    const arrows = new Map<string, string[]>();
    for (const transition of [...(state.always ?? []), ...[...state.transitions.values()].flat()]) {
      const target = transition.target?.[0]?.key ?? name;
      const label = labelOf(transition);
      const labels = arrows.get(target) ?? [];
      if (!labels.includes(label)) arrows.set(target, [...labels, label]);
    }
    for (const [target, labels] of arrows) lines.push(`  ${name} --> ${target}: ${labels.join(' / ')}`);
    if (state.type === 'final') lines.push(`  ${name} --> [*]`);
  }
  return [...lines, '```'].join('\n');
}

interface Transition {
  eventType: string;
  guard?: unknown;
}

/** `GRADED [right]`; an eventless transition is its guard alone, or `else`. */
function labelOf({ eventType, guard }: Transition): string {
  const condition = guard === undefined ? undefined : `[${guardName(guard)}]`;
  return [eventType, condition].filter((part) => part !== undefined && part !== '').join(' ') || 'else';
}

function guardName(guard: unknown): string {
  if (typeof guard === 'string') return guard;
  const { type, params } = guard as { type: string; params?: Record<string, unknown> };
  return params === undefined ? type : `${type} ${Object.values(params).map(String).join(' ')}`;
}
