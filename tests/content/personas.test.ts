import { describe, expect, it } from 'vitest';
import { Espeak } from '../../bot/providers/tts/espeak.js';
import { readContent } from '../../content/load.js';

describe('who is talked with freely', () => {
  it('is heard in a voice that is nobody else’s, with OpenAI’s voices and with espeak-ng', () => {
    const { content } = readContent();
    const free = [...(content?.talk.personas.values() ?? [])].filter(({ chat }) => chat !== false);
    expect(free.length).toBeGreaterThan(1);
    const espeak = new Espeak([]);
    const usual = espeak.voiceOf({ language: 'en' });
    const spoken = free.map(({ tts }) => espeak.voiceOf({ language: 'en', ...(tts && { voices: tts }) }));
    expect(new Set([usual, ...spoken]).size).toBe(free.length + 1);
    expect(new Set(free.map(({ tts }) => tts?.['openai'])).size).toBe(free.length);
    expect(free.map(({ tts }) => tts?.['openai'])).not.toContain(undefined);
  });
});
