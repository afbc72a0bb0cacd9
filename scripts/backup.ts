import { existsSync, statSync } from 'node:fs';
import { backUpFile } from '../db/sqlite/backup-file.js';
import { realFile } from '../db/sqlite/lock.js';
import { onDatabase, onlyFile, WrongUse } from './database.js';

await onDatabase(async (file, words) => {
  const target = onlyFile(words, 'name the file to write, for example: npm run backup -- backup.sqlite');
  if (realFile(target) === realFile(file))
    throw new WrongUse(`${target} is the database itself: name another file to copy it to`);
  if (existsSync(target))
    throw new WrongUse(
      `${target} is there already and stays as it is: name a new file, or remove that one first`,
    );
  await backUpFile(file, target);
  return [`${file} is copied to ${target}: ${statSync(target).size} bytes, read through and sound`];
});
