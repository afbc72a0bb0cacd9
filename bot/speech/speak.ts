import { createHash } from 'node:crypto';
import type { Speak } from '../../flows/effects.js';
import type { Clip } from '../../flows/speech/recording.js';
import { ownName } from '../media/folder.js';
import { Circuit, type CircuitSettings } from '../providers/circuit.js';
import { askInTurn, nothing } from '../providers/in-turn.js';
import type { ProviderStatus } from '../providers/models.js';
import { ProviderError } from '../providers/provider.js';
import type { Paid } from '../providers/sound-prices.js';
import type { Said, Saying, Synthesizer } from '../providers/synthesizer.js';
import type { Audio, Voice } from './audio.js';
import type { SpeechCache } from './speech-cache.js';
import type { Spender, Spending } from './spending.js';

/** Milliseconds for all providers: the outbox ends an attempt after 27 s, waiting for ffmpeg included. */
const usualPatience = 22_000;

/** Bytes of a clip: WhatsApp shows a longer one as a file. */
const clipBytes = 512 * 1024;

/** UTF-16 units that are said; vendors take 4,096. */
const longest = 4_000;

/** Characters a second that nobody says: sound that is shorter breaks off, or is none of the text. */
const tooFast = 45;

/** Changed when clips are made in another way, so that older ones are made anew. */
const edition = 1;

export type ToSay = Omit<Speak, 'kind' | 'request' | 'beside'>;

export interface SpeakerSettings extends CircuitSettings {
  audio: Pick<Audio, 'toVoice'>;
  cache: SpeechCache;
  spending: Spending;
  log: { warn(what: object, message: string): void };
  /** Aborted when the engine stops. */
  signal: AbortSignal;
  patience?: number;
}

/** Says texts aloud: by the first of its synthesizers that can, once for everybody who wants to hear the same. */
export class Speaker {
  readonly #circuits: readonly Circuit<Synthesizer>[];
  readonly #underWay = new Map<string, Promise<Clip>>();

  /** @param synthesizers in the order in which they are asked; a local one is the last */
  constructor(
    synthesizers: readonly Synthesizer[],
    private readonly settings: SpeakerSettings,
  ) {
    this.#circuits = synthesizers.map((synthesizer) => new Circuit(synthesizer, settings));
  }

  get any(): boolean {
    return this.#circuits.length > 0;
  }

  status(): ProviderStatus[] {
    return this.#circuits.map((circuit) => circuit.status());
  }

  /**
   * @param of whose budget it is; when that is spent only local synthesizers are asked. Absent: nobody's
   * @throws ProviderError; the signal's reason
   */
  async say(asked: ToSay, of?: Spender): Promise<Clip> {
    const text = asked.text.trim().slice(0, longest);
    const { language, voices, emphasised = false } = asked;
    const speed = Math.min(2, Math.max(0.5, asked.speed));
    const saying = { text, language, speed, emphasised, ...(voices && { voices }) };
    const whose = asked.personal === true ? of?.learnerId : undefined;
    const key = JSON.stringify([whose, saying]);
    let clip = this.#underWay.get(key);
    if (!clip) {
      clip = this.#say(saying, of, whose).finally(() => this.#underWay.delete(key));
      this.#underWay.set(key, clip);
    }
    return clip;
  }

  async #say(
    saying: Omit<Saying, 'signal'>,
    of: Spender | undefined,
    whose: string | undefined,
  ): Promise<Clip> {
    const { cache, spending, signal, log, patience = usualPatience } = this.settings;
    const name = (by: Synthesizer): string => nameOf(by, saying, whose);
    const known = async (by: Synthesizer): Promise<Made | undefined> => {
      const clip = await cache.find(name(by));
      return clip && { clip, usage: { ...nothing, microdollars: 0 } };
    };
    const [preferred] = this.#circuits;
    const hit = preferred && (await known(preferred.provider));
    if (hit) return hit.clip;

    const costs = this.#circuits.some(({ provider }) => !provider.local);
    const may = of === undefined || !costs || (await spending.may(of));
    const circuits = this.#circuits.filter(({ provider }) => may || provider.local);
    const paid: Paid[] = [];
    try {
      const { answer, before } = await askInTurn(
        circuits,
        async (by, bounded) => this.#make(by, { ...saying, signal: bounded }, name(by)),
        {
          patience,
          signal,
          known,
          // What one refuses to say another may: it was said in writing already.
          passes: () => true,
          failed: ({ name }, error) => log.warn({ provider: name, fault: error.message }, 'tts'),
        },
      );
      paid.push({ ...before, microdollars: 0 }, answer.usage);
      return answer.clip;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ProviderError && error.more.usage)
        paid.push({ ...error.more.usage, microdollars: 0 });
      throw error;
    } finally {
      if (of && costs && may) spending.took(of, 'speak', paid);
    }
  }

  async #make(by: Synthesizer, saying: Saying, name: string): Promise<Made> {
    const { sound, usage } = await by.say(saying);
    const voice = await this.#voice({ sound, usage }, saying);
    return { clip: await this.settings.cache.keep(name, voice), usage };
  }

  /** @throws ProviderError where it is no sound, or cannot be that of the text: it is the synthesizer's fault */
  async #voice({ sound, usage }: Said, { text, speed, signal }: Saying): Promise<Voice> {
    const broken = (detail: string) => new ProviderError('unavailable', detail, { usage });
    let voice: Voice;
    try {
      voice = await this.settings.audio.toVoice(sound, clipBytes, signal);
    } catch (error) {
      // The disk, or the program itself: no other synthesizer would fare better.
      if (error instanceof Error && 'code' in error && !signal.aborted) throw error;
      throw broken(signal.aborted ? 'no answer in time' : 'sound that cannot be read');
    }
    if (voice.seconds * tooFast * speed < text.length) throw broken('sound that breaks off');
    return voice;
  }
}

interface Made {
  clip: Clip;
  usage: Paid;
}

/** The name of its file: SHA-256 of everything that makes it what it is; of what is for one learner alone with their name. */
function nameOf(by: Synthesizer, saying: Omit<Saying, 'signal'>, whose: string | undefined): string {
  const { text, language, speed, emphasised } = saying;
  const what = [edition, by.name, by.voiceOf(saying), text, language, speed, emphasised];
  const hash = createHash('sha256').update(JSON.stringify(what)).digest('hex');
  return whose === undefined ? hash : ownName(whose, hash);
}
