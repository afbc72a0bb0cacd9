import { sampleRate } from '../../bot/providers/phonemes/model.js';
import { frameCount, framesOf } from '../../bot/speech/sound-frames.js';
import { trimOf } from '../../bot/speech/trim.js';
import { activityOf } from '../../bot/speech/voice-activity.js';

/**
 * What of a recording the product gives to the model (bot/speech/listen.ts): from a little before the first word to a
 * little after the last. All of it where no voice is found, which the product would not score at all.
 */
export function voiceIn(samples: Float32Array): { voice: Float32Array; heard: boolean } {
  const { speech } = activityOf(framesOf(samples, 0, frameCount(samples)));
  const { from, to } = trimOf(speech, samples.length / sampleRate);
  const voice = samples.slice(Math.floor(from * sampleRate), Math.ceil(to * sampleRate));
  return { voice, heard: speech.length > 0 };
}
