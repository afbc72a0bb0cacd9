import { and, eq, sql } from 'drizzle-orm';
import type { Driver } from './driver.js';
import { sentFile } from './schema.js';
import { build, prepare, prepareInsert, prepareSql, type Placeholders } from './statement.js';

/** Files beside the database: what channels have of ours, and what is a learner's own. */
export function files(db: Driver) {
  const find = prepare(db, (p: Placeholders<{ channel: string; account: string; file: string }>) =>
    build
      .select({ external_id: sentFile.external_id })
      .from(sentFile)
      .where(
        and(eq(sentFile.channel, p.channel), eq(sentFile.account, p.account), eq(sentFile.file, p.file)),
      ),
  );
  const remember = prepareInsert(db, sentFile, [], (insert) =>
    insert.onConflictDoUpdate({
      target: [sentFile.channel, sentFile.account, sentFile.file],
      set: { external_id: sql`excluded.external_id` },
    }),
  );
  const recordings = prepareSql<{ learner: number }, { file: string }>(
    db,
    (p) => sql`select body ->> '$.recording.file' as file from message
      where chat_id in (select id from chat where learner_id = ${p.learner})
        and "from" = 'learner' and kind = 'voice' and file is not null`,
  );
  return {
    sent: (channel: string, account: string, file: string): string | undefined =>
      find.get({ channel, account, file })?.external_id,
    remember: (channel: string, account: string, file: string, external_id: string): void =>
      void remember.run({ channel, account, file, external_id }),
    recordings: (learner: number): string[] => recordings.all({ learner }).map(({ file }) => file),
  };
}
