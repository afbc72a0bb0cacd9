import { z } from 'zod';
import { tidy } from '../scoring/normalise.js';
import { shuffled } from '../seed.js';
import type { Aid, Exercise, Presentation } from './exercise.js';
import { explainedMisfits, explainedRequired, explainedTexts, localiseExplained } from './explained.js';
import { difficulty, explanation, plainLine, stepId } from './fields.js';
import { shownExplanation } from './pattern-fields.js';
import { gradePair } from './minimal-pair-grade.js';

const two = <T extends z.ZodType>(item: T) => z.tuple([item, item]);

const schema = z
  .strictObject({
    id: stepId,
    kind: z.literal('minimal_pair'),
    words: two(plainLine(24)).describe(
      'Two words that differ in one sound; the first is the one that is meant.',
    ),
    ipa: two(plainLine(40)).describe('How they sound, in IPA, without slashes, in the same order.'),
    say: z
      .literal(true)
      .optional()
      .describe('It is said and told apart; without it, it is heard and chosen.'),
    explanation: explanation.optional(),
    b: difficulty.optional(),
  })
  .superRefine(({ words, ipa }, context) => {
    for (const [field, pair] of Object.entries({ words, ipa })) {
      if (tidy(pair[0]) !== tidy(pair[1]) && pair[0] !== pair[1]) continue;
      context.addIssue({
        code: 'custom',
        path: [field, 1],
        message: 'is the same as the first: nothing to tell apart',
      });
    }
  });

/** With `shown` the sound is read in IPA instead of heard or said. */
export type MinimalPairStep = z.infer<typeof schema> & { shown?: true };
type MinimalPairTexts = z.infer<typeof explainedTexts>;

/** Two words that differ in one sound: which was that? Or: say this one. */
export const minimalPair = {
  kind: 'minimal_pair',
  schema,
  sidecar: explainedTexts,
  required: (step) => explainedRequired(step),
  misfits: (step, texts) => explainedMisfits(step, texts),
  localise: (step, texts) => localiseExplained(step, texts),
  present,
  aloud: {
    needs: ({ say, shown }) => (shown ? [] : say ? ['voice', 'sounds'] : ['ears']),
    instead: (step) => ({ ...step, shown: true }),
  },
  answering: {
    skill: 'listening',
    unclear: (variant) => ({ say: 'pair.unclear', variant }),
    slower: { say: 'action.slower' },
    // A transcriber listens for words, not for sounds: it hears the one that is more usual.
    hears: ({ words, say }) => ({
      options: words,
      ...(say && { transcribe: 'no' as const, told: true as const }),
    }),
    grade: gradePair,
    hint: () => undefined,
    key: ({ words: [meant] }) => meant,
    solution: ({ words: [meant], ipa: [ipa] }) => `*${meant}*  /${ipa}/`,
    explanation: (step) => shownExplanation(step),
  },
} satisfies Exercise<MinimalPairStep, MinimalPairTexts>;

function present({ words, ipa: [ipa], say, shown }: MinimalPairStep, aid: Aid): Presentation {
  const [meant, other] = words;
  if (say && !shown) {
    return {
      lines: [
        { say: 'pair.say', args: { other } } as const,
        { text: `*${meant}*  /${ipa}/`, role: 'english' } as const,
      ],
      ...(aid.slow && { speaks: { text: meant } }),
    };
  }
  const options = words.map((text, option) => ({ option, text }));
  return {
    lines: [shown ? ({ say: 'pair.read', args: { ipa } } as const) : ({ say: 'pair.listen' } as const)],
    options: shuffled(options, aid.seed).filter(({ option }) => !aid.tried.includes(option)),
    ...(!shown && {
      speaks: {
        text: meant,
        ...(aid.slow && { slow: true as const }),
        instead: { say: 'pair.read', args: { ipa } } as const,
      },
    }),
  };
}
