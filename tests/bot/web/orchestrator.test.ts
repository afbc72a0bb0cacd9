import { afterEach, describe, expect, it } from 'vitest';
import type { ProviderStatus } from '../../../bot/providers/models.js';
import { summed } from '../../../bot/web/health.js';
import { message } from '../../support/scripted-bot.js';
import { type Running, runServer } from '../../support/web-server.js';

const since = '2030-01-01T00:00:00.000Z';
const well: ProviderStatus = { name: 'a at b', state: 'ok', since };
const open: ProviderStatus = { name: 'c at d', state: 'open circuit', lastError: 'unavailable', since };

describe('how providers are', () => {
  let running: Running | undefined;
  afterEach(async () => {
    await running?.close();
    running = undefined;
  });

  it.each(['llm', 'stt', 'tts'])('is told in their order: %s', async (job) => {
    running = await runServer((said) => [message([['say', said]])], {
      deps: { providers: () => ({ [job]: [open, well] }) },
    });
    const response = await fetch(`${running.url}/orchestrator/${job}-status`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ providers: [open, well] });
  });

  it.each(['llm', 'stt', 'tts'])('is off where none is configured: %s', async (job) => {
    running = await runServer((said) => [message([['say', said]])]);
    const response = await fetch(`${running.url}/orchestrator/${job}-status`);
    expect(await response.json()).toMatchObject({ providers: [{ state: 'off' }] });
  });
});

describe('providers as a part of /health', () => {
  it.each([
    [[], { state: 'off' }],
    [[well], { state: 'ok' }],
    [[well, open], { state: 'degraded', detail: 'c at d: open circuit (unavailable)' }],
  ])('%j', (providers, part) => {
    expect(summed(providers)).toEqual(part);
  });
});
