import { expect, it } from 'vitest';
import { openStore } from '../../db/sqlite/store.js';
import { learnerWith, noon } from '../contracts/store/given.js';
import { scratchFile } from './files.js';

it('a chat that was opened and never written in is gone at a start a day later', async () => {
  const file = scratchFile();
  const day = 24 * 60 * 60 * 1000;
  const store = await openStore(file, { now: () => noon });
  const open = (address: string, at: number) =>
    store.openChat({ channel: 'web', account: 'main', address, guess: {}, at });
  await open('old', noon - 1);
  await open('young', noon + 1);
  await learnerWith(store, 'ana');
  await store.close();

  const next = await openStore(file, { now: () => noon + day });
  await learnerWith(next, 'ben');
  const found = async (address: string) => (await next.findChat('web', 'main', address)) !== undefined;
  expect(await Promise.all(['old', 'young', 'ana', 'ben'].map(found))).toEqual([false, true, true, true]);
  await next.close();
});
