import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../db/sqlite/store.js';
import type { Store } from '../../db/store.js';
import type { FlowRecord } from '../../flows/records.js';
import { asking, attempt, flow, learnerWith, nextTurn, noon, send, text } from '../contracts/store/given.js';
import { FaultyDriver } from '../support/faulty-driver.js';
import { scratchFile } from './files.js';

/** One row at least in every table, each carrying the learner's mark. */
async function fill(store: Store, mark: string): Promise<string> {
  await store.openChat({
    channel: 'web',
    account: 'main',
    address: mark,
    tokenHash: `${mark} token`,
    guess: { timeZone: `${mark}/zone` },
    at: noon,
  });
  const records: FlowRecord[] = [
    attempt('english/a/b#c', { answer: `${mark} answer` }),
    { kind: 'points', amount: 1, source: `english/${mark}` },
    {
      kind: 'lessonDone',
      course: 'english',
      lesson: `${mark}/lesson`,
      hash: 'f00',
      firstTry: 1,
      exercises: 1,
      durationMs: 1,
    },
    { kind: 'wordMet', course: 'english', item: 'english/a/b#c', word: `${mark} word` },
    { kind: 'utterance', talk: 1, line: 1, who: 'learner', text: `${mark} said` },
    {
      kind: 'correction',
      source: 'talk/nurse',
      wrong: `${mark} wrong`,
      better: `${mark} better`,
      reason: `${mark} reason`,
      error: 'tense',
      skill: 'writing',
      by: 'model',
    },
    {
      kind: 'spoken',
      course: 'english',
      source: `${mark} source`,
      seconds: 1,
      scores: { overall: { value: 80, source: 'scores', confidence: 1 } },
      words: [{ text: `${mark} word`, error: 'None' }],
      sounds: [{ phone: 'TH', times: 1, sum: 80 }],
      transcript: `${mark} heard`,
    },
    {
      kind: 'reply',
      request: '1.talk.1',
      outcome: 'used',
      cost: {
        prompt: 'talk',
        promptHash: 'f00',
        model: 'm',
        calls: 1,
        tokensIn: 1,
        tokensOut: 1,
        microdollars: 1,
      },
    },
  ];
  const { learnerId } = await learnerWith(store, mark, ({ learner, chat }) => ({
    learner: { ...learner, profile: { language: 'en', name: `${mark} name` }, thread: { remindedOn: mark } },
    instances: [flow(1, { snapshot: { secret: `${mark} snapshot` } })],
    records,
    outbox: [send(chat.id, `${mark} sent`), send(chat.id, `${mark} refused`), asking(chat.id, `1.${mark}.1`)],
    schedule: [{ timer: `${mark} timer`, at: noon + 100 }],
  }));
  const rows = await store.claim(noon, 100, new Set());
  const sent = rows.find(({ learnerId: id, kind }) => id === learnerId && kind === 'send');
  const append = { kind: 'text', text: `${mark} shown`, body: { text: `${mark} body` } };
  await store.settle({
    id: sent?.id ?? 0,
    at: noon,
    outcome: { kind: 'done', append, externalId: `${mark} ext` },
  });
  const refused = (await store.claim(noon, 100, new Set())).find(
    ({ learnerId: id, kind }) => id === learnerId && kind === 'send',
  );
  await store.settle({
    id: refused?.id ?? 0,
    at: noon,
    outcome: { kind: 'rejected', error: `${mark} error` },
  });
  await nextTurn(store, mark, '2', () => ({ eventState: 'aside', error: `${mark} boom` }));
  const alias = { address: mark, aliases: [`${mark} alias`] };
  await store.accept(
    text(mark, `${mark} ext`, { sender: alias, content: { kind: 'message', text: `${mark} text` } }),
  );
  const other = await learnerWith(store, `${mark} second`);
  await store.merge(other.learnerId, learnerId);
  return learnerId;
}

/** `sent_file`: what a channel calls a file; of learners it knows nothing. */
const shared = ['frozen', 'sent_file', '__drizzle_migrations', 'sqlite_sequence'];

function tablesOf(db: Database.Database): string[] {
  const tables = db.prepare("select name from sqlite_master where type = 'table'").all() as {
    name: string;
  }[];
  return tables.map(({ name }) => name);
}

