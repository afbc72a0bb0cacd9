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
  listens: z.number().optional(),
  language: z.string().optional(),
  heardIn: z.string().optional(),
  media: z
    .object({
      file: z.string(),
      seconds: z.number().optional(),
      width: z.number().optional(),
      height: z.number().optional(),
      own: z.object({ file: z.string(), seconds: z.number() }).optional(),
    })
    .optional(),
});
/** The part of a learner's own voice note. */
const note = z.object({ recording: z.object({ file: z.string(), seconds: z.number().optional() }) });
type Body = z.infer<typeof body>;

/** One line of the history as the HTTP interface gives it out. */
export interface MessageView {
  /** 1, 2, 3 … without gaps. */
  n: number;
  from: 'bot' | 'learner';
  kind: string;
  /** Complete without the blocks. Of a voice of ours its words, of a picture what it shows; of a learner's voice "". */
  text: string;
  buttons: Body['buttons'];
  /** Where its sound or picture is, from the root, for an hour at least; null where it has none. */
  mediaUrl: string | null;
  /** What is known of that: a voice's seconds, a picture's pixels. */
  media: { seconds?: number; width?: number; height?: number } | null;
  /** Of a voice of ours: the learner's own, saying the same. */
  own: { mediaUrl: string; seconds: number } | null;
  /** Of what was heard in a voice note of the learner's: where that note is; null for everything else. */
  heardIn: string | null;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** The text in structured paragraphs, where it has them. */
  blocks: NonNullable<Body['blocks']> | null;
  asks: boolean;
  progress: NonNullable<Body['progress']> | null;
  /** Seconds of a voice note that are listened to after it; null where it does not say. */
  listens: number | null;
  /** Interface language of a message of ours; null where it is not known, and for the learner's own lines. */
  language: string | null;
}

/**
 * What a client sees of a line. A body that is not a message of ours (the learner's own line) adds nothing but a
 * recording.
 *
 * @param addressOf where a file is asked for
 */
export function view(addressOf: (file: string) => string): (line: ChatMessage) => MessageView {
  return (line) => {
    const parsed = line.from === 'bot' ? body.safeParse(line.body) : undefined;
    const shown = parsed?.success ? parsed.data : undefined;
    const media = shown ? shown.media : recordingOf(line);
    const { seconds, width, height, own } = media ?? {};
    return {
      n: line.n,
      from: line.from,
      kind: line.kind,
      // A tap on something that was never offered has no words.
      text: line.from === 'learner' && line.text === '' && line.kind !== 'voice' ? '…' : line.text,
      buttons: shown?.buttons ?? [],
      mediaUrl: media ? addressOf(media.file) : null,
      createdAt: new Date(line.at).toISOString(),
      blocks: shown?.blocks ?? null,
      asks: shown?.asks ?? false,
      progress: shown?.progress ?? null,
      listens: shown?.listens ?? null,
      language: shown?.language ?? null,
      media: media
        ? {
            ...(seconds !== undefined && { seconds }),
            ...(width !== undefined && { width }),
            ...(height !== undefined && { height }),
          }
        : null,
      heardIn: shown?.heardIn === undefined ? null : addressOf(shown.heardIn),
      own: own ? { mediaUrl: addressOf(own.file), seconds: own.seconds } : null,
    };
  };
}

function recordingOf({ from, body }: ChatMessage): Body['media'] {
  const parsed = from === 'learner' ? note.safeParse(body) : undefined;
  return parsed?.success ? parsed.data.recording : undefined;
}

/** The label under which a value was offered most lately in these lines; undefined when it never was. */
export function labelOf(lines: readonly ChatMessage[], value: string): string | undefined {
  for (const line of lines.toReversed()) {
    const parsed = line.from === 'bot' ? body.safeParse(line.body) : undefined;
    const button = parsed?.data?.buttons.find((offered) => offered.value === value);
    if (button) return button.label;
  }
  return undefined;
}
