import { expect, it } from 'vitest';
import { createLogger } from '../../bot/log.js';

it('keeps texts and secrets out of the log, whoever tries', () => {
  const lines: string[] = [];
  const log = createLogger('info', { write: (line: string) => lines.push(line) });
  log.info(
    { text: 'my secret', token: 'abc', request: { authorization: 'Bearer x', cookie: 'y=z' } },
    'said',
  );
  log.debug('unheard');
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/my secret|abc|Bearer|y=z/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'said', text: '[removed]' });
});

it('tells what went wrong', () => {
  const lines: string[] = [];
  const log = createLogger('info', { write: (line: string) => lines.push(line) });
  log.error({ error: new TypeError('no such thing') }, 'turn: an event is set aside');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    error: {
      type: 'TypeError',
      message: 'no such thing',
      stack: expect.stringContaining('log.test') as string,
    },
  });
});
