import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packagedContent } from '../../content/folder.js';
import { jsonSchemas } from '../../content/json-schemas.js';

const folder = join(packagedContent(), 'schemas');

it('the editors’ schemas are what the loader checks (else: npm run generate)', () => {
  const stored = readdirSync(folder).map((name) => [
    name,
    JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown,
  ]);
  expect(Object.fromEntries(stored)).toEqual(JSON.parse(JSON.stringify(jsonSchemas())));
});

it('explains its keys to the author', () => {
  expect(jsonSchemas()['lesson.json']).toMatchObject({
    additionalProperties: false,
    properties: {
      can_do: { maxLength: 120, description: 'Completes "Now you can …": a verb and no full stop.' },
    },
  });
});
