import { setTimeout } from 'node:timers/promises';
import { ProviderError } from '../../bot/providers/provider.js';
import type { Speech } from '../../bot/speech/open.js';
import type { Clip } from '../../flows/speech/recording.js';
import type { Progress } from './bar.js';
import type { ModelAudio } from './model-audio.js';

/** Texts that are said at once: vendors take several, and ffmpeg has two places. */
const atOnce = 3;

/** Milliseconds between attempts: longer in all than a provider that failed too often is left alone. */
const usualPauses = [1_000, 3_000, 9_000, 20_000];

export interface Rendering {
  speech: { speaker: Pick<Speech['speaker'], 'say'>; score: Speech['score'] };
  /** Told of each text that is through, said or not. */
  progress: Progress;
  /** Aborted where somebody breaks it off. */
  signal: AbortSignal;
  /** Milliseconds between attempts at a text. */
  pauses?: readonly number[];
}

export interface Rendered {
  /** Those that are said now, in the order of the course. */
  said: Said[];
  /** Those that could not be said, each with its reason. */
  failed: { of: ModelAudio; why: string }[];
  /** Why the rest was given up: no other text would fare better. */
  stopped?: unknown;
}

export interface Said {
  of: ModelAudio;
  clip: Clip;
  /** 0-100, by our own scorer; absent where it cannot tell, and for what is set apart word by word. */
  score?: number;
}

/**
 * Says everything ahead. What was said before is there already, so that it can be broken off and taken up again. Nobody
 * waits and no outbox tries again: what fails for a while is tried anew here.
 */
export async function render(all: readonly ModelAudio[], rendering: Rendering): Promise<Rendered> {
  const { speech, progress, signal } = rendering;
  const done: Rendered = { said: [], failed: [] };
  const waiting = [...all];
  const work = async (): Promise<void> => {
    for (let of = waiting.shift(); of; of = waiting.shift()) {
      if (signal.aborted || done.stopped !== undefined) return;
      const before = done.said.length;
      try {
        const clip = await patiently(of, rendering);
        const score = of.emphasised ? undefined : await scored(speech.score, clip, of.text);
        // Broken off while it was scored, which is no word on the clip.
        if (signal.aborted && score === undefined) return;
        done.said.push({ of, clip, ...(score !== undefined && { score }) });
      } catch (error) {
        if (signal.aborted) return;
        // While this one was tried again and again nobody said anything else either.
        if (isForAll(error) || (isOut(error) && done.said.length === before)) {
          done.stopped ??= error;
          return;
        }
        done.failed.push({ of, why: error instanceof ProviderError ? error.message : String(error) });
      }
      progress(of);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const place = new Map(all.map((of, index) => [of, index]));
  const inOrder = (a: { of: ModelAudio }, b: { of: ModelAudio }) =>
    (place.get(a.of) ?? 0) - (place.get(b.of) ?? 0);
  return { ...done, said: done.said.sort(inOrder), failed: done.failed.sort(inOrder) };
}

/** @throws whatever the last attempt failed with; the signal's reason */
async function patiently(of: ModelAudio, { speech, signal, pauses = usualPauses }: Rendering): Promise<Clip> {
  for (const pause of pauses) {
    try {
      return await speech.speaker.say(of);
    } catch (error) {
      if (signal.aborted || !isOut(error)) throw error;
      await setTimeout(Math.max(pause, error.more.retryAfterMs ?? 0), undefined, { signal });
    }
  }
  return speech.speaker.say(of);
}

/** Somebody is out for now, or busy: later it may go better. */
function isOut(error: unknown): error is ProviderError {
  return error instanceof ProviderError && (error.fault === 'unavailable' || error.fault === 'rate-limited');
}

/** Our settings, or the disk: every other text would fail as this one did. */
function isForAll(error: unknown): boolean {
  return !(error instanceof ProviderError) || error.fault === 'misconfigured';
}

/** Twice, since it gives up where the machine is busy. A clip that it cannot read at all is no fault of the text's. */
async function scored(score: Speech['score'], clip: Clip, text: string): Promise<number | undefined> {
  try {
    return await score(clip, text).catch(async () => score(clip, text));
  } catch {
    return undefined;
  }
}
