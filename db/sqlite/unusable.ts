interface Unusable extends ErrorOptions {
  /** What to do. */
  remedy?: string;
}

/** The file cannot be opened as it is; the message says what to do. */
export class DatabaseUnusable extends Error {
  override name = 'DatabaseUnusable';

  constructor(
    readonly problem: string,
    { remedy, ...options }: Unusable = {},
  ) {
    super(remedy === undefined ? problem : `${problem}: ${remedy}`, options);
  }
}

export function notOurs(file: string): DatabaseUnusable {
  const remedy = 'name another file (DATABASE_PATH), or move this one away';
  return new DatabaseUnusable(`${file} is not a database of Parley`, { remedy });
}

export function damaged(file: string, reason: string, cause?: unknown): DatabaseUnusable {
  const remedy = 'restore a backup (npm run restore -- <backup>)';
  return new DatabaseUnusable(`the database ${file} is damaged (${reason})`, { remedy, cause });
}
