import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { Problem } from '../../../bot/web/problem.js';
import { boundaryOf, formFields } from '../../../bot/web/webchat/multipart.js';

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(body: Buffer | string, boundary = 'b', size = 7, limit = 100_000) {
  const fields: Record<string, Buffer> = {};
  for await (const { name, bytes } of formFields(inPieces(Buffer.from(body), size), boundary, limit)) {
    const parts: Uint8Array[] = [];
    for await (const part of bytes) parts.push(part);
    fields[name] = Buffer.concat(parts);
  }
  return fields;
}

const head = (name: string, more = ''): string =>
  `Content-Disposition: form-data; name="${name}"${more}\r\n\r\n`;
const form = (...fields: [string, string][]): string =>
  `${fields.map(([name, value]) => `--b\r\n${head(name)}${value}\r\n`).join('')}--b--\r\n`;

describe('a form', () => {
  test('is its fields, wherever its bytes are cut', async () => {
    const sound = Buffer.from(Array.from({ length: 600 }, (_, i) => i % 256));
    const body = Buffer.concat([
      Buffer.from(`--b\r\n${head('id')}one\r\n--b\r\n`),
      Buffer.from(
        head('audio', '; filename="voice.webm"\r\nContent-Type: audio/webm').replace('\r\n\r\n', '\r\n\r\n'),
      ),
      sound,
      Buffer.from('\r\n--b--'),
    ]);
    for (let size = 1; size < 60; size += 1) {
      const { id, audio } = await read(body, 'b', size);
      expect(id?.toString()).toBe('one');
      expect(audio?.equals(sound)).toBe(true);
    }
  });

  test('keeps what only looks like a boundary', async () => {
    const near = '\r\n--\r\n-b\r\n--a\r\n--\r--b\r\n\r\n';
    expect((await read(form(['audio', near])))['audio']?.toString()).toBe(near);
  });

  test('is what any writer of forms makes of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 3000 }),
        fc.integer({ min: 1, max: 97 }),
        async (sound, size) => {
          const data = new FormData();
          data.set('id', 'é💥');
          data.set('audio', new Blob([new Uint8Array(sound)]), 'a "quoted"\r\n name.webm');
          const made = new Response(data);
          const boundary = boundaryOf(made.headers.get('content-type') ?? undefined);
          const fields = await read(Buffer.from(await made.arrayBuffer()), boundary, size);
          expect(fields['id']?.toString()).toBe('é💥');
          expect(fields['audio']?.equals(Buffer.from(sound))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['no boundary', 'hello'],
    ['another boundary', form(['id', '1']).replaceAll('--b', '--c')],
    ['something before the first boundary', `x\r\n${form(['id', '1'])}`],
    ['half a boundary', '--'],
    ['a boundary and no more', '--b'],
    ['no end', form(['id', '1']).replace('--b--\r\n', '')],
    ['a head that never ends', `--b\r\n${'x'.repeat(5000)}`],
    ['a head and no more', `--b\r\n${head('id')}`],
    ['a long head', `--b\r\nX: ${'x'.repeat(3000)}\r\n${head('id')}1\r\n--b--`],
    ['no disposition', '--b\r\nContent-Type: text/plain\r\n\r\n1\r\n--b--'],
    ['an empty head', '--b\r\n\r\n\r\n1\r\n--b--'],
    ['another disposition', `--b\r\n${head('id').replace('form-data', 'attachment')}1\r\n--b--`],
    ['no name', '--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--'],
    ['two names', `--b\r\n${head('id', '; name="audio"')}1\r\n--b--`],
    ['a name of 41 letters', `--b\r\n${head('x'.repeat(41))}1\r\n--b--`],
    ['two dispositions', `--b\r\nContent-Disposition: form-data; name="id"\r\n${head('id')}1\r\n--b--`],
    ['a folded head', '--b\r\nContent-Disposition: form-data;\r\n name="id"\r\n\r\n1\r\n--b--'],
    ['Base64', `--b\r\nContent-Transfer-Encoding: base64\r\n${head('id')}MQ==\r\n--b--`],
    ['bare line feeds', form(['id', '1']).replaceAll('\r\n', '\n')],
    ['something after the end', `${form(['id', '1'])}more`],
    ['neither a field nor an end', '--b!!'],
  ])('that is %s is refused', async (_, body) => {
    for (const size of [1, 5, 10_000])
      await expect(read(body, 'b', size)).rejects.toMatchObject({ name: 'Problem', status: 400 });
  });

  test('is not read beyond its limit, and holds no more than a piece of it', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`--b\r\n${head('audio')}`);
      for (;;) {
        given += 1000;
        yield Buffer.alloc(1000);
      }
    }
    const reading = async (): Promise<void> => {
      for await (const { bytes } of formFields(endless(), 'b', 10_000))
        for await (const piece of bytes) expect(piece.length).toBeLessThan(1100);
    };
    await expect(reading()).rejects.toMatchObject({ status: 413 });
    expect(given).toBeLessThan(12_000);
  });

  test('of any bytes ends, and with nothing but a Problem', async () => {
    const words = fc.constantFrom(
      '--b',
      '\r\n',
      '--',
      head('id'),
      'x',
      '\0',
      'name=',
      '"',
      ';',
      '\r',
      '\n',
      ':',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(words, { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (parts, size) => {
          await read(parts.join(''), 'b', size).catch((error: unknown) =>
            expect(error).toBeInstanceOf(Problem),
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});

test.each([
  ['multipart/form-data; boundary=abc', 'abc'],
  ['Multipart/Form-Data; charset=utf-8; BOUNDARY="a b:c"', 'a b:c'],
  ['multipart/form-data', undefined],
  ['multipart/form-data; boundary=', undefined],
  ['multipart/form-data; boundary="a b "', undefined],
  ['multipart/form-data; boundary=a; boundary=b', undefined],
  [`multipart/form-data; boundary=${'x'.repeat(71)}`, undefined],
  ['multipart/form-data; boundary=a\u0000b', undefined],
  ['multipart/mixed; boundary=a', undefined],
  [undefined, undefined],
])('%s names the boundary %s', (type, boundary) => {
  expect(boundaryOf(type)).toBe(boundary);
});
