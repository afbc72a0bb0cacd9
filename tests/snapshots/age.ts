import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { flows } from '../../flows/registry.js';
import { definitionOf, type Definition } from './definition.js';
import { walk } from './walk.js';

/**
 * After a machine was changed and its version raised: notes the new definition and keeps an instance in each of
 * its states, for the versions to come. Older fixtures are never touched.
 *
 *     npx tsx tests/snapshots/age.ts            what is new
 *     npx tsx tests/snapshots/age.ts --again    the current versions once more, while nobody runs them yet
 */
const again = process.argv.includes('--again');
const here = fileURLToPath(new URL('.', import.meta.url));
const list = `${here}definitions.json`;
const known = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Record<string, Definition>) : {};

for (const flow of Object.values(flows)) {
  const definition = definitionOf(flow);
  const before = known[flow.name];
  if (!again && before?.version === flow.version) {
    if (before.hash !== definition.hash)
      throw new Error(
        `${flow.name} changed: raise its version, and give it a migrate if old snapshots need one`,
      );
    continue;
  }
  known[flow.name] = definition;
  const folder = `${here}${flow.name}-v${flow.version}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [state, kept] of walk(flow))
    writeFileSync(`${folder}/${state}.json`, `${JSON.stringify(kept, null, 2)}\n`);
}
writeFileSync(list, `${JSON.stringify(known, null, 2)}\n`);
