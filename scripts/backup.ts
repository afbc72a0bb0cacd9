import { statSync } from 'node:fs';
import { backUpFile } from '../db/sqlite/backup-file.js';
import { onDatabase, onlyFile } from './database.js';

await onDatabase(async (file, words) => {
  const target = onlyFile(words, 'name the file to write, for example: npm run backup -- backup.sqlite');
  await backUpFile(file, target);
  return [`${file} is copied to ${target}: ${statSync(target).size} bytes, read through and sound`];
});
