import { restore } from '../db/sqlite/restore.js';
import { onDatabase, onlyFile } from './database.js';

await onDatabase(async (file, words) => {
  const backup = onlyFile(words, 'name the backup, for example: npm run restore -- backup.sqlite');
  const kept = `${file}.before-restore-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  const replaced = await restore(backup, file, kept);
  return [`${file} is restored from ${backup}`, ...(replaced ? [`the one before is kept as ${kept}`] : [])];
});
