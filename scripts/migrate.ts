import { migrateFile } from '../db/sqlite/migrate-file.js';
import { onDatabase } from './database.js';

await onDatabase(async (file) => {
  const { applied, copy } = migrateFile(file);
  if (applied.length === 0) return [`${file} is up to date`];
  const kept = copy === undefined ? [] : [`kept as it was: ${copy}`];
  return [...applied.map((name) => `applied ${name}`), ...kept, `${file} is up to date`];
});
