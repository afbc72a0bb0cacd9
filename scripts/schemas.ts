import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagedContent } from '../content/folder.js';
import { jsonSchemas } from '../content/json-schemas.js';

/** Writes content/schemas afresh from the schemas that the loader uses. */
const folder = join(packagedContent(), 'schemas');
mkdirSync(folder, { recursive: true });
const schemas = jsonSchemas();
for (const name of readdirSync(folder)) if (!Object.hasOwn(schemas, name)) rmSync(join(folder, name));
for (const [name, schema] of Object.entries(schemas)) {
  writeFileSync(join(folder, name), `${JSON.stringify(schema, undefined, 2)}\n`);
}
