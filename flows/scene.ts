import { z } from 'zod';
import { line, pattern, plainLine, prose, slug } from './exercises/fields.js';
import { levels } from './levels.js';
import { holds } from './scoring/holds.js';

const patterns = z.array(pattern).min(1).max(20);

const goal = z
  .strictObject({
    does: line(100).describe(
      'What the person one plays does: "orders a drink". Shown, and ticked when done.',
    ),
    example: plainLine(120)
      .optional()
      .describe(
        'A whole sentence that does it, as a learner would say it: the last hint. Its beginning is the one before.',
      ),
    when: patterns
      .optional()
      .describe(
        'How the scripted version notices it: words that a line of the learner’s holds. Without it only a model does.',
      ),
  })
  // Whoever says just what the hint says has to get there.
  .refine(({ example, when }) => example === undefined || when === undefined || holds(example, when), {
    path: ['example'],
    message: 'holds nothing of `when`: whoever says it does not reach the goal',
  });

/** A line that answers something: "We only have tea" where coffee is asked for. */
const cue = z.strictObject({
  when: patterns.describe(
    'Said where a line of the learner’s holds one of these, once, before the next line in order.',
  ),
  say: line(200),
});

/** What a role-play is made of: in a step of a lesson, and in a scene that stands alone (content/scenes). */
export const sceneFields = {
  persona: slug.describe('Who the learner talks to: a file of content/personas.'),
  scene: prose(400).describe('Where it is and what is going on.'),
  goals: z
    .array(goal)
    .min(1, 'at least one goal')
    .max(5, 'at most five goals: nobody keeps more in mind')
    .describe('What the learner does in it, the first thing first.'),
  max_turns: z.int().min(2).max(20).describe('Lines of the learner after which it ends.'),
  offline: z
    .array(z.union([line(200), cue]))
    .min(1, 'at least one line')
    .max(20)
    .refine(([first]) => typeof first === 'string', 'the first line is the greeting: a text without `when`')
    .describe(
      'What the persona says where no language model is configured: the greeting first, then line by line; the last one ends it. Lines with `when` come in when they fit.',
    ),
};

/** `content/scenes/<scene>.yaml`: a role-play that stands alone. The file's name is its id, for ever. */
export const sceneFile = z
  .strictObject({
    title: line(60).describe('What it is called where the learner chooses.'),
    level: z.enum(levels).describe('CEFR level: what the persona says and expects.'),
    ...sceneFields,
  })
  .refine(({ max_turns, goals }) => max_turns >= goals.length, {
    path: ['max_turns'],
    message: 'fewer turns than goals: there has to be room for each',
  });
export type SceneFile = z.infer<typeof sceneFile>;

/** What a translator writes for a scene; `does` by the order of the goals. */
export const sceneTexts = {
  scene: prose(400).optional(),
  goals: z.array(line(120)).max(5).optional().describe('In the order of the goals.'),
};

/** `content/scenes/<scene>.<language>.yaml`. */
export const sceneSidecar = z.strictObject({ title: line(80).optional(), ...sceneTexts });
export type SceneSidecar = z.infer<typeof sceneSidecar>;

/** A scene in the learner's language, ready to be played. */
export interface Scene {
  /** Name of a persona. */
  persona: string;
  scene: string;
  goals: readonly SceneGoal[];
  /** Lines of the learner, 2..20. */
  maxTurns: number;
  /** What the persona says without a model; at least one, the first without `when` (tutor/script.ts says when which). */
  offline: readonly ScriptLine[];
}

export type ScriptLine = string | { when: readonly string[]; say: string };

export interface SceneGoal {
  does: string;
  /** A whole sentence that reaches it; absent where the author wrote none. */
  example?: string;
  /** Accept patterns, any of which a line has to hold; absent where only a model can tell. */
  when?: readonly string[];
}

type SceneParts = z.infer<z.ZodObject<typeof sceneFields>>;
type SceneTexts = z.infer<z.ZodObject<typeof sceneTexts>>;

/** A scene as it was written, its texts in the sidecar's language where that has them. */
export function localiseScene<S extends SceneParts>(scene: S, texts: SceneTexts): S {
  return {
    ...scene,
    scene: texts.scene ?? scene.scene,
    goals: scene.goals.map((goal, n) => ({ ...goal, does: texts.goals?.[n] ?? goal.does })),
  };
}

export function sceneOf({ persona, scene, goals, max_turns, offline }: SceneParts): Scene {
  return {
    persona,
    scene,
    goals: goals.map(({ does, example, when }) => ({
      does,
      ...(example !== undefined && { example }),
      ...(when !== undefined && { when }),
    })),
    maxTurns: max_turns,
    offline,
  };
}