/** Tables and columns in which any value contains the text, or any learner's column holds the row. */
function mentions(db: Database.Database, mark: string, row: number): string[] {
  return tablesOf(db).flatMap((table) =>
    (db.prepare(`select * from "${table}"`).all() as Record<string, unknown>[]).flatMap((found) =>
      Object.entries(found).flatMap(([column, value]) =>
        (typeof value === 'string' && value.includes(mark)) ||
        ((column === 'learner_id' || (table === 'learner' && column === 'id')) && value === row)
          ? [`${table}.${column}`]
          : [],
      ),
    ),
  );
}

/** The database and its log, as they lie on the disk. */
function bytesOf(file: string): string {
  return ['', '-wal'].map((end) => readFileSync(file + end).toString('latin1')).join('');
}

describe('erasing a learner', () => {
  it('leaves no row, no column and no byte of them', async () => {
    const file = scratchFile();
    const store = await openStore(file);
    const ana = await fill(store, 'anamark');
    await fill(store, 'benmark');
    const rowOfAna = Number(ana.slice(1));

    const db = new Database(file, { readonly: true });
    const before = mentions(db, 'anamark', rowOfAna);
    const touched = new Set(before.map((place) => place.split('.')[0]));
    // The proof is worth something only if every table had something to delete.
    expect([...touched].sort()).toEqual(
      tablesOf(db)
        .filter((table) => !shared.includes(table))
        .sort(),
    );
    const ofBen = mentions(db, 'benmark', 0);
    db.close();

    await store.erase(ana);
    expect(bytesOf(file)).not.toContain('anamark');
    expect(bytesOf(file)).toContain('benmark');

    const after = new Database(file, { readonly: true });
    expect(mentions(after, 'anamark', rowOfAna)).toEqual([]);
    expect(mentions(after, 'benmark', 0)).toEqual(ofBen);
    expect(after.pragma('foreign_key_check')).toEqual([]);
    after.close();
    await store.close();
  });

  it('waits for nobody who reads, and empties the log when they are done', async () => {
    const file = scratchFile();
    const waits: unknown[] = [];
    const store = await openStore(file, {
      wrap: (driver) => ({
        prepare(sql) {
          const statement = driver.prepare(sql);
          if (!sql.includes('wal_checkpoint')) return statement;
          const get = (): unknown => {
            waits.push(driver.prepare('pragma busy_timeout').get());
            return statement.get();
          };
          return { ...statement, get };
        },
        get inTransaction() {
          return driver.inTransaction;
        },
        synchronous: (level) => driver.synchronous(level),
        sync: () => driver.sync(),
      }),
    });
    const { learnerId } = await learnerWith(store, 'anamark');
    const reader = new Database(file, { readonly: true });
    reader.exec('begin');
    reader.prepare('select count(*) from learner').get();
    await store.erase(learnerId);
    expect(await store.resolve(learnerId)).toBeUndefined();
    expect(bytesOf(file)).toContain('anamark');
    reader.exec('commit');
    await expect.poll(() => bytesOf(file)).not.toContain('anamark');
    expect(waits.length).toBeGreaterThan(1);
    expect(new Set(waits.map((wait) => JSON.stringify(wait)))).toEqual(new Set(['{"timeout":0}']));
    reader.close();
    await store.close();
  });

  it('empties the log at the next start, where a reader outlived the last one', async () => {
    const file = scratchFile();
    const store = await openStore(file);
    const { learnerId } = await learnerWith(store, 'anamark');
    const reader = new Database(file, { readonly: true });
    reader.exec('begin');
    reader.prepare('select count(*) from learner').get();
    await store.erase(learnerId);
    await store.close();
    reader.exec('commit');
    expect(bytesOf(file)).toContain('anamark');
    const next = await openStore(file);
    expect(bytesOf(file)).not.toContain('anamark');
    await next.close();
    reader.close();
  });

  it('is done though the log cannot be emptied', async () => {
    const faulty = new FaultyDriver({ rate: 1, seed: 1, only: /wal_checkpoint/ });
    const store = await openStore(scratchFile(), { wrap: faulty.wrap });
    const { learnerId } = await learnerWith(store, 'ana');
    faulty.switchOn();
    await store.erase(learnerId);
    expect(faulty.failed).toBe(1);
    expect(await store.resolve(learnerId)).toBeUndefined();
    faulty.switchOff();
    await store.close();
  });
});
