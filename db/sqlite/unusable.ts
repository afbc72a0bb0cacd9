/** The file cannot be opened as it is; the message says what to do. */
export class DatabaseUnusable extends Error {
  override name = 'DatabaseUnusable';
}

export function notOurs(file: string): DatabaseUnusable {
  return new DatabaseUnusable(
    `${file} is not a database of Parley: name another file (DATABASE_PATH), or move this one away`,
  );
}

export function damaged(file: string, reason: string, cause?: unknown): DatabaseUnusable {
  return new DatabaseUnusable(
    `the database ${file} is damaged (${reason}): restore a backup (npm run restore -- <backup>)`,
    { cause },
  );
}
