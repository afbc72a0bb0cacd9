import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it.each(['ar', 'en', 'es', 'fr', 'pt-BR'])(
  'no word of %s grows out of a number or what depends on it',
  (code) => {
    const file = fileURLToPath(new URL(`../../content/strings/${code}.yaml`, import.meta.url));
    expect(readFileSync(file, 'utf8').match(/.*\}\}[\p{L}\d].*/gu) ?? []).toEqual([]);
  },
);
