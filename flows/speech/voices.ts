import { z } from 'zod';

const family = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9.-]{1,39}$/,
    'write who speaks in small letters: openai, espeak, or a part of a model’s name',
  );

const name = z
  .string()
  .regex(
    /^[A-Za-z0-9][\w.+-]{0,59}$/,
    'write the voice as whoever speaks calls it, for example nova or en+f2',
  );

/**
 * A voice by who speaks: `openai` (its models, wherever they run), `espeak`, or a part of the name of another server's
 * model, such as `kokoro`. Whoever is not named speaks with the voice that is configured.
 */
export const voices = z
  .record(family, name)
  .describe(
    'Their voice where they are heard, by who speaks: openai (nova), espeak (en+f2), or a part of the name of another server’s model (kokoro: af_bella). Where none fits it is the voice that is configured.',
  );
export type Voices = Readonly<z.infer<typeof voices>>;
