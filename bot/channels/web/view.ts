import { z } from 'zod';
import type { ChatMessage } from '../../../db/store.js';

/** The part of a stored PhysicalMessage that the page shows. */
const body = z.object({
  blocks: z
    .array(
      z.object({
        role: z.enum(['say', 'english', 'explain', 'note']),
        spans: z.array(z.object({ text: z.string(), mark: z.enum(['strong', 'em']).optional() })),
        pieces: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  buttons: z
    .array(z.object({ label: z.string(), value: z.string(), role: z.enum(['answer', 'action']) }))
    .default([]),
  asks: z.boolean().default(false),
  progress: z
    .object({ title: z.string(), total: z.number(), done: z.number(), minutesLeft: z.number() })
    .optional(),
  language: z.string().optional(),
});
type Body = z.infer<typeof body>;

/** One line of the history as the HTTP interface gives it out. */
export interface MessageView {
  /** 1, 2, 3 … without gaps. */
  n: number;
  from: 'bot' | 'learner';
  kind: string;
  /** Complete without the blocks. */
  text: string;
  buttons: Body['buttons'];
  mediaUrl: null;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** The text in structured paragraphs, where it has them. */
  blocks: NonNullable<Body['blocks']> | null;
  asks: boolean;
  progress: NonNullable<Body['progress']> | null;
  /** Interface language of a message of ours; null where it is not known, and for the learner's own lines. */
  language: string | null;
}

/** What a client sees of a line. A body that is not a message of ours (the learner's own line) adds nothing. */
export function view(line: ChatMessage): MessageView {
  const parsed = line.from === 'bot' ? body.safeParse(line.body) : undefined;
  const shown = parsed?.success ? parsed.data : undefined;
  return {
    n: line.n,
    from: line.from,
    kind: line.kind,
    // A tap on something that was never offered has no words.
    text: line.from === 'learner' && line.text === '' ? '…' : line.text,
    buttons: shown?.buttons ?? [],
    mediaUrl: null,
    createdAt: new Date(line.at).toISOString(),
    blocks: shown?.blocks ?? null,
    asks: shown?.asks ?? false,
    progress: shown?.progress ?? null,
    language: shown?.language ?? null,
  };
}

/** The label under which a value was offered most lately in these lines; undefined when it never was. */
export function labelOf(lines: readonly ChatMessage[], value: string): string | undefined {
  for (const line of lines.toReversed()) {
    const button = view(line).buttons.find((offered) => offered.value === value);
    if (button) return button.label;
  }
  return undefined;
}
